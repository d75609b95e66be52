package io.nearcall.benchmarks;

/** A call that returns at once and completes later. */
@FunctionalInterface
public interface AsyncTarget {
    /** Makes one call; tells {@code done} exactly once, on any thread, this one included. */
    void call(Completion done);

    /** Hears the end of one call. */
    @FunctionalInterface
    interface Completion {
        /** The call ended: {@code failure} is null when the right reply came. */
        void completed(Throwable failure);
    }
}
