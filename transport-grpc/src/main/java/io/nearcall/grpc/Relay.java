package io.nearcall.grpc;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands what comes by one connection to workers.
 *
 * <p>Whoever brings work wakes or starts one thread at most, which sees to the next one before it runs its own: starting
 * the handlers of a hundred calls holds up neither the replies of the same connection nor the calls of others.
 */
final class Relay implements Executor {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean coming = new AtomicBoolean(); // a worker, to take some

    @Override
    public void execute(Runnable work) {
        waiting.add(work);
        call();
    }

    private void call() {
        if (coming.compareAndSet(false, true)) {
            try {
                Workers.execute(this::take);
            } catch (Error noThread) {
                coming.set(false); // the next one tries again
                throw noThread;
            }
        }
    }

    private void take() {
        Runnable work = waiting.poll();
        coming.set(false);
        try {
            if (!waiting.isEmpty()) { // looked at behind the write: who adds looks the other way round
                call();
            }
        } finally {
            if (work != null) { // else another worker was quicker
                work.run();
            }
        }
    }
}
