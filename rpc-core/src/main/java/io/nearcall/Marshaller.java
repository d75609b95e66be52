package io.nearcall;

/**
 * Turns values of a type that does not travel into a type that does, and back.
 *
 * <p>One instance serves all threads.
 *
 * @param <T> the type in the interface
 * @param <W> the travelling type: a record, {@code String}, {@code byte[]}, ...
 */
public interface Marshaller<T, W> {
    /** Converts a value that is never null. */
    W toWire(T value);

    /** Converts back; throws {@link IllegalArgumentException} when {@code wire} makes no sense. */
    T fromWire(W wire);
}
