package io.nearcall.internal;

import io.nearcall.CallOptions;
import io.nearcall.RpcException;
import io.nearcall.transport.Connection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The asynchronous calls of a client that wait to be made again; one thread at a time makes them. */
final class Repeats {
    private static final AtomicInteger THREADS = new AtomicInteger();

    /** Shared by all clients; an idle thread ends after a second, so that nothing has to be closed. */
    static final Executor WORKERS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(null, work, "nearcall-repeat-" + THREADS.incrementAndGet(), 0, false);
                thread.setDaemon(true);
                return thread;
            });

    private final Link link;
    private final Queue<AsyncCall<?>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();

    Repeats(Link link) {
        this.link = link;
    }

    /** Makes a call again after a pause, once there is a connection. */
    void add(AsyncCall<?> call, long pauseNanos) {
        if (pauseNanos == 0) {
            add(call);
        } else {
            CompletableFuture.delayedExecutor(pauseNanos, TimeUnit.NANOSECONDS, WORKERS)
                    .execute(() -> add(call));
        }
    }

    private void add(AsyncCall<?> call) {
        waiting.add(call);
        if (running.compareAndSet(false, true)) {
            WORKERS.execute(this::run);
        }
    }

    private void run() {
        do {
            while (!waiting.isEmpty()) {
                makeNext();
            }
            running.set(false);
        } while (!waiting.isEmpty() && running.compareAndSet(false, true));
    }

    private void makeNext() {
        Connection connection;
        try {
            connection = link.connection(CallOptions.DEFAULT);
        } catch (RpcException nobodyAnswers) {
            waiting.removeIf(call -> call.isEndedBy(nobodyAnswers));
            return;
        }
        waiting.remove().sendOn(connection);
    }
}
