package io.nearcall.pipe;

import io.nearcall.CallOptions;
import io.nearcall.RpcException;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.Log;
import io.nearcall.transport.OutboundCall;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Children of one command that serve one interface together.
 *
 * <p>A call goes to the child that has the fewest in flight. One that has ended by itself is started again as {@link
 * RpcProcess} says, while the others go on; one that has had its share of calls or bytes is replaced when its successor is up, and
 * ends those in flight first.
 */
public final class RpcProcessPool<S> implements AutoCloseable {
    private static final Executor THREAD = work -> {
        Thread thread = new Thread(null, work, "nearcall-pipe-pool", 0, false);
        thread.setDaemon(true);
        thread.start();
    };

    /** How long calls in flight may take before the child that has them is closed. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Supplier<RpcProcess<S>> starter;
    private final long calls;
    private final long bytes;
    private final PoolMember<S>[] members; // guarded by itself
    private final S service;
    private final Map<PoolMember<S>, CompletableFuture<Void>> replacing = new ConcurrentHashMap<>();
    private boolean closed; // guarded by members

    @SuppressWarnings("unchecked") // an array of a generic type
    RpcProcessPool(Class<S> type, Supplier<RpcProcess<S>> starter, int size, long calls, long bytes) {
        if (size < 1 || calls < 0 || bytes < 0) {
            throw new IllegalArgumentException("a pool of " + size + " children, recycled after " + calls
                    + " calls and " + bytes + " bytes: expected 1 or more, and 0 or more");
        }
        this.starter = starter;
        this.calls = calls;
        this.bytes = bytes;
        this.members = (PoolMember<S>[]) new PoolMember<?>[size];
        this.service = ServiceBinding.of(type).stub(this::newCall);
        try {
            for (int i = 0; i < size; i++) {
                members[i] = new PoolMember<>(starter.get());
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The service of whichever child has the fewest calls; all threads may share it. */
    public S service() {
        return service;
    }

    /** The processes of the moment. */
    public List<ProcessHandle> processes() {
        synchronized (members) {
            List<ProcessHandle> processes = new ArrayList<>();
            for (PoolMember<S> member : members) {
                member.process().process().ifPresent(processes::add);
            }
            return processes;
        }
    }

    /** Closes every child as {@link RpcProcess#close} says, all at the same time. */
    @Override
    public void close() {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        synchronized (members) {
            closed = true;
            for (PoolMember<S> member : members) {
                if (member != null) {
                    ends.add(CompletableFuture.runAsync(member.process()::close, THREAD));
                }
            }
            replacing.keySet().forEach(old -> ends.add(CompletableFuture.runAsync(old.process()::close, THREAD)));
        }
        ends.forEach(CompletableFuture::join);
        replacing.values().forEach(CompletableFuture::join);
    }

    private OutboundCall newCall(MethodInfo method) {
        PoolMember<S> member = taken();
        try {
            OutboundCall call = member.process().client().newCall(method, CallOptions.DEFAULT);
            return new PooledCall(call, bytesMoved -> moved(member, bytesMoved), () -> ended(member));
        } catch (RpcException e) {
            ended(member);
            throw e;
        }
    }

    private void ended(PoolMember<S> member) {
        member.release();
        recycleIfSpent(member);
    }

    private void moved(PoolMember<S> member, long count) {
        member.moved(count);
        recycleIfSpent(member);
    }

    private void recycleIfSpent(PoolMember<S> member) {
        if (member.isSpent(calls, bytes) && member.leaves()) {
            replace(member);
        }
    }

    /** The least loaded of those that are up, else of all, with one call more. */
    private PoolMember<S> taken() {
        synchronized (members) {
            PoolMember<S> best = null;
            for (int i = 0; i < members.length; i++) {
                PoolMember<S> each = members[i];
                if (!each.isUp()) {
                    each.startAgain(THREAD);
                }
                if (best == null || each.isBetterThan(best)) {
                    best = each;
                }
            }
            best.take();
            return best;
        }
    }

    private void replace(PoolMember<S> old) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (members) {
            if (closed) {
                return;
            }
            replacing.put(old, done);
        }
        THREAD.execute(() -> {
            try {
                startInPlaceOf(old);
            } finally {
                replacing.remove(old);
                done.complete(null);
            }
        });
    }

    private void startInPlaceOf(PoolMember<S> old) {
        PoolMember<S> next;
        try {
            next = new PoolMember<>(starter.get());
        } catch (RpcException e) {
            Log.LOG.log(Level.WARNING, "a child has had its share and stays, as no other starts: " + e.getMessage());
            old.stays();
            return;
        }
        boolean put = put(next, old);
        if (put) {
            old.awaitIdle(IDLE_NANOS);
        }
        (put ? old : next).process().close();
    }

    private boolean put(PoolMember<S> next, PoolMember<S> old) {
        synchronized (members) {
            for (int i = 0; i < members.length; i++) {
                if (members[i] == old && !closed) {
                    members[i] = next;
                    return true;
                }
            }
            return false;
        }
    }
}
