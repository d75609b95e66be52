package io.nearcall.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;

/** A fixed number of asynchronous calls in flight, each made again from its completion. */
final class InFlight implements Workload {
    private static final long END_SECONDS = 10;

    private final AsyncTarget target;
    private final List<Slot> slots = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;
    private volatile CountDownLatch running = new CountDownLatch(0);

    InFlight(AsyncTarget target, int count) {
        this.target = target;
        for (int i = 0; i < count; i++) {
            slots.add(new Slot());
        }
    }

    @Override
    public long warm(long nanos) throws Exception {
        long before = calls();
        run(nanos);
        return calls() - before;
    }

    @Override
    public Measurement measure(long nanos) throws Exception {
        long unmeasured = calls();
        run(nanos / 20);
        slots.forEach(slot -> slot.histogram.reset());
        long before = calls();
        long elapsed = run(nanos);
        Histogram together = Histograms.coarse();
        slots.forEach(slot -> together.add(slot.histogram));
        return new Measurement()
                .put(Measurement.ELAPSED, elapsed)
                .put(Measurement.CALLS, calls() - before)
                .put(Measurement.CALLS_MADE, calls() - unmeasured)
                .put(Measurement.LATENCY, together);
    }

    private long calls() {
        return slots.stream().mapToLong(slot -> slot.calls.get()).sum();
    }

    private long run(long nanos) throws Exception {
        stopping = false;
        running = new CountDownLatch(slots.size());
        long start = System.nanoTime();
        slots.forEach(Slot::start);
        boolean ended = running.await(nanos, TimeUnit.NANOSECONDS);
        stopping = true;
        ended |= running.await(END_SECONDS, TimeUnit.SECONDS);
        long elapsed = System.nanoTime() - start;
        if (failure.get() != null) {
            throw new IllegalStateException("a call failed", failure.get());
        }
        if (!ended) {
            throw new IllegalStateException(running.getCount() + " calls did not end");
        }
        return elapsed;
    }

    /** One call in flight after the other. */
    private final class Slot implements AsyncTarget.Completion {
        private static final int CALLING = 0;
        private static final int CALLED = 1;
        private static final int COMPLETED = 2;

        /** Tells a completion inside its own call from a later one: the former would recurse. */
        private final AtomicInteger state = new AtomicInteger();

        private final AtomicLong calls = new AtomicLong();
        private final Histogram histogram = Histograms.coarse();
        private long startedAt;

        void start() {
            startedAt = System.nanoTime();
            callUntilPending();
        }

        @Override
        public void completed(Throwable cause) {
            if (cause != null) {
                failure.compareAndSet(null, cause);
            }
            long now = System.nanoTime();
            Histograms.record(histogram, now - startedAt);
            startedAt = now;
            calls.lazySet(calls.get() + 1);
            if (!state.compareAndSet(CALLING, COMPLETED) && !ended()) {
                callUntilPending();
            }
        }

        private void callUntilPending() {
            do {
                state.set(CALLING);
                call();
            } while (!state.compareAndSet(CALLING, CALLED) && !ended());
        }

        private void call() {
            try {
                target.call(this);
            } catch (RuntimeException e) {
                completed(e);
            }
        }

        private boolean ended() {
            if (!stopping && failure.get() == null) {
                return false;
            }
            running.countDown();
            return true;
        }
    }
}
