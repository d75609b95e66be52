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
    private final OutboundLanes lanes; // null for none
    private final CallTable<Pending> table;
    private final AtomicReferenceArray<StreamOutboundCall> pool = new AtomicReferenceArray<>(POOLED);
    private final AtomicReferenceArray<StreamOutboundCall> onLanes; // the last call of each
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final AtomicInteger waiters = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private volatile Pending unfinished; // has its place no more, and the last part of its reply not yet
    private volatile byte[] agreed = new byte[64]; // written by the reader

    OutboundCalls(StreamConnection connection, int capacity, OutboundLanes lanes) {
        this.connection = connection;
        this.lanes = lanes;
        this.onLanes = new AtomicReferenceArray<>(lanes == null ? 0 : lanes.count());
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
        if (OutboundLanes.isLane(id)) {
            return; // its caller has released the lane
        }
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

    /** Whether nothing is in flight. */
    boolean isIdle() {
        return table.isIdle() && (lanes == null || lanes.isIdle());
    }

    /** Whether a reply in frames is expected, other than the end of a stream: that may be days away. */
    boolean awaitsReplies() {
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

    void putOnLane(int lane, StreamOutboundCall call) {
        if (onLanes.getPlain(lane) != call) {
            onLanes.set(lane, call);
        }
    }

    /** Wakes callers that sleep and whose replies are on their lanes. */
    void wakeAnswered() {
        for (int i = 0; i < onLanes.length(); i++) {
            StreamOutboundCall call = onLanes.get(i);
            if (call != null) {
                call.wakeIfAnswered();
            }
        }
    }

    void put(Pending call) {
        table.set(CallTable.slot(call.id()), call);
    }

    /** The call of that id, or null when it is not in flight. */
    Pending find(long id) {
        Pending call;
        if (OutboundLanes.isLane(id)) {
            int lane = OutboundLanes.lane(id);
            call = lane < onLanes.length() ? onLanes.get(lane) : null;
        } else {
            call = table.get(CallTable.slot(id));
        }
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

    /** A call whose place is released and whose reply nobody could take: ends with the connection. */
    void unfinished(Pending call) {
        unfinished = call;
    }

    void failAll(RpcException why) {
        table.forEach(call -> fail(call, why));
        Pending last = unfinished;
        Pending.UserCode code = last == null ? null : last.fail(why);
        if (code != null) {
            code.run();
        }
        for (int i = 0; i < onLanes.length(); i++) {
            StreamOutboundCall call = onLanes.get(i);
            if (call != null) {
                call.fail(why);
            }
        }
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
