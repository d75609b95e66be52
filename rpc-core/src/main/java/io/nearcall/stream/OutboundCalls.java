package io.nearcall.stream;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Our calls on one connection: their ids, their objects, and the method numbers the peer has learnt. */
final class OutboundCalls {
    private static final int POOLED = 16;

    private final StreamConnection connection;
    private final CallTable<Pending> table;
    private final AtomicReferenceArray<StreamOutboundCall> pool = new AtomicReferenceArray<>(POOLED);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final AtomicInteger waiters = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private volatile byte[] agreed = new byte[64]; // written by the reader

    OutboundCalls(StreamConnection connection, int capacity) {
        this.connection = connection;
        this.table = new CallTable<>(capacity);
    }

    // ---- objects

    StreamOutboundCall take() {
        int hint = (int) Thread.currentThread().getId() & (POOLED - 1);
        StreamOutboundCall call = pool.getPlain(hint) == null ? null : pool.getAndSet(hint, null);
        return call == null ? new StreamOutboundCall(connection) : call;
    }

    void give(StreamOutboundCall call) {
        int hint = (int) Thread.currentThread().getId() & (POOLED - 1);
        pool.setRelease(hint, call);
    }

    // ---- ids

    /**
     * Claims an id, waiting for one to get free where the caller may wait.
     *
     * @throws RpcException RESOURCE_EXHAUSTED when none got free
     */
    long claim(MethodInfo method, long deadline, boolean mayWait) {
        long id = table.claim();
        return id != 0 ? id : claimLater(method, deadline, mayWait);
    }

    private long claimLater(MethodInfo method, long deadline, boolean mayWait) {
        waiters.incrementAndGet();
        lock.lock();
        try {
            while (true) {
                long id = table.claim();
                if (id != 0) {
                    return id;
                }
                connection.checkNotEnded(method);
                long left = deadline == 0 ? Long.MAX_VALUE : deadline - System.nanoTime();
                if (!mayWait || left <= 0) {
                    throw new RpcException(
                            StatusCode.RESOURCE_EXHAUSTED,
                            method + ": " + table.capacity() + " calls are in flight on this connection to "
                                    + connection.endpoint()
                                    + "; raise nearcall.limits.calls on both sides or connect twice",
                            Delivery.NOT_EXECUTED);
                }
                connection.readInBackground();
                WorkerThread.aboutToSleep();
                freed.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
            }
        } catch (InterruptedException e) {
            throw StreamConnection.interrupted(method, Delivery.NOT_EXECUTED);
        } finally {
            lock.unlock();
            waiters.decrementAndGet();
        }
    }

    /** The reply's last part has come, or nothing was sent: the id's slot may be used again. */
    void release(long id) {
        table.release(id);
        if (waiters.get() > 0) {
            wakeWaiters();
        }
    }

    void wakeWaiters() {
        lock.lock();
        try {
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isIdle() {
        return table.isIdle();
    }

    /** Whether a call waits for its reply that is not a stream: those may be open for days. */
    boolean awaitReplies() {
        int open = streams.get();
        return open == 0 ? !table.isIdle() : table.claimed() > open;
    }

    boolean hasStreams() {
        return streams.get() > 0;
    }

    void streamBegins() {
        streams.incrementAndGet();
    }

    void streamEnded() {
        streams.decrementAndGet();
    }

    // ---- calls in flight

    void put(Pending call) {
        table.set(CallTable.slot(call.id()), call);
    }

    /** The call of that id, or null when it is not in flight. */
    Pending find(long id) {
        Pending call = table.get(CallTable.slot(id));
        return call != null && call.id() == id ? call : null;
    }

    /** Ends a call that will get no reply, running what hangs on it. */
    void fail(Pending call, RpcException why) {
        table.set(CallTable.slot(call.id()), null);
        Pending.UserCode code = call.fail(why);
        if (code != null) {
            code.run();
        }
    }

    void failAll(RpcException why) {
        table.forEach(call -> fail(call, why));
        wakeWaiters();
    }

    // ---- method numbers

    boolean isAgreed(int number) {
        byte[] known = agreed;
        return number < known.length && known[number] != 0;
    }

    /** A good reply shows that the peer knows the number. */
    void agree(int number) {
        byte[] known = agreed;
        if (number >= known.length) {
            known = Arrays.copyOf(known, Math.max(number + 1, 2 * known.length));
        }
        known[number] = 1;
        agreed = known;
    }
}
