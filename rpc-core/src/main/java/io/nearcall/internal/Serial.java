package io.nearcall.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time in the order in which they were added, on the threads that offer to.
 *
 * <p>After each {@link #add} comes one {@link #runNext} or {@link #drop}, by any thread, in any order.
 */
final class Serial<T extends Runnable> {
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger offers = new AtomicInteger();

    void add(T task) {
        waiting.add(task);
    }

    /** Runs a task, and what is due meanwhile after it; or leaves it to the thread that is at it. */
    void runNext() {
        if (offers.getAndIncrement() > 0) {
            return;
        }
        do {
            waiting.remove().run();
        } while (offers.decrementAndGet() > 0);
    }

    /** Takes the task whose turn it is out of the queue, for a thread that cannot be had. */
    T drop() {
        return waiting.remove();
    }
}
