package io.nearcall.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class CountersTest {
    private final Counters counters = new Counters();

    @Test
    void aCounterIsMadeOnceAndCountsFromZero() {
        assertEquals(Map.of(), counters.snapshot());
        assertSame(counters.counter("calls"), counters.counter("calls"));
        assertEquals(Map.of("calls", 0L), counters.snapshot());
    }

    @Test
    void aSnapshotIsSortedAndStaysAsItWas() {
        counters.counter("b").add(2);
        counters.counter("a").increment();
        Map<String, Long> snapshot = counters.snapshot();
        counters.counter("a").increment();
        assertEquals(List.of("a", "b"), List.copyOf(snapshot.keySet()));
        assertEquals(Map.of("a", 1L, "b", 2L), snapshot);
        assertEquals(Map.of("a", 2L, "b", 2L), counters.snapshot());
    }

    @Test
    @Timeout(20)
    void noCountOfSeveralThreadsIsLost() throws InterruptedException {
        Thread[] threads = new Thread[4];
        CountDownLatch start = new CountDownLatch(1);
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return; // counts nothing, which the test sees
                }
                for (int n = 0; n < 10_000; n++) {
                    counters.counter("n" + n % 10).increment();
                }
            });
            threads[i].start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        Map<String, Long> snapshot = counters.snapshot();
        assertEquals(10, snapshot.size());
        snapshot.forEach((name, count) -> assertEquals(4_000, count, name));
    }
}
