package io.nearcall.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one at a time in the order in which they came, on the threads that bring them. */
final class Serial {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /** Runs the task now, and what comes meanwhile after it; or leaves it to the thread that is at it. */
    void run(Runnable task) {
        waiting.add(task);
        if (size.getAndIncrement() > 0) {
            return;
        }
        do {
            waiting.remove().run();
        } while (size.decrementAndGet() > 0);
    }
}
