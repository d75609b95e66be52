package io.nearcall.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How late a handler starts while another on the same connection is blocked.
 *
 * <p>One handler blocks for ever. A third of the time calls follow each other, a third they come after a pause of a
 * millisecond, and a third each one comes right behind a call whose handler blocks too, until it is released.
 */
final class Blocked implements Workload {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final BlockableTarget target;
    private final Histogram whileBlocked = Histograms.fine();
    private final Histogram afterBlock = Histograms.fine();
    private long number;
    private long calls;

    Blocked(BlockableTarget target) {
        this.target = target;
    }

    @Override
    public long warm(long nanos) throws Exception {
        long before = calls;
        rounds(nanos);
        return calls - before;
    }

    @Override
    public Measurement measure(long nanos) throws Exception {
        target.block(++number);
        whileBlocked.reset();
        afterBlock.reset();
        calls = 0;
        long start = System.nanoTime();
        rounds(nanos);
        return new Measurement()
                .put(Measurement.ELAPSED, System.nanoTime() - start)
                .put(Measurement.CALLS, calls)
                .put(Measurement.CALLS_MADE, calls)
                .put(Measurement.LATENCY, whileBlocked)
                .put(Measurement.AFTER_BLOCK, afterBlock);
    }

    private void rounds(long nanos) throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos / 3) {
            start(whileBlocked);
        }
        while (System.nanoTime() - start < nanos / 3 * 2) {
            LockSupport.parkNanos(PAUSE);
            start(whileBlocked);
        }
        while (System.nanoTime() - start < nanos) {
            target.block(++number);
            start(afterBlock);
            target.release(number);
        }
    }

    private void start(Histogram histogram) throws Exception {
        long called = System.nanoTime();
        Histograms.record(histogram, target.startedAt() - called);
        calls++;
    }
}
