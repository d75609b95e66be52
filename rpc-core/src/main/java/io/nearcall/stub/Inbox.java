package io.nearcall.stub;

import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.Status;
import io.nearcall.StatusCode;
import io.nearcall.internal.Failures;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * The receiving half of a stream as its user takes it: one message at a time, asked for, kept, then read.
 *
 * <p>The transport's threads only put messages down; whoever takes them reads them, one thread at a time.
 */
final class Inbox<T> implements MessageSink {
    private final String method;
    private final DeclaredExceptions exceptions;
    private final boolean isCallee;
    private final Function<? super WireReader, ? extends T> read;
    private final WireReader message = new WireReader();
    private volatile MessageStream stream; // null until it is open
    private Executor workers;
    private volatile Runnable listener = () -> {};
    private volatile Outbox<?> outbox; // null for none, or none yet
    private boolean asked; // the taker's
    private volatile boolean full;
    private volatile boolean over; // nothing more comes
    private volatile boolean ended; // nor goes
    private volatile boolean closed; // by its user
    private volatile RuntimeException failure;
    private volatile Throwable cause;

    private Inbox(MethodInfo method, boolean isCallee, Function<? super WireReader, ? extends T> read) {
        this.method = method.fullName();
        this.exceptions = isCallee ? DeclaredExceptions.NONE : method.exceptions();
        this.isCallee = isCallee;
        this.read = read;
    }

    /** For what the callee sends. */
    static <T> Inbox<T> ofCaller(MethodInfo method, Function<? super WireReader, ? extends T> read) {
        return new Inbox<>(method, false, read);
    }

    /** For what the caller sends. */
    static <T> Inbox<T> ofCallee(MethodInfo method, Function<? super WireReader, ? extends T> read) {
        return new Inbox<>(method, true, read);
    }

    /** From now on {@code newListener} is told of everything that comes. */
    void listener(Runnable newListener) {
        listener = newListener;
    }

    /** The stream is open; {@code newWorkers} run what is the user's. */
    void begin(MessageStream opened, Executor newWorkers) {
        workers = newWorkers;
        stream = opened;
    }

    /** The stream could not be opened. */
    void refused(RuntimeException why) {
        failure = why;
        ended = true;
        over = true;
    }

    /** From now on {@code newOutbox} is told when it may send, and of the end. */
    void outbox(Outbox<?> newOutbox) {
        outbox = newOutbox;
    }

    MessageStream stream() {
        return stream;
    }

    String method() {
        return method;
    }

    /** Whether the call has ended: nothing is sent any more. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether its user may let go of it: the call has ended, or will as the user has closed the stream. */
    boolean isDone() {
        return ended || closed;
    }

    /** Asks for a message, unless one is there or under way. */
    void ask() {
        if (!asked && !over) {
            asked = true;
            stream.request(1);
        }
    }

    /** Whether a message is there. */
    boolean isFull() {
        return full;
    }

    /** Whether no further message comes. */
    boolean isOver() {
        return over;
    }

    /** Why no further message comes, a declared exception as itself; null for the good end. */
    Throwable failure() {
        return failure instanceof RpcException rpc ? exceptions.thrown(rpc) : failure;
    }

    /** What the user's own code threw, which ended the call; or null. */
    Throwable cause() {
        return cause;
    }

    /** Reads the message that is there; one that cannot be read ends the call. */
    T read() {
        try {
            return read.apply(message);
        } catch (WireException e) {
            WireException named = e.in(method);
            fail(named);
            throw named;
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        } finally {
            message.clear();
            asked = false;
            full = false;
        }
    }

    /**
     * Waits for a message.
     *
     * @return whether there is one; false at the good end
     */
    boolean await() {
        ask();
        if (!full && !over) {
            stream.await(() -> full || over, null);
        }
        boolean wasOver = over; // before the look for the last message
        if (full) {
            return true;
        }
        if (!wasOver) {
            String why = method + ": the calling thread was interrupted";
            stream.cancel(new Status(StatusCode.CANCELLED, why));
            throw new RpcException(StatusCode.CANCELLED, why, Delivery.UNKNOWN);
        }
        if (failure != null) {
            throw failure;
        }
        return false;
    }

    /** The user's own code has failed, and the call with it. */
    void fail(Throwable thrown) {
        cause = thrown;
        if (ended) {
            return;
        }
        stream.cancel(
                isCallee
                        ? Failures.toRpc(thrown, method, DeclaredExceptions.NONE, true)
                                .status()
                        : new Status(StatusCode.CANCELLED, method + ": " + thrown));
    }

    /** The user wants nothing more: ends the call of a caller; a callee has yet to reply. */
    void close() {
        closed = true;
        if (!ended && !isCallee) {
            stream.cancel(new Status(StatusCode.CANCELLED, method + ": the stream was closed"));
        }
    }

    /** Runs code of the user's on a thread that may block. */
    void execute(Runnable task) {
        if (stream == null) {
            task.run();
            return;
        }
        try {
            workers.execute(task);
        } catch (RejectedExecutionException noThread) {
            stream.cancel(new Status(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": no thread is free for a stream; raise nearcall.limits.threads"));
            task.run(); // finds the end, which somebody must be told of
        }
    }

    // ---- MessageSink

    @Override
    public void onHeaders(Metadata metadata) {
        // no user of a stream asks for them
    }

    @Override
    public void onMessage(WireReader arrived) {
        arrived.moveTo(message);
        full = true;
        listener.run();
    }

    @Override
    public void onReady() {
        Outbox<?> sending = outbox;
        if (sending != null) {
            sending.onReady();
        }
    }

    @Override
    public void onHalfClose() {
        over = true;
        listener.run();
    }

    @Override
    public void onComplete(Metadata trailers) {
        end(
                isCallee
                        ? new RpcException(StatusCode.CANCELLED, method + ": the call has ended", Delivery.EXECUTED)
                        : null);
    }

    @Override
    public void onFail(RpcException why) {
        Throwable own = cause;
        end(own == null ? why : new RpcException(why.code(), why.getMessage(), why.delivery(), why.trailers(), own));
    }

    private void end(RpcException why) {
        if (!over) {
            failure = why;
        }
        ended = true; // before the look at the outbox, as Outbox.start() looks the other way round
        over = true;
        listener.run();
        Outbox<?> sending = outbox;
        if (sending != null) {
            sending.onEnd();
        }
    }
}
