package io.nearcall.codegen.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One remote service with everything its binding needs; immutable.
 *
 * @param type the interface
 * @param isPublic whether the binding is public too
 * @param protoPackage the package in the {@code .proto}, may be empty
 * @param protoName the service's name in the {@code .proto}
 * @param about its documentation
 * @param methods the remote methods
 * @param messages the messages, each once
 * @param enums the enums, each once
 * @param names the names of messages and enums by their key; an enum's key is its full Java name
 * @param memberNames the names that the interface's methods, constants and nested types put into its stub's scope
 * @param suppressed the warnings of the compiler that what is in use would give rise to
 */
public record Service(
        JavaType type,
        boolean isPublic,
        String protoPackage,
        String protoName,
        Message.About about,
        List<Method> methods,
        List<Message> messages,
        List<EnumType> enums,
        Map<String, String> names,
        Set<String> memberNames,
        List<String> suppressed) {

    /** The full name that travels. */
    public String fullName() {
        return protoPackage.isEmpty() ? protoName : protoPackage + "." + protoName;
    }

    /** The binding's class. */
    public JavaType binding() {
        return bindingOf(type);
    }

    /** The binding's class of any service. */
    public static JavaType bindingOf(JavaType service) {
        return JavaType.of(service.pkg(), service.name().replace('.', '_') + "Binding");
    }

    /** The name of a nested message or enum, in the {@code .proto} and in the names of its codec. */
    public String name(Shape shape) {
        if (shape instanceof Shape.Nested nested) {
            return names.get(nested.key());
        }
        return names.get(shape.type().full());
    }

    /** The name of a message. */
    public String name(Message message) {
        return names.get(message.key());
    }

    /** The entry messages of a map. */
    public Message.Entry entry(Form.Mapped map) {
        return (Message.Entry) messages.stream()
                .filter(message -> message.key().equals(map.entry()))
                .findFirst()
                .orElseThrow();
    }

    /** The enum of a shape. */
    public EnumType enumType(Shape.Enumerated shape) {
        return enums.stream()
                .filter(each -> each.type().equals(shape.type()))
                .findFirst()
                .orElseThrow();
    }
}
