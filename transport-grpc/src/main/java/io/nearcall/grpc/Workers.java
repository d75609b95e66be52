package io.nearcall.grpc;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that run code of the user's, which those that read must not; an idle one ends after a second. */
public final class Workers {
    /** Cancels what has a deadline. */
    public static final ScheduledExecutorService DEADLINES = deadlines();

    private static final Executor THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), named("nearcall-grpc-worker-"));
    private static final Semaphore BOUNDED = new Semaphore(0);
    private static int bound; // guarded by the class

    private Workers() {}

    /** Runs {@code work} on a thread that may block. */
    public static void execute(Runnable work) {
        THREADS.execute(work);
    }

    /**
     * The same for what a peer can make many of, such as handlers.
     *
     * @param threads runs it, if it may run
     * @throws RejectedExecutionException when as many run as somebody has allowed
     */
    static void executeBounded(Executor threads, Runnable work) {
        if (!BOUNDED.tryAcquire()) {
            throw new RejectedExecutionException("as many threads run as nearcall.limits.threads allows");
        }
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                BOUNDED.release();
            }
        });
    }

    /** At most as many of them from now on as somebody has asked for. */
    static synchronized void allow(int threads) {
        if (threads > bound) {
            BOUNDED.release(threads - bound);
            bound = threads;
        }
    }

    private static ScheduledExecutorService deadlines() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("nearcall-grpc-deadlines-"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(null, work, prefix + number.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            return thread;
        };
    }
}
