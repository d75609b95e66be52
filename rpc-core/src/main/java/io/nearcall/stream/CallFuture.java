package io.nearcall.stream;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.Carried;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** The future of an asynchronous call; a thread that waits for it reads the connection itself. */
final class CallFuture<T> extends CompletableFuture<T> implements Pending, Awaited, Pending.UserCode {
    private final StreamConnection connection;
    private final long id;
    private final int offeredNumber;
    private final MethodInfo method;
    private final ReplyReader<T> reader;

    private Metadata headers = Metadata.EMPTY;
    private Metadata trailers = Metadata.EMPTY;
    private WireReader parts; // of a reply in several frames
    private Carried carried; // with the reply
    private volatile ScheduledFuture<?> timer;
    private volatile Thread parked;
    private volatile boolean repeated; // by another call, which completes this future

    // What run() completes the future with; handed from the reader to itself or another reader.
    private T value;
    private Throwable failure;

    CallFuture(StreamConnection connection, long id, int offeredNumber, MethodInfo method, ReplyReader<T> reader) {
        this.connection = connection;
        this.id = id;
        this.offeredNumber = offeredNumber;
        this.method = method;
        this.reader = reader;
    }

    void expireAfter(long nanos, CallOptions options) {
        ScheduledFuture<?> scheduled = connection.timer().schedule(() -> expire(options), nanos, TimeUnit.NANOSECONDS);
        timer = scheduled;
        if (isDone()) {
            scheduled.cancel(false);
        }
    }

    private void expire(CallOptions options) {
        RpcException late = new RpcException(
                StatusCode.DEADLINE_EXCEEDED,
                method + ": no reply from " + connection.endpoint() + " within " + options.timeLimit(),
                Delivery.UNKNOWN);
        connection.runElsewhere(() -> {
            if (completeExceptionally(late)) {
                connection.sender().sendCancel(id);
            }
        });
    }

    // ---- the reply, on the reader's thread

    @Override
    public long id() {
        return id;
    }

    @Override
    public int offeredNumber() {
        return offeredNumber;
    }

    @Override
    public ByteBuffer land(int length) {
        return parts == null ? null : parts.land(length);
    }

    @Override
    public int replySize() {
        return parts == null ? 0 : parts.remaining();
    }

    @Override
    public void metadata(Metadata before, Metadata after) {
        headers = before;
        trailers = after;
    }

    @Override
    public void carry(Carried references) {
        carried = references;
    }

    @Override
    public UserCode onReply(ByteBuffer chunk, int length, boolean last) {
        if (isDone()) {
            dropCarried();
            return null;
        }
        if (parts == null && !last) {
            parts = new WireReader();
            parts.carrier(connection);
        }
        WireReader bytes = parts == null ? connection.scratch() : parts;
        bytes.append(chunk, length);
        if (!last) {
            return null;
        }
        bytes.carried(carried);
        try {
            if (!headers.isEmpty() || !trailers.isEmpty()) {
                reader.metadata(headers, trailers);
            }
            value = reader.read(bytes);
        } catch (WireException e) {
            failure = method.named(e);
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            bytes.clear();
        }
        parts = null;
        return this;
    }

    private void dropCarried() {
        if (carried != null) {
            carried.drop();
            carried = null;
        }
    }

    @Override
    public UserCode fail(RpcException why) {
        dropCarried(); // of a reply that fails in the middle of its parts
        try {
            if (!isDone() && reader.retries(why, this)) {
                repeated = true;
                wake();
                return null;
            }
            failure = reader.failed(why);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        return this;
    }

    /** Completes the future, which runs what the user has attached to it. */
    @Override
    public void run() {
        ScheduledFuture<?> pending = timer;
        if (pending != null) {
            pending.cancel(false);
        }
        if (failure == null) {
            complete(value);
        } else {
            completeExceptionally(failure);
        }
    }

    // ---- what the user does

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            connection.sender().sendCancel(id);
        }
        return cancelled;
    }

    @Override
    public boolean complete(T result) {
        boolean first = super.complete(result);
        wake();
        return first;
    }

    @Override
    public boolean completeExceptionally(Throwable why) {
        boolean first = super.completeExceptionally(why);
        wake();
        return first;
    }

    @Override
    public T join() {
        if (!isDone() && !Thread.currentThread().isInterrupted()) { // join() waits on through interrupts: see super
            connection.await(this, 0, true);
        }
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        if (!isDone()) {
            connection.await(this, 0, true);
        }
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        if (!isDone() && timeout > 0) {
            connection.await(this, StreamOutboundCall.nonZero(end), true);
        }
        return super.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    // ---- waiting

    @Override
    public boolean isOver() {
        return isDone() || repeated;
    }

    @Override
    public void parks(Thread thread) {
        parked = thread;
    }

    private void wake() {
        Thread sleeper = parked;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        } else {
            connection.wakeActive();
        }
    }
}
