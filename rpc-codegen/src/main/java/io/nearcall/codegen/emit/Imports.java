package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.JavaType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The short names of one source file. */
final class Imports {
    private final String home;
    private final Predicate<String> isInHome;
    private final Set<String> reserved;
    private final Map<String, String> packages = new HashMap<>();
    private final Set<String> imports = new TreeSet<>();

    /**
     * The names of a file in package {@code home}.
     *
     * @param isInHome whether the package has a class of that simple name
     * @param reserved simple names that mean something else inside of the file
     */
    Imports(String home, Predicate<String> isInHome, Set<String> reserved) {
        this.home = home;
        this.isInHome = isInHome;
        this.reserved = reserved;
    }

    /** The text for a type, which is imported if that is possible. */
    String name(JavaType type) {
        String text = type.isPrimitive() || (type.dims() > 0 && type.pkg().isEmpty()) ? type.name() : className(type);
        if (!type.args().isEmpty()) {
            text += type.args().stream().map(this::name).collect(Collectors.joining(", ", "<", ">"));
        }
        return text + "[]".repeat(type.dims());
    }

    /** The import statements, sorted. */
    Set<String> statements() {
        return imports;
    }

    private String className(JavaType type) {
        String top = type.topLevelName();
        if (type.pkg().isEmpty()) {
            return type.name();
        }
        String taken = packages.get(top);
        if (taken == null && isFree(top, type.pkg())) {
            packages.put(top, type.pkg());
            taken = type.pkg();
            if (!type.pkg().equals(home) && !type.pkg().equals("java.lang")) {
                imports.add("import " + type.pkg() + "." + top + ";");
            }
        }
        return type.pkg().equals(taken) ? type.name() : type.qualifiedName();
    }

    private boolean isFree(String top, String pkg) {
        boolean hidden = pkg.equals("java.lang") && !home.equals("java.lang") && isInHome.test(top);
        return !hidden && !reserved.contains(top);
    }
}
