package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.Field;
import io.nearcall.codegen.model.Form;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Scalar;
import io.nearcall.codegen.model.Service;
import io.nearcall.codegen.model.Shape;
import io.nearcall.codegen.model.WireType;
import java.util.function.UnaryOperator;

/** Writes the statements that read one field into a variable; the reader is {@code in}. */
final class FieldReader {
    /** The names of variables in these statements. */
    static final String[] NAMES = {"in", "tag", "outer"};

    private final Service service;
    private final Code code;
    private final Helpers helpers;
    private final Locals locals;

    FieldReader(Service service, Code code, Helpers helpers, Locals locals) {
        this.service = service;
        this.locals = locals;
        this.code = code;
        this.helpers = helpers;
    }

    /** Declares the variable with what it is when the field is absent. */
    void declare(Field field, String variable) {
        Form form = field.form();
        if (form instanceof Form.Many many) {
            declareMany(many, field, variable);
        } else if (form instanceof Form.Mapped mapped) {
            code.add(
                    "%s %s = new $java.util.LinkedHashMap<>();",
                    JavaType.of(
                            "java.util",
                            "Map",
                            mapped.key().type(),
                            mapped.value().type()),
                    variable);
        } else {
            code.add("%s %s = %s;", field.type(), variable, absent(field));
        }
    }

    /** What a field is that is absent. */
    private String absent(Field field) {
        if (field.form() instanceof Form.Always always) {
            return zero(always.shape().scalar());
        }
        return field.form() instanceof Form.Maybe maybe ? code.fill("%s.empty()", maybe.optional()) : "null";
    }

    static String zero(Scalar scalar) {
        return switch (scalar) {
            case BOOLEAN -> "false";
            case STRING -> "\"\"";
            case BYTES -> "{}";
            default -> "0";
        };
    }

    private void declareMany(Form.Many many, Field field, String variable) {
        JavaType element = many.shape().type();
        if (field.type().isPrimitiveArray()) {
            code.add("%s %s = {};", field.type(), variable);
            code.add("int %s = 0;", size(variable));
            return;
        }
        boolean set = many.container() == Form.Container.SET;
        JavaType type = JavaType.of("java.util", set ? "Set" : "List", element);
        JavaType made = JavaType.of("java.util", set ? "LinkedHashSet" : "ArrayList");
        code.add("%s %s = new %s<>();", type, variable, made);
    }

    /** Writes the cases of the switch over {@code tag} that take the field. */
    void cases(Field field, String variable) {
        Form form = field.form();
        if (form instanceof Form.Always always) {
            single(always.shape(), field.number(), value -> variable + " = " + value + ";");
        } else if (form instanceof Form.Nullable nullable) {
            single(nullable.shape(), field.number(), value -> variable + " = " + value + ";");
        } else if (form instanceof Form.Maybe maybe) {
            String of =
                    code.fill(maybe.shape() instanceof Shape.Enumerated ? "%s.ofNullable" : "%s.of", maybe.optional());
            single(maybe.shape(), field.number(), value -> variable + " = " + of + "(" + value + ");");
        } else if (form instanceof Form.Many many) {
            many(many, field, variable);
        } else if (form instanceof Form.Mapped mapped) {
            entry(mapped, field, variable);
        }
    }

    /** One case for one value. */
    void single(Shape shape, int number, UnaryOperator<String> use) {
        int tag = shape.wireType().tag(number);
        if (isNested(shape)) {
            code.add("case %s -> {", tag);
            code.add("int outer = in.enter();");
            code.add(use.apply(value(shape)));
            code.add("in.leave(outer);");
            code.add("}");
        } else {
            code.add("case %s -> %s", tag, use.apply(value(shape)));
        }
    }

    private void many(Form.Many many, Field field, String variable) {
        Shape shape = many.shape();
        UnaryOperator<String> use = value -> variable + ".add(" + element(shape, value, field) + ");";
        if (field.type().isPrimitiveArray()) {
            Scalar scalar = ((Shape.Plain) shape).scalar();
            String size = size(variable);
            use = value -> variable + " = " + helpers.grown(scalar) + "(" + variable + ", " + size + ");\n" + variable
                    + "[" + size + "++] = " + value + ";";
        }
        String add = use.apply(value(shape));
        if (!shape.isPackable()) {
            single(shape, field.number(), use);
            return;
        }
        code.add("case %s -> {", WireType.LENGTH.tag(field.number()));
        code.add("int outer = in.enter();");
        code.add("while (in.hasMore()) {");
        code.add(add);
        code.add("}");
        code.add("in.leave(outer);");
        code.add("}");
        int unpacked = shape.wireType().tag(field.number());
        if (add.contains("\n")) {
            code.add("case %s -> {", unpacked).add(add).add("}");
        } else {
            code.add("case %s -> %s", unpacked, add);
        }
    }

    /** An enum among others cannot be null: there 0 is not one of its constants. */
    private String element(Shape shape, String value, Field field) {
        return shape instanceof Shape.Enumerated enumerated ? some(enumerated, value, field.path()) : value;
    }

    private String some(Shape.Enumerated shape, String value, String path) {
        String unknown = service.enumType(shape).unknown();
        return unknown == null
                ? helpers.some() + "(" + value + ", \"" + path + "\")"
                : code.fill("$java.util.Objects.requireNonNullElse(%s, %s.%s)", value, shape.type(), unknown);
    }

    private void entry(Form.Mapped mapped, Field field, String variable) {
        code.add("""
                case %s -> {
                int outer = in.enter();
                read%s(in, %s);
                in.leave(outer);
                }""", WireType.LENGTH.tag(field.number()), service.name(service.entry(mapped)), variable);
    }

    /** The expression for what was collected. */
    String result(Field field, String variable) {
        if (!(field.form() instanceof Form.Many many) || many.container() != Form.Container.ARRAY) {
            return variable;
        }
        if (field.type().isPrimitiveArray()) {
            return code.fill("$java.util.Arrays.copyOf(%s, %s)", variable, size(variable));
        }
        return code.fill("%s.toArray(%s::new)", variable, field.type());
    }

    /** The expression that reads one value. */
    String value(Shape shape) {
        if (shape instanceof Shape.Marshalled marshalled) {
            String wire = value(marshalled.wire());
            String present = marshalled.wire() instanceof Shape.Enumerated enumerated
                    ? some(enumerated, wire, enumerated.type().toString())
                    : wire;
            return helpers.marshaller(marshalled.marshaller()) + ".fromWire(" + present + ")";
        }
        if (shape instanceof Shape.Plain plain) {
            return value(plain.scalar());
        }
        if (shape instanceof Shape.Reference) {
            return code.fill("$io.nearcall.stub.References.read(in, %s.INSTANCE)", Service.bindingOf(shape.type()));
        }
        return "read" + service.name(shape) + "(in)";
    }

    private String value(Scalar scalar) {
        String read = "in.read" + scalar.suffix() + "()";
        if (scalar == Scalar.BYTE_BUFFER) {
            return code.fill("$java.nio.ByteBuffer.wrap(%s)", read);
        }
        return scalar.isNarrow() ? helpers.narrowed(scalar) + "(" + read + ")" : read;
    }

    static boolean isNested(Shape shape) {
        return core(shape) instanceof Shape.Nested;
    }

    private static Shape core(Shape shape) {
        return shape instanceof Shape.Marshalled marshalled ? core(marshalled.wire()) : shape;
    }

    /** The expression for a value that an entry of a map does not have; protobuf leaves out what is empty. */
    String missing(Shape shape, String variable, String path) {
        if (shape instanceof Shape.Plain) {
            return variable;
        }
        if (shape instanceof Shape.Enumerated enumerated) {
            return some(enumerated, variable, path);
        }
        return variable + " == null ? " + empty(shape, path) + " : " + variable;
    }

    private String empty(Shape shape, String path) {
        if (shape instanceof Shape.Marshalled marshalled) {
            return helpers.marshaller(marshalled.marshaller()) + ".fromWire(" + empty(marshalled.wire(), path) + ")";
        }
        if (shape instanceof Shape.Enumerated enumerated) {
            return some(enumerated, "null", path);
        }
        return shape instanceof Shape.Plain plain ? literal(plain.scalar()) : value(shape);
    }

    private String literal(Scalar scalar) {
        return switch (scalar) {
            case LONG, FIXED64 -> "0L";
            case FLOAT -> "0F";
            case DOUBLE -> "0D";
            case BYTE, SHORT, CHAR -> "(" + Helpers.primitive(scalar) + ") 0";
            case BYTES -> "new byte[0]";
            case BYTE_BUFFER -> code.fill("$java.nio.ByteBuffer.allocate(0)");
            default -> zero(scalar);
        };
    }

    /** Declares the variable for the key or value of an entry. */
    void declarePart(Shape shape, String variable) {
        if (shape instanceof Shape.Plain plain) {
            boolean boxed = plain.scalar().compareTo(Scalar.STRING) < 0;
            JavaType type = boxed ? JavaType.primitive(Helpers.primitive(plain.scalar())) : plain.type();
            code.add("%s %s = %s;", type, variable, literal(plain.scalar()));
        } else {
            code.add("%s %s = null;", shape.type(), variable);
        }
    }

    /** The variable that counts what an array of primitives holds so far. */
    private String size(String variable) {
        return locals.of(variable + " size");
    }
}
