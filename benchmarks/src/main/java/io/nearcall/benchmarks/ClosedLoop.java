package io.nearcall.benchmarks;

import org.HdrHistogram.Histogram;

/**
 * One caller that calls again as soon as it has its reply.
 *
 * <p>A latency is the difference of two neighbouring time stamps: one reading of the clock a call. Stamps are kept in
 * an array and counted in batches, so that the histogram stays out of the loop. Methods are small and entered often:
 * what is measured was compiled whole, not replaced on the stack.
 */
final class ClosedLoop implements Workload {
    private static final int BATCH = 1024;

    private final BlockingTarget target;
    private final long mostCalls;
    private final Histogram histogram;
    private final long[] stamps = new long[BATCH + 1];
    private long calls;

    /** Stops after {@code mostCalls} measured calls if time does not stop it before. */
    ClosedLoop(BlockingTarget target, long mostCalls, Histogram histogram) {
        this.target = target;
        this.mostCalls = mostCalls;
        this.histogram = histogram;
    }

    @Override
    public long warm(long nanos) throws Exception {
        run(nanos, Long.MAX_VALUE);
        return calls;
    }

    @Override
    public Measurement measure(long nanos) throws Exception {
        // The pause since the warm-up let both sides fall asleep.
        run(nanos / 20, mostCalls / 20);
        long unmeasured = calls;
        histogram.reset();
        long start = System.nanoTime();
        run(nanos, mostCalls);
        return new Measurement()
                .put(Measurement.ELAPSED, System.nanoTime() - start)
                .put(Measurement.CALLS, calls)
                .put(Measurement.CALLS_MADE, unmeasured + calls)
                .put(Measurement.LATENCY, histogram);
    }

    /** Adds what was measured last. */
    void addTo(Histogram other) {
        other.add(histogram);
    }

    private void run(long nanos, long most) throws Exception {
        calls = 0;
        long end = System.nanoTime() + nanos;
        while (calls < most && System.nanoTime() - end < 0) {
            int made = batch(end);
            count(made);
            calls += made;
        }
    }

    private int batch(long end) throws Exception {
        int made = 0;
        long now = System.nanoTime();
        stamps[0] = now;
        while (made < BATCH && now - end < 0) {
            target.call();
            now = System.nanoTime();
            stamps[++made] = now;
        }
        return made;
    }

    private void count(int made) {
        for (int i = 0; i < made; i++) {
            Histograms.record(histogram, stamps[i + 1] - stamps[i]);
        }
    }
}
