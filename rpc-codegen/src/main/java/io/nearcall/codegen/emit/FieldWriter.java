package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.Field;
import io.nearcall.codegen.model.Form;
import io.nearcall.codegen.model.Scalar;
import io.nearcall.codegen.model.Service;
import io.nearcall.codegen.model.Shape;

/** Writes the statements that write one field; the writer is {@code out}. */
final class FieldWriter {
    /** The names of variables in these statements. */
    static final String[] NAMES = {"out", "start", "index", "element", "entry", "present"};

    private final Service service;
    private final Code code;
    private final Helpers helpers;

    FieldWriter(Service service, Code code, Helpers helpers) {
        this.service = service;
        this.code = code;
        this.helpers = helpers;
    }

    /** The field's value is in {@code variable}. */
    void write(Field field, String variable) {
        Form form = field.form();
        if (form instanceof Form.Always always) {
            code.add("if (" + isNotDefault(always.shape().scalar(), variable) + ") {");
            value(always.shape(), field, variable, field.path());
            code.add("}");
        } else if (form instanceof Form.Nullable nullable) {
            code.add("if (%s != null) {", variable);
            value(nullable.shape(), field, variable, field.path());
            code.add("}");
        } else if (form instanceof Form.Maybe maybe) {
            maybe(maybe, field, variable);
        } else if (form instanceof Form.Many many) {
            many(many, field, variable);
        } else if (form instanceof Form.Mapped mapped) {
            mapped(mapped, field, variable);
        }
    }

    /** Writes one value that is there as field {@code number}. */
    void value(Shape shape, int number, String expression, String path) {
        if (shape instanceof Shape.Nested) {
            code.add("int start = out.begin(%s);", number);
            code.add("write%s(out, %s);", service.name(shape), expression);
            code.add("out.end(start);");
        } else if (shape instanceof Shape.Marshalled marshalled) {
            value(marshalled.wire(), number, toWire(marshalled, expression, path), path);
        } else if (shape instanceof Shape.Reference) {
            code.add(
                    "$io.nearcall.stub.References.write(out, %s, %s, %s.INSTANCE);",
                    number, expression, Service.bindingOf(shape.type()));
        } else {
            code.add("out.write%s(%s, %s);", suffix(shape), number, number(shape, expression));
        }
    }

    private void value(Shape shape, Field field, String expression, String path) {
        value(shape, field.number(), expression, path);
    }

    private void maybe(Form.Maybe maybe, Field field, String variable) {
        code.add("""
                if (%s == null) {
                throw $io.nearcall.wire.WireException.nullAt("%s");
                }
                if (%s.isPresent()) {""", variable, field.path(), variable);
        String getter = maybe.optional().name().replace("Optional", "getAs").replaceFirst("^getAs$", "get");
        value(maybe.shape(), field, variable + "." + getter + "()", field.path());
        code.add("}");
    }

    private void many(Form.Many many, Field field, String variable) {
        Shape shape = many.shape();
        boolean packed = shape.isPackable();
        boolean primitive = shape.type().isPrimitive();
        boolean array = many.container() == Form.Container.ARRAY;
        if (packed) {
            code.add(
                    "if (%s != null && %s) {",
                    variable, array ? variable + ".length > 0" : "!" + variable + ".isEmpty()");
            code.add("int start = out.begin(%s);", field.number());
        } else {
            code.add("if (%s != null) {", variable);
        }
        if (!primitive) {
            code.add("int index = 0;");
        }
        code.add("for (%s element : %s) {", shape.type(), variable);
        if (!primitive) {
            code.add("""
                    if (element == null) {
                    throw $io.nearcall.wire.WireException.nullAt("%s[" + index + "]");
                    }
                    index++;""", field.path());
        }
        if (packed) {
            bare(shape, "element", field.path() + "[]");
        } else {
            value(shape, field, "element", field.path() + "[]");
        }
        code.add("}");
        if (packed) {
            code.add("out.end(start);");
        }
        code.add("}");
    }

    private void bare(Shape shape, String expression, String path) {
        if (shape instanceof Shape.Marshalled marshalled) {
            bare(marshalled.wire(), toWire(marshalled, expression, path), path);
        } else if (shape instanceof Shape.Reference) {
            code.add(
                    "$io.nearcall.stub.References.write(out, %s, %s.INSTANCE);",
                    expression, Service.bindingOf(shape.type()));
        } else {
            code.add("out.write%s(%s);", suffix(shape), number(shape, expression));
        }
    }

    private void mapped(Form.Mapped mapped, Field field, String variable) {
        code.add("if (%s != null) {", variable);
        code.add(
                "for ($java.util.Map.Entry<%s, %s> entry : %s.entrySet()) {",
                mapped.key().type(), mapped.value().type(), variable);
        code.add("""
                if (entry.getKey() == null || entry.getValue() == null) {
                throw $io.nearcall.wire.WireException.nullAt("%s[" + entry.getKey() + "]");
                }
                int start = out.begin(%s);
                write%s(out, entry.getKey(), entry.getValue());
                out.end(start);
                }
                }""", field.path(), field.number(), service.name(service.entry(mapped)));
    }

    private String toWire(Shape.Marshalled marshalled, String expression, String path) {
        String marshaller = helpers.marshaller(marshalled.marshaller());
        return "marshalled(%s.toWire(%s), \"%s\")".formatted(marshaller, expression, path);
    }

    private static String suffix(Shape shape) {
        return shape instanceof Shape.Plain plain ? plain.scalar().suffix() : "Int32";
    }

    private static String number(Shape shape, String expression) {
        return shape instanceof Shape.Enumerated ? "toNumber(" + expression + ")" : expression;
    }

    static String isNotDefault(Scalar scalar, String variable) {
        return switch (scalar) {
            case BOOLEAN -> variable;
            case FLOAT -> "$java.lang.Float.floatToRawIntBits(" + variable + ") != 0"; // -0.0 is not the default
            case DOUBLE -> "$java.lang.Double.doubleToRawLongBits(" + variable + ") != 0";
            case STRING -> "!" + variable + ".isEmpty()";
            case BYTES -> variable + ".length > 0";
            default -> variable + " != 0";
        };
    }
}
