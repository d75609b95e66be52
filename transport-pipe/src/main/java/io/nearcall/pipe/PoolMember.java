package io.nearcall.pipe;

import io.nearcall.RpcException;
import io.nearcall.transport.Log;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One child of a pool, and what it has to do. */
final class PoolMember<S> {
    private static final long LOOK_NANOS = 1_000_000;

    private final RpcProcess<S> process;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean starting = new AtomicBoolean();
    private final AtomicBoolean leaving = new AtomicBoolean(); // another one starts in its place
    private final AtomicLong calls = new AtomicLong(); // that have ended, of its share
    private final AtomicLong bytes = new AtomicLong(); // that they have moved

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

    /** Counts a call. */
    void take() {
        inFlight.incrementAndGet();
    }

    /** A call has ended. */
    void release() {
        calls.incrementAndGet();
        inFlight.decrementAndGet();
    }

    /** Messages have had so many bytes. */
    void moved(long count) {
        bytes.addAndGet(count);
    }

    /** Whether it has had so many calls or bytes, 0 for any number. */
    boolean isSpent(long mostCalls, long mostBytes) {
        return mostCalls > 0 && calls.get() >= mostCalls || mostBytes > 0 && bytes.get() >= mostBytes;
    }

    /** Whether it is to be replaced from now on, and was not before. */
    boolean leaves() {
        return leaving.compareAndSet(false, true);
    }

    /** It stays for another share. */
    void stays() {
        calls.set(0);
        bytes.set(0);
        leaving.set(false);
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
