package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.EnumType;
import io.nearcall.codegen.model.Field;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Message.Alternative;
import io.nearcall.codegen.model.Method;
import io.nearcall.codegen.model.Naming;
import io.nearcall.codegen.model.Payload;
import io.nearcall.codegen.model.Service;
import io.nearcall.codegen.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the methods {@code writeX} and {@code readX} for each message of a service. */
final class CodecEmitter {
    private final Service service;
    private final Code code;
    private final Helpers helpers;
    private final FieldWriter writer;

    CodecEmitter(Service service, Code code, Helpers helpers) {
        this.service = service;
        this.code = code;
        this.helpers = helpers;
        this.writer = new FieldWriter(service, code, helpers);
    }

    void emit(Message message) {
        if (message instanceof Message.OfRecord each) {
            writeFields(service.name(each), each.type(), each.fields());
            readFields(each.type(), service.name(each), each.fields());
        } else if (message instanceof Message.OfBean each) {
            writeFields(service.name(each), each.type(), each.fields());
            readFields(each.type(), service.name(each), each.fields());
        } else if (message instanceof Message.OneOf each) {
            writeOneOf(each);
            readOneOf(each);
        } else if (message instanceof Message.Holder each) {
            writePayload(service.name(each), List.of(each.field()));
            readFields(each.type(), service.name(each), List.of(each.field()));
        } else if (message instanceof Message.Entry each) {
            new EntryEmitter(service, code, helpers).emit(each);
        } else if (message instanceof Message.OfJdk each) {
            new JdkEmitter(code).emit(each.jdkType(), service.name(each));
        } else if (message instanceof Message.Foreign each) {
            foreign(each);
        }
    }

    void emit(EnumType type) {
        String name = service.name(new Shape.Enumerated(type.type()));
        code.gap().add("private static int toNumber(%s value) {", type.type());
        code.add("return switch (value) {");
        type.constants().forEach(each -> code.add("case %s -> %s;", each.name(), each.number()));
        code.add("};").add("}").gap();
        code.add("private static %s read%s($io.nearcall.wire.WireReader in) {", type.type(), name);
        code.add("int number = in.readInt32();");
        code.add("return switch (number) {").add("case 0 -> null;");
        type.constants().forEach(each -> code.add("case %s -> %s.%s;", each.number(), type.type(), each.name()));
        if (type.unknown() == null) {
            code.add(
                    "default -> throw $io.nearcall.wire.WireException.malformed(\"%s has no constant \" + number"
                            + " + \"; compile both sides with the same enum, or mark a constant as @Unknown\");",
                    type.type().toString());
        } else {
            code.add("default -> %s.%s;", type.type(), type.unknown());
        }
        code.add("};").add("}");
    }

    // ---- records, beans and what is made for a method

    /** Writes {@code writeX} for values that are variables, one parameter each. */
    void writePayload(String name, List<Field> fields) {
        Locals locals = new Locals(FieldWriter.NAMES);
        String params = Stream.concat(
                        Stream.of(code.fill("$io.nearcall.wire.WireWriter out")),
                        fields.stream().map(field -> code.fill("%s %s", field.type(), locals.of(field.name()))))
                .collect(Collectors.joining(", "));
        code.gap().add("private static void write%s(%s) {", name, params);
        fields.forEach(field -> writer.write(field, locals.of(field.name())));
        code.add("}");
    }

    private void writeFields(String name, JavaType type, List<Field> fields) {
        code.gap();
        if (fields.isEmpty()) {
            code.add(
                    "private static void write%s($io.nearcall.wire.WireWriter ignored, %s ignoredValue) {", name, type);
            code.add("// a message without fields has no bytes").add("}");
            return;
        }
        code.add("private static void write%s($io.nearcall.wire.WireWriter out, %s value) {", name, type);
        Locals locals = new Locals(with(FieldWriter.NAMES, "value"));
        for (Field field : fields) {
            String variable = locals.of(field.name());
            code.add("%s %s = value.%s();", field.type(), variable, field.getter());
            writer.write(field, variable);
        }
        code.add("}");
    }

    /** Writes {@code readX}, which returns a record, a bean, or the only field itself. */
    void readFields(JavaType result, String name, List<Field> fields) {
        Locals locals = new Locals(with(FieldReader.NAMES, "bean"));
        code.gap();
        code.add("private static %s read%s($io.nearcall.wire.WireReader in) {", result, name);
        FieldReader reader = new FieldReader(service, code, helpers, locals);
        loop(code, reader, locals, fields, name);
        List<String> values = fields.stream()
                .map(field -> reader.result(field, locals.of(field.name())))
                .toList();
        boolean isBean = fields.stream().anyMatch(field -> !field.setter().isEmpty());
        boolean isItself = fields.size() == 1 && fields.get(0).getter().isEmpty();
        if (isBean) {
            code.add("%s bean = new %s%s();", result, result.erased(), diamond(result));
            for (int i = 0; i < values.size(); i++) {
                code.add("bean.%s(%s);", fields.get(i).setter(), values.get(i));
            }
            code.add("return bean;");
        } else if (isItself) {
            code.add("return %s;", values.get(0));
        } else {
            code.add("return new %s%s(%s);", result.erased(), diamond(result), String.join(", ", values));
        }
        code.add("}");
    }

    /** Reads fields into variables that are declared here. */
    static void loop(Code code, FieldReader reader, Locals locals, List<Field> fields, String message) {
        fields.forEach(field -> locals.of(field.name())); // users' names first, then what is derived from them
        fields.forEach(field -> reader.declare(field, locals.of(field.name())));
        code.add("for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {");
        if (fields.isEmpty()) {
            code.add("in.skip(tag);");
        } else {
            code.add("switch (tag) {");
            fields.forEach(field -> reader.cases(field, locals.of(field.name())));
            code.add("default -> %s;", skipped(message, fields.stream().map(Field::number)));
            code.add("}");
        }
        code.add("}");
    }

    /** Skips a field that is not one of those numbers; one that is has come with another wire type. */
    static String skipped(String message, Stream<Integer> numbers) {
        long known = 0;
        StringBuilder larger = new StringBuilder();
        for (int number : numbers.toList()) {
            if (number < Long.SIZE) {
                known |= 1L << number;
            } else {
                larger.append(", ").append(number);
            }
        }
        return "in.skip(tag, \"%s\", 0x%sL%s)".formatted(message, Long.toHexString(known), larger);
    }

    // ---- sealed interfaces

    private void writeOneOf(Message.OneOf message) {
        code.gap()
                .add(
                        "private static void write%s($io.nearcall.wire.WireWriter out, %s value) {",
                        service.name(message), message.type());
        boolean first = true;
        for (Alternative each : message.alternatives()) {
            Shape shape = each.shape();
            String variable = new Locals(with(FieldWriter.NAMES, "value"))
                    .of(Naming.decapitalized(shape.type().simpleName()));
            code.add("%sif (value instanceof %s %s) {", first ? "" : "} else ", shape.type(), variable);
            writer.value(shape, each.number(), variable, "");
            first = false;
        }
        if (!first) {
            code.add("}");
        }
        code.add("}");
    }

    private void readOneOf(Message.OneOf message) {
        code.gap()
                .add(
                        "private static %s read%s($io.nearcall.wire.WireReader in) {",
                        message.type(), service.name(message));
        FieldReader reader = new FieldReader(service, code, helpers, new Locals());
        code.add("%s value = null;", message.type());
        code.add("int unknown = 0;");
        code.add("for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {").add("switch (tag) {");
        for (Alternative each : message.alternatives()) {
            reader.single(each.shape(), each.number(), value -> "value = " + value + ";");
        }
        code.add(
                """
                default -> {
                unknown = tag >>> 3;
                %s;
                }
                }
                }
                if (value == null) {
                throw $io.nearcall.wire.WireException.malformed("%s has "
                        + (unknown == 0 ? "no value" : "an unknown subtype, number " + unknown)
                        + "; compile both sides with the same interface");
                }
                return value;
                }""",
                skipped(service.name(message), message.alternatives().stream().map(Alternative::number)),
                message.type().toString());
    }

    // ---- declared exceptions

    /** Writes the codec of what a method declares to throw. */
    void emitFailure(Method method) {
        code.gap();
        code.add(
                "private static boolean write%s($io.nearcall.wire.WireWriter out, $java.lang.Throwable thrown) {",
                method.failureName());
        for (Method.Thrown each : method.exceptions()) {
            JavaType type = each.shape().type();
            String variable = new Locals(with(FieldWriter.NAMES, "thrown")).of(Naming.decapitalized(type.simpleName()));
            code.add("if (thrown instanceof %s %s) {", type, variable);
            writer.value(each.shape(), each.number(), variable, type.toString());
            code.add("return true;").add("}");
        }
        code.add("return false;").add("}").gap();
        code.add("private static $java.lang.Throwable read%s($io.nearcall.wire.WireReader in) {", method.failureName());
        FieldReader reader = new FieldReader(service, code, helpers, new Locals());
        code.add("$java.lang.Throwable thrown = null;");
        code.add("for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {").add("switch (tag) {");
        for (Method.Thrown each : method.exceptions()) {
            reader.single(each.shape(), each.number(), value -> "thrown = " + value + ";");
        }
        Stream<Integer> numbers = method.exceptions().stream().map(Method.Thrown::number);
        code.add("default -> %s;", skipped(method.failureName(), numbers))
                .add("}")
                .add("}");
        code.add("return thrown;").add("}");
    }

    // ---- messages of protobuf's own generator

    private void foreign(Message.Foreign message) {
        code.gap()
                .add(
                        """
                        private static void write%s($io.nearcall.wire.WireWriter out, %s value) {
                        try {
                        $com.google.protobuf.CodedOutputStream coded = $com.google.protobuf.CodedOutputStream.newInstance(
                                out.claim(value.getSerializedSize()));
                        value.writeTo(coded);
                        coded.flush();
                        } catch ($java.io.IOException e) {
                        throw new $java.io.UncheckedIOException(e);
                        }
                        }

                        private static %s read%s($io.nearcall.wire.WireReader in) {
                        try {
                        return %s.parseFrom(in.readRemaining());
                        } catch ($com.google.protobuf.InvalidProtocolBufferException e) {
                        throw $io.nearcall.wire.WireException.malformed("%s: " + e.getMessage());
                        }
                        }""",
                        service.name(message),
                        message.type(),
                        message.type(),
                        service.name(message),
                        message.type(),
                        message.type().toString());
    }

    private static String diamond(JavaType type) {
        return type.args().isEmpty() ? "" : "<>";
    }

    static String[] with(String[] names, String... more) {
        List<String> all = new ArrayList<>(List.of(names));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** What the payload's codec takes or gives if it is not made for the method. */
    static String codec(Service service, Payload payload) {
        return payload instanceof Payload.Whole whole ? service.name(whole.shape()) : ((Payload.Fields) payload).name();
    }
}
