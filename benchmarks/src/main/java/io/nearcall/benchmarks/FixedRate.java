package io.nearcall.benchmarks;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One caller whose calls begin at given times.
 *
 * <p>A latency counts from the time at which the call should have begun: a slow call delays those behind it, and their
 * delay is latency too. A closed loop would leave it out. Between its calls the caller spins, so that its own waking is
 * not measured.
 */
final class FixedRate implements Workload {
    private final BlockingTarget target;
    private final ClosedLoop warmUp;
    private final long interval;
    private final Histogram histogram = Histograms.fine();

    FixedRate(BlockingTarget target, int callsPerSecond) {
        this.target = target;
        this.warmUp = new ClosedLoop(target, Long.MAX_VALUE, Histograms.fine());
        this.interval = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
    }

    @Override
    public long warm(long nanos) throws Exception {
        return warmUp.warm(nanos);
    }

    @Override
    public Measurement measure(long nanos) throws Exception {
        run(nanos / 20);
        histogram.reset();
        long start = System.nanoTime();
        long calls = run(nanos);
        return new Measurement()
                .put(Measurement.ELAPSED, System.nanoTime() - start)
                .put(Measurement.CALLS, calls)
                .put(Measurement.CALLS_MADE, calls + calls / 20)
                .put(Measurement.LATENCY, histogram);
    }

    private long run(long nanos) throws Exception {
        long start = System.nanoTime();
        long due = start;
        long calls = 0;
        // One that cannot keep up is not waited for without end: what it still owes counts as late as it is now.
        while (due - start < nanos && System.nanoTime() - start < 2 * nanos) {
            callAt(due);
            due += interval;
            calls++;
        }
        for (long now = System.nanoTime(); due - start < nanos; due += interval) {
            Histograms.record(histogram, now - due);
        }
        return calls;
    }

    private void callAt(long due) throws Exception {
        while (System.nanoTime() - due < 0) {
            Thread.onSpinWait();
        }
        target.call();
        Histograms.record(histogram, System.nanoTime() - due);
    }
}
