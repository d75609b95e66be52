package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.JdkType;
import io.nearcall.codegen.model.JdkType.Part;
import io.nearcall.codegen.model.Scalar;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes the codec of a type of the JDK. */
final class JdkEmitter {
    private final Code code;

    JdkEmitter(Code code) {
        this.code = code;
    }

    void emit(JdkType type, String name) {
        List<Part> parts = type.parts();
        code.gap().add("private static void write%s($io.nearcall.wire.WireWriter out, %s value) {", name, type.type());
        parts.forEach(part -> code.add("%s %s = %s;", type(part), part.name(), part.get()));
        outOfRange(
                type,
                "$io.nearcall.wire.WireException.unwritable(\"%s\", value + \" is out of range of %s\")"
                        .formatted(type.type(), type.wellKnown()));
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            code.add("if (" + FieldWriter.isNotDefault(part.scalar(), part.name()) + ") {");
            code.add("out.write%s(%s, %s);", part.scalar().suffix(), i + 1, part.name());
            code.add("}");
        }
        code.add("}").gap();
        code.add("private static %s read%s($io.nearcall.wire.WireReader in) {", type.type(), name);
        parts.forEach(part -> code.add("%s %s = %s;", type(part), part.name(), FieldReader.zero(part.scalar())));
        code.add("for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {").add("switch (tag) {");
        for (int i = 0; i < parts.size(); i++) {
            Scalar scalar = parts.get(i).scalar();
            int tag = scalar.wireType().tag(i + 1);
            code.add("case %s -> %s = in.read%s();", tag, parts.get(i).name(), scalar.suffix());
        }
        Stream<Integer> numbers = IntStream.rangeClosed(1, parts.size()).boxed();
        code.add("default -> %s;", CodecEmitter.skipped(name, numbers)).add("}").add("}");
        outOfRange(
                type,
                "$io.nearcall.wire.WireException.malformed(\"a %s is out of range\")".formatted(type.wellKnown()));
        make(type);
        code.add("}");
    }

    private void outOfRange(JdkType type, String exception) {
        if (!type.outOfRange().isEmpty()) {
            code.add("if (%s) {", type.outOfRange());
            code.add("throw " + exception + ";");
            code.add("}");
        }
    }

    private void make(JdkType type) {
        if (type.thrown().isEmpty()) {
            code.add("return " + type.make() + ";");
            return;
        }
        code.add("try {").add("return " + type.make() + ";").add("} catch (" + type.thrown() + " e) {");
        code.add("throw $io.nearcall.wire.WireException.malformed(\"%s: \" + e.getMessage());".formatted(type.type()));
        code.add("}");
    }

    private static JavaType type(Part part) {
        return switch (part.scalar()) {
            case STRING -> JavaType.of("java.lang", "String");
            case BYTES -> JavaType.primitive("byte").array();
            case FIXED64 -> JavaType.primitive("long");
            default -> JavaType.primitive(Helpers.primitive(part.scalar()));
        };
    }
}
