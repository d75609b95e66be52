package io.nearcall.codegen.model;

/** How a field holds its values: one, at most one, or many. */
public sealed interface Form {
    /**
     * A primitive: always there, its default is not sent.
     *
     * @param shape the scalar
     */
    record Always(Shape.Plain shape) implements Form {}

    /**
     * Null when absent.
     *
     * @param shape the value
     */
    record Nullable(Shape shape) implements Form {}

    /**
     * An empty {@code Optional} when absent.
     *
     * @param optional the class: {@code Optional}, {@code OptionalInt}, ...
     * @param shape the value
     */
    record Maybe(JavaType optional, Shape shape) implements Form {}

    /**
     * Many values.
     *
     * @param container what holds them
     * @param shape one of them
     */
    record Many(Container container, Shape shape) implements Form {}

    /**
     * A map, as repeated entries.
     *
     * @param entry finds the entry in {@link Service#name}
     * @param key the key
     * @param value the value
     */
    record Mapped(String entry, Shape key, Shape value) implements Form {}

    /** What holds many values. */
    enum Container {
        /** {@code List} or {@code Collection}. */
        LIST,
        /** {@code Set}. */
        SET,
        /** An array. */
        ARRAY
    }
}
