package io.nearcall;

import java.util.Objects;

/**
 * What an interceptor of a server keeps a value by, and a handler finds it; make one instance and share it.
 *
 * @param <T> the type of the value
 */
public final class ContextKey<T> {
    private final String name;
    private final Class<T> type;

    private ContextKey(String name, Class<T> type) {
        this.name = name;
        this.type = type;
    }

    /** A key that equals no other; the name is for people. */
    public static <T> ContextKey<T> of(String name, Class<T> type) {
        return new ContextKey<>(Objects.requireNonNull(name, "name"), Objects.requireNonNull(type, "type"));
    }

    /** The type of the value. */
    public Class<T> type() {
        return type;
    }

    @Override
    public String toString() {
        return name;
    }
}
