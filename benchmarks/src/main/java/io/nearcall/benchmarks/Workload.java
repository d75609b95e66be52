package io.nearcall.benchmarks;

/** A way to drive a client, warm at first, then measured. */
interface Workload {
    /** Works for about {@code nanos} without reporting, and returns the number of calls. */
    long warm(long nanos) throws Exception;

    /** Works for about {@code nanos} and reports. */
    Measurement measure(long nanos) throws Exception;
}
