package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.Field;
import io.nearcall.codegen.model.Form;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.JdkType;
import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Payload;
import io.nearcall.codegen.model.Service;
import io.nearcall.codegen.model.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names of types in one {@code .proto}, and what it must import for them. */
final class ProtoTypes {
    private static final Map<String, List<String>> WELL_KNOWN = Map.ofEntries(
            Map.entry("any", List.of("Any")),
            Map.entry("duration", List.of("Duration")),
            Map.entry("empty", List.of("Empty")),
            Map.entry("field_mask", List.of("FieldMask")),
            Map.entry("struct", List.of("Struct", "Value", "ListValue")),
            Map.entry("timestamp", List.of("Timestamp")),
            Map.entry(
                    "wrappers",
                    List.of(
                            "DoubleValue",
                            "FloatValue",
                            "Int64Value",
                            "UInt64Value",
                            "Int32Value",
                            "UInt32Value",
                            "BoolValue",
                            "StringValue",
                            "BytesValue")));

    private final Service service;
    private final Map<String, String> files = new HashMap<>();
    private final Set<String> imports = new TreeSet<>();

    ProtoTypes(Service service) {
        this.service = service;
        WELL_KNOWN.forEach((file, names) ->
                names.forEach(name -> files.put("google.protobuf." + name, "google/protobuf/" + file + ".proto")));
    }

    Set<String> imports() {
        return imports;
    }

    /** The request or reply of a method. */
    String name(Payload payload) {
        if (payload instanceof Payload.Nothing) {
            return imported("google.protobuf.Empty");
        }
        String name = payload instanceof Payload.Whole whole ? name(whole.shape()) : ((Payload.Fields) payload).name();
        // Inside of the service the name of a method hides that of a message.
        boolean hidden =
                service.methods().stream().anyMatch(method -> method.rpcName().equals(name));
        return hidden ? (service.protoPackage().isEmpty() ? "." : "." + service.protoPackage() + ".") + name : name;
    }

    /** A field with its label. */
    String field(Field field) {
        Form form = field.form();
        if (form instanceof Form.Always always) {
            return name(always.shape());
        }
        if (form instanceof Form.Nullable nullable) {
            return optional(nullable.shape());
        }
        if (form instanceof Form.Maybe maybe) {
            return optional(maybe.shape());
        }
        if (form instanceof Form.Many many) {
            return "repeated " + name(many.shape());
        }
        Form.Mapped mapped = (Form.Mapped) form;
        Message.Entry entry = service.entry(mapped);
        return entry.isNative()
                ? "map<" + name(mapped.key()) + ", " + name(mapped.value()) + ">"
                : "repeated " + service.name(entry);
    }

    String optional(Shape shape) {
        return "optional " + name(shape);
    }

    String name(Shape shape) {
        if (shape instanceof Shape.Plain plain) {
            return plain.scalar().proto();
        }
        if (shape instanceof Shape.Marshalled marshalled) {
            return name(marshalled.wire());
        }
        if (shape instanceof Shape.Reference) {
            return "uint64";
        }
        String wellKnown = wellKnown(shape.type());
        return wellKnown == null ? service.name(shape) : imported(wellKnown);
    }

    /** The full name of protobuf's own message for a class, or null. */
    String wellKnown(JavaType type) {
        String jdk = Arrays.stream(JdkType.values())
                .filter(each -> each.type().equals(type))
                .map(JdkType::wellKnown)
                .findFirst()
                .orElse("");
        if (!jdk.isEmpty()) {
            return jdk;
        }
        String protobuf = "google.protobuf." + type.name();
        return type.pkg().equals("com.google.protobuf") && files.containsKey(protobuf) ? protobuf : null;
    }

    private String imported(String name) {
        imports.add(files.get(name));
        // In a package with a part named google the name would be looked up there first.
        boolean ambiguous = Arrays.asList(service.protoPackage().split("\\.")).contains("google");
        return ambiguous ? "." + name : name;
    }
}
