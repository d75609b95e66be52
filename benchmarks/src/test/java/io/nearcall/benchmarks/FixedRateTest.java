package io.nearcall.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FixedRateTest {
    private static final int RATE = 2_000;
    private static final long STALL = TimeUnit.MILLISECONDS.toNanos(300);
    private int calls;

    @Test
    void callsThatASlowOneDelaysAreLateToo() throws Exception {
        Measurement run = new FixedRate(this::slowOnce, RATE).measure(2 * STALL);
        Histogram latencies = run.histogram(Measurement.LATENCY).orElseThrow();
        long late = latencies.getCountBetweenValues(STALL / 3, Long.MAX_VALUE);
        // Due within the first 200 ms of the stall: 400. A closed loop would count one.
        assertTrue(late >= 390, () -> late + " calls were late");
    }

    private void slowOnce() {
        // The first thirtieth of a second is not measured.
        if (++calls == RATE / 30 + RATE / 60) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < STALL) {
                Thread.onSpinWait();
            }
        }
    }
}
