package io.nearcall.samples.index;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long calls took, in nanoseconds.
 *
 * @param first the first call of all, with everything that it loads
 * @param median half of the warm calls took no longer
 * @param p99 99 of 100 warm calls took no longer
 * @param calls how many warm calls were timed
 */
record RoundTrips(long first, long median, long p99, int calls) {
    private static final int WARM_UP_CALLS = 20_000;
    private static final long WARM_UP_NANOS = 2_000_000_000;

    /** Times a call: once cold, then for a while without counting, then {@code calls} times. */
    static RoundTrips of(Runnable call, int calls) {
        long first = timed(call);
        long warm = System.nanoTime() + WARM_UP_NANOS;
        for (int i = 0; i < WARM_UP_CALLS && System.nanoTime() < warm; i++) {
            call.run();
        }
        long[] nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            nanos[i] = timed(call);
        }
        Arrays.sort(nanos);
        return new RoundTrips(first, nanos[calls / 2], nanos[(int) (calls * 0.99)], calls);
    }

    private static long timed(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return System.nanoTime() - start;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "first call %.1f ms, %d warm calls: p50 %.1f us, p99 %.1f us",
                first / 1e6,
                calls,
                median / 1e3,
                p99 / 1e3);
    }
}
