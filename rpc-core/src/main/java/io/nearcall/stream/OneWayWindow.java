package io.nearcall.stream;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many bytes of one-way calls may be on their way: the peer acknowledges what its handlers have done with.
 *
 * <p>Its lock also keeps one-way calls in the order in which they were sent.
 */
final class OneWayWindow {
    /** What a call counts beside its bytes. */
    static final long COST = 1024;

    private final StreamConnection connection;
    private final long size;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition credit = lock.newCondition();
    private volatile long sent; // written under the lock
    private volatile long acknowledged; // written under the lock

    OneWayWindow(StreamConnection connection, long size) {
        this.connection = connection;
        this.size = size;
    }

    /** Sends a call when the window has room for it; {@code send} runs under the lock. */
    void send(StreamOutboundCall call, Runnable send) {
        long cost = COST + call.request().size();
        boolean locked = false;
        try {
            locked = call.deadlineNanos() == 0 ? lock() : lock.tryLock(left(call), TimeUnit.NANOSECONDS);
            if (!locked) {
                throw full(call);
            }
            awaitCredit(call, cost);
            sent += cost; // before it goes: a drain must not overlook it
            boolean gone = false;
            try {
                send.run();
                gone = true;
            } finally {
                sent -= gone ? 0 : cost;
            }
        } catch (InterruptedException e) {
            throw StreamConnection.interrupted(call.method(), Delivery.NOT_EXECUTED);
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    /** The peer has done with that many bytes since the connection began. */
    void acknowledge(long total) {
        lock.lock();
        try {
            acknowledged = Math.max(acknowledged, total);
            credit.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the peer has done with all that was sent. */
    boolean isIdle() {
        return sent <= acknowledged;
    }

    void wakeWaiters() {
        acknowledge(0);
    }

    private boolean lock() throws InterruptedException {
        lock.lockInterruptibly();
        return true;
    }

    private void awaitCredit(StreamOutboundCall call, long cost) throws InterruptedException {
        while (sent > acknowledged && sent + cost - acknowledged > size) { // a single large one always goes
            connection.checkNotEnded(call.method());
            long left = left(call);
            if (left <= 0) {
                throw full(call);
            }
            connection.sender().flush();
            connection.readInBackground();
            WorkerThread.aboutToSleep();
            credit.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
        }
        connection.checkNotEnded(call.method());
    }

    private static long left(StreamOutboundCall call) {
        return call.deadlineNanos() == 0 ? Long.MAX_VALUE : call.deadlineNanos() - System.nanoTime();
    }

    private RpcException full(StreamOutboundCall call) {
        return new RpcException(
                StatusCode.RESOURCE_EXHAUSTED,
                call.method() + ": the queue of one-way calls to " + connection.endpoint() + " stayed full within "
                        + call.options().timeLimit() + "; the server is slower than its callers",
                Delivery.NOT_EXECUTED);
    }
}
