package io.nearcall.codegen.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Java type as text needs it: no symbol of the compiler inside.
 *
 * @param pkg the package, empty for primitives and the unnamed package
 * @param name the name within the package, {@code Outer.Inner} for nested types
 * @param args the type arguments
 * @param dims the number of array dimensions
 */
public record JavaType(String pkg, String name, List<JavaType> args, int dims) {
    private static final Map<String, String> BOXES = Map.of(
            "boolean", "Boolean",
            "byte", "Byte",
            "short", "Short",
            "char", "Character",
            "int", "Integer",
            "long", "Long",
            "float", "Float",
            "double", "Double",
            "void", "Void");

    /** Copies the arguments. */
    public JavaType {
        args = List.copyOf(args);
    }

    /** A class or interface. */
    public static JavaType of(String pkg, String name, JavaType... args) {
        return new JavaType(pkg, name, List.of(args), 0);
    }

    /** A primitive type or {@code void}. */
    public static JavaType primitive(String name) {
        return new JavaType("", name, List.of(), 0);
    }

    /** Whether this is a primitive type or {@code void}. */
    public boolean isPrimitive() {
        return dims == 0 && pkg.isEmpty() && BOXES.containsKey(name);
    }

    /** Whether this is an array of primitives, of one dimension. */
    public boolean isPrimitiveArray() {
        return dims == 1 && component().isPrimitive();
    }

    /** The class that can be a type argument in this type's place. */
    public JavaType boxed() {
        return isPrimitive() ? of("java.lang", BOXES.get(name)) : this;
    }

    /** The array of this type. */
    public JavaType array() {
        return new JavaType(pkg, name, args, dims + 1);
    }

    /** What an array of this type holds. */
    public JavaType component() {
        return new JavaType(pkg, name, args, dims - 1);
    }

    /** The type without its arguments. */
    public JavaType erased() {
        return new JavaType(pkg, name, List.of(), dims);
    }

    /** The name of the class itself, without package and enclosing classes. */
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The name of the outermost class. */
    public String topLevelName() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Whether this is the class of that full name. */
    public boolean is(String fullName) {
        return dims == 0 && qualifiedName().equals(fullName);
    }

    /** The full name without arguments and dimensions. */
    public String qualifiedName() {
        return pkg.isEmpty() ? name : pkg + "." + name;
    }

    /** The full text; equal for equal types. */
    public String full() {
        return text(qualifiedName(), JavaType::full);
    }

    /** The text people read in messages: {@code Page<User>}. */
    @Override
    public String toString() {
        return text(simpleName(), JavaType::toString);
    }

    /** This type and all its arguments, theirs included. */
    public List<JavaType> mentioned() {
        List<JavaType> all = new ArrayList<>(List.of(this));
        args.forEach(arg -> all.addAll(arg.mentioned()));
        return all;
    }

    private String text(String base, java.util.function.Function<JavaType, String> argument) {
        String arguments =
                args.isEmpty() ? "" : args.stream().map(argument).collect(Collectors.joining(", ", "<", ">"));
        return base + arguments + "[]".repeat(dims);
    }
}
