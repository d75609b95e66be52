package io.nearcall.grpc.bridge;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one at a time, in their order, on an executor; tasks throw nothing. */
final class Serial implements Executor, Runnable {
    private final Executor executor;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size;

    private Serial(Executor executor, int held) {
        this.executor = executor;
        this.size = new AtomicInteger(held);
    }

    /** One that runs what comes. */
    static Serial on(Executor executor) {
        return new Serial(executor, 0);
    }

    /** One that runs nothing before {@link #begin}. */
    static Serial heldOn(Executor executor) {
        return new Serial(executor, 1);
    }

    /** Runs {@code first}, then what has come, on the calling thread. */
    void begin(Runnable first) {
        first.run();
        if (size.decrementAndGet() > 0) {
            run();
        }
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (size.getAndIncrement() == 0) {
            executor.execute(this);
        }
    }

    @Override
    public void run() {
        do {
            waiting.remove().run();
        } while (size.decrementAndGet() > 0);
    }
}
