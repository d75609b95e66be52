package io.nearcall.pipe;

import io.nearcall.RpcException;
import io.nearcall.transport.Log;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One child of a pool, and what it has to do. */
final class PoolMember<S> {
    private static final long LOOK_NANOS = 1_000_000;

    private final RpcProcess<S> process;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean starting = new AtomicBoolean();
    private long made; // guarded by the pool's members

    PoolMember(RpcProcess<S> process) {
        this.process = process;
    }

    RpcProcess<S> process() {
        return process;
    }

    boolean isUp() {
        return process.client().isConnected();
    }

    boolean isBetterThan(PoolMember<S> other) {
        boolean up = isUp();
        return up == other.isUp() ? inFlight.get() < other.inFlight.get() : up;
    }

    /** Counts a call; how many it has had. */
    long take() {
        inFlight.incrementAndGet();
        return ++made;
    }

    /** A call has ended. */
    void release() {
        inFlight.decrementAndGet();
    }

    /** Waits until it has no call, that long at most: calls that it was chosen for have been counted. */
    void awaitIdle(long nanos) {
        long end = System.nanoTime() + nanos;
        while (inFlight.get() > 0 && end - System.nanoTime() > 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Starts its next process on another thread, unless one is at it. */
    void startAgain(Executor executor) {
        if (!starting.compareAndSet(false, true)) {
            return;
        }
        executor.execute(() -> {
            try {
                var unused = process.client().peer(); // connects
            } catch (RpcException e) {
                Log.LOG.log(Level.DEBUG, "a child of a pool does not start yet", e);
            } finally {
                starting.set(false);
            }
        });
    }
}
