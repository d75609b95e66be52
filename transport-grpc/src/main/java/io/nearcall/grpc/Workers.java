package io.nearcall.grpc;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that run code of the user's, which Netty's must not; idle ones end after a second. */
final class Workers {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final ThreadPoolExecutor POOL =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Workers::thread);

    private Workers() {}

    /** At most as many from now on as somebody has asked for. */
    static synchronized void allow(int threads) {
        if (threads > POOL.getMaximumPoolSize()) {
            POOL.setMaximumPoolSize(threads);
        }
    }

    /**
     * Runs {@code work} on a thread that may block.
     *
     * @throws RejectedExecutionException when all are busy
     */
    static void execute(Runnable work) {
        POOL.execute(work);
    }

    /** The same, but on the calling thread when all are busy. */
    static void executeOrRun(Runnable work) {
        try {
            POOL.execute(work);
        } catch (RejectedExecutionException busy) {
            work.run();
        }
    }

    /** The same, but on a thread of its own when all are busy: what ends or orders calls cannot be refused. */
    static void executeOrStart(Runnable work) {
        try {
            POOL.execute(work);
        } catch (RejectedExecutionException busy) {
            start("extra", work);
        }
    }

    /** A thread of its own for what is few and may take long. */
    static void start(String name, Runnable work) {
        Thread thread = new Thread(null, work, "nearcall-grpc-" + name, 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "nearcall-grpc-worker-" + NUMBERS.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        return thread;
    }
}
