package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Naming;
import io.nearcall.codegen.model.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The small methods and constants that a binding has only if its codecs call for them. */
final class Helpers {
    private final ConstantNames constants;
    private final Map<JavaType, String> marshallers = new LinkedHashMap<>();
    private final Set<Scalar> narrow = new TreeSet<>();
    private final Set<Scalar> grown = new TreeSet<>();

    private boolean some;

    Helpers(ConstantNames constants) {
        this.constants = constants;
    }

    /** The constant with the only instance of a marshaller. */
    String marshaller(JavaType marshaller) {
        return marshallers.computeIfAbsent(marshaller, type -> constants.unique(Naming.upperSnake(type.simpleName())));
    }

    /** The method that checks that a number fits a narrower type. */
    String narrowed(Scalar scalar) {
        narrow.add(scalar);
        return "to" + Naming.upperCamel(primitive(scalar));
    }

    /** The method that makes room for one more in an array of primitives. */
    String grown(Scalar scalar) {
        grown.add(scalar);
        return "grown";
    }

    /** The method that refuses an enum constant 0 where null cannot be. */
    String some() {
        some = true;
        return "some";
    }

    void emitConstants(Code code) {
        if (!marshallers.isEmpty()) {
            code.gap();
        }
        marshallers.forEach((type, name) -> code.add("private static final %s %s = new %s();", type, name, type));
    }

    void emitMethods(Code code) {
        narrow.forEach(scalar -> emitNarrowed(code, scalar));
        grown.forEach(scalar -> emitGrown(code, primitive(scalar)));
        if (some) {
            code.gap().add("""
                    private static <E> E some(E constant, $java.lang.String path) {
                    if (constant == null) {
                    throw $io.nearcall.wire.WireException.malformed(path + ": 0 is not a constant; compile both sides with the same enum");
                    }
                    return constant;
                    }""");
        }
        if (!marshallers.isEmpty()) {
            code.gap().add("""
                    private static <W> W marshalled(W wire, $java.lang.String path) {
                    if (wire == null) {
                    throw $io.nearcall.wire.WireException.unwritable(path, "the marshaller returned null");
                    }
                    return wire;
                    }""");
        }
    }

    static String primitive(Scalar scalar) {
        return scalar.name().toLowerCase(java.util.Locale.ROOT);
    }

    private void emitNarrowed(Code code, Scalar scalar) {
        String type = primitive(scalar);
        code.gap().add("""
                private static %s %s(int number) {
                if (number != (%s) number) {
                throw $io.nearcall.wire.WireException.malformed(number + " does not fit into a %s");
                }
                return (%s) number;
                }""", type, narrowed(scalar), type, type, type);
    }

    private static void emitGrown(Code code, String type) {
        code.gap().add("""
                private static %s[] grown(%s[] values, int size) {
                return size < values.length ? values : $java.util.Arrays.copyOf(values, $java.lang.Math.max(8, 2 * size));
                }""", type, type);
    }
}
