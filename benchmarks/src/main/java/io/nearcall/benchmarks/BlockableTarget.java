package io.nearcall.benchmarks;

/** Calls with handlers that block until they are released. */
public interface BlockableTarget {
    /** Calls and returns {@link System#nanoTime()} as the handler saw it first: one clock for a whole machine. */
    long startedAt() throws Exception;

    /** Starts a call whose handler blocks until {@link #release} of the same number, or for ever. */
    void block(long number) throws Exception;

    /** Releases a blocked handler. */
    void release(long number) throws Exception;
}
