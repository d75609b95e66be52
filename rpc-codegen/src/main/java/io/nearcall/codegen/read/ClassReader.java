package io.nearcall.codegen.read;

import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Shape;
import io.nearcall.codegen.read.Names.Wish;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Decides what a class or interface of a user or a library is: enum, record, sealed interface, bean, message. */
final class ClassReader {
    /** No type that people write is nested deeper; one that is grows at each level of a recursion. */
    private static final int DEEPEST = 16;

    private final Env env;
    private final Registry registry;
    private final EnumReader enums;
    private final RecordReader records;
    private final SealedReader sealeds;
    private final BeanReader beans;

    ClassReader(Env env, Registry registry, TypeReader types) {
        this.env = env;
        this.registry = registry;
        this.enums = new EnumReader(env, registry);
        this.records = new RecordReader(env, types);
        this.sealeds = new SealedReader(env, types);
        this.beans = new BeanReader(env, types);
    }

    /** Empty once the reason was reported. */
    Optional<Shape> read(DeclaredType type, Subject subject) {
        TypeElement element = env.element(type);
        String name = element.getQualifiedName().toString();
        if (!env.isAccessible(element)) {
            return broken(
                    subject,
                    name + " cannot be seen by the generated binding; make it public, or package-private in the"
                            + " service's package");
        }
        if (env.has(element, Api.REMOTE_SERVICE)) {
            return Optional.of(new Shape.Reference(
                    TypeNames.of(type), ServiceName.of(env, element).full()));
        }
        if (depth(TypeNames.of(type)) > DEEPEST) {
            return broken(
                    subject,
                    "the type arguments of " + element.getSimpleName() + " grow without end; let the"
                            + " record contain itself with the same type arguments");
        }
        env.isDeprecated(element);
        if (element.getKind() == ElementKind.ENUM) {
            enums.read(element, subject);
            return Optional.of(new Shape.Enumerated(TypeNames.of(type)));
        }
        if (isProtobuf(type)) {
            return foreign(type, subject);
        }
        if (element.getKind() == ElementKind.RECORD) {
            return nested(type, subject, key -> records.read(key, type, subject));
        }
        boolean sealed = element.getModifiers().contains(Modifier.SEALED);
        if (element.getKind() == ElementKind.INTERFACE && sealed) {
            return nested(type, subject, key -> sealeds.read(key, type, subject));
        }
        String why = sealed ? "is a sealed class; make it a sealed interface of records" : beans.whyNot(element);
        if (why != null) {
            return broken(subject, name + " does not travel: it " + why + ", or use @MarshalWith");
        }
        return nested(type, subject, key -> beans.read(key, type, subject));
    }

    private Optional<Shape> nested(
            DeclaredType type, Subject subject, java.util.function.Function<String, Message> reader) {
        JavaType name = TypeNames.of(type);
        String key = name.full();
        if (registry.begin(key, new Wish(key, "", name, "", at(subject, type)))) {
            registry.put(reader.apply(key));
        }
        return Optional.of(new Shape.Nested(name, key));
    }

    /** A class that protobuf's own generator made can parse itself. */
    private Optional<Shape> foreign(DeclaredType type, Subject subject) {
        boolean parses = ElementFilter.methodsIn(env.element(type).getEnclosedElements()).stream()
                .anyMatch(method -> method.getSimpleName().contentEquals("parseFrom")
                        && method.getModifiers().contains(Modifier.STATIC)
                        && method.getParameters().size() == 1
                        && method.getParameters().get(0).asType().toString().equals("java.nio.ByteBuffer"));
        if (!parses) {
            return broken(
                    subject,
                    TypeNames.of(type).full()
                            + " does not travel: it has no parseFrom(ByteBuffer); use a generated message class");
        }
        return nested(type, subject, key -> new Message.Foreign(key, TypeNames.of(type)));
    }

    private static int depth(JavaType type) {
        return 1 + type.args().stream().mapToInt(ClassReader::depth).max().orElse(0);
    }

    private boolean isProtobuf(TypeMirror type) {
        TypeElement message = env.elements.getTypeElement(Api.PROTOBUF_MESSAGE);
        return message != null && env.types.isAssignable(type, message.asType());
    }

    private Subject at(Subject subject, DeclaredType type) {
        TypeElement element = env.element(type);
        return env.isSource(element) ? new Subject(TypeNames.of(type).toString(), true, element, element) : subject;
    }

    private Optional<Shape> broken(Subject subject, String causeAndCure) {
        env.error(subject, causeAndCure);
        return Optional.empty();
    }
}
