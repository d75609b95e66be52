package io.nearcall.grpc;

import io.grpc.SynchronizationContext;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.Status;
import io.nearcall.StatusCode;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Limits;
import io.nearcall.transport.Log;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A stream as one side of its call sees it; gRPC's own flow control, and one event at a time for the sink. */
abstract class GrpcStream implements MessageStream {
    private static final int COST = 16;

    private final Connection connection;
    private final String method;
    private final boolean sendsMany;
    private final WireWriter next; // null where nothing is sent after the opening
    private final Limits limits;
    private final SynchronizationContext events = new SynchronizationContext((thread, thrown) -> broken(thrown));
    private final Queue<Thread> waits = new ConcurrentLinkedQueue<>();
    private volatile boolean wanted; // somebody was told that it is not ready
    private long unready; // bytes sent since; the sender's

    // Those of the thread that runs an event.
    private final Queue<Consumer<MessageSink>> early = new ArrayDeque<>(1);
    private final WireReader message = new WireReader();
    private MessageSink sink;
    private boolean over;

    /**
     * A stream that has no sink yet.
     *
     * @param next takes what is sent, null where nothing is
     * @param limits of its messages, and of bytes that are kept for want of room
     */
    GrpcStream(Connection connection, String method, boolean sendsMany, WireWriter next, Limits limits) {
        this.connection = connection;
        this.method = method;
        this.sendsMany = sendsMany;
        this.next = next;
        this.limits = limits;
    }

    // ---- what the two sides of a call do differently

    /** Whether gRPC has room for a message. */
    abstract boolean hasRoom();

    /** Gives a message to gRPC, unless the call has ended. */
    abstract void push(byte[] bytes);

    /** Ends the call at once, unless it has ended. */
    abstract void abort(RpcException why);

    // ---- what comes

    final String method() {
        return method;
    }

    /** From now on {@code receiver} is told, of what has come before as well. */
    final void attach(MessageSink receiver) {
        events.execute(() -> {
            sink = receiver;
            for (Consumer<MessageSink> event = early.poll(); event != null; event = early.poll()) {
                event.accept(receiver);
            }
        });
    }

    final void headersCame(Metadata headers) {
        if (!headers.isEmpty()) {
            event(receiver -> receiver.onHeaders(headers));
        }
    }

    final void messageCame(byte[] bytes) {
        RpcException fault = Bytes.fault(bytes, method, "a message of the stream", limits.message(), Delivery.UNKNOWN);
        if (fault != null) {
            cancel(new Status(fault.code(), fault.getMessage()));
            return;
        }
        event(receiver -> {
            message.carrier(connection);
            message.adopt(bytes);
            receiver.onMessage(message);
        });
    }

    final void halfCloseCame() {
        event(MessageSink::onHalfClose);
    }

    final void roomCame() {
        if (wanted) {
            wanted = false;
            event(MessageSink::onReady);
        }
    }

    /** The good end, or the end that this side has made. */
    final void completed(Metadata trailers) {
        end(receiver -> receiver.onComplete(trailers));
    }

    final void failed(RpcException why) {
        end(receiver -> receiver.onFail(why));
    }

    private void event(Consumer<MessageSink> event) {
        events.execute(() -> tell(event));
    }

    private void end(Consumer<MessageSink> event) {
        events.execute(() -> tellEnd(event));
    }

    private void tell(Consumer<MessageSink> event) {
        if (over) {
            return;
        }
        if (sink == null) {
            early.add(event);
            return;
        }
        try {
            event.accept(sink);
        } finally {
            waits.forEach(LockSupport::unpark);
        }
    }

    private void tellEnd(Consumer<MessageSink> event) {
        try {
            tell(event);
        } finally {
            over = true;
        }
    }

    private void broken(Throwable thrown) {
        Log.LOG.log(Level.ERROR, "the receiver of a stream of " + method + " threw", thrown);
        cancel(new Status(StatusCode.INTERNAL, method + ": the receiver of the stream failed: " + thrown));
    }

    // ---- MessageStream

    @Override
    public final boolean isReady() {
        if (!sendsMany) {
            return next != null;
        }
        if (hasRoom()) {
            return true;
        }
        wanted = true;
        return hasRoom(); // looked at again behind the write: the news of room may have come between
    }

    @Override
    public final WireWriter next() {
        if (next == null) {
            throw new IllegalStateException(method + " takes one request, which was sent when the stream was opened");
        }
        return next;
    }

    @Override
    public final void send() {
        next().checkLimit();
        if (!sendsMany) {
            return; // it goes with the end
        }
        byte[] bytes = next.toByteArray();
        next.clear();
        unready = hasRoom() ? 0 : unready + COST + bytes.length;
        if (unready > limits.writeQueue()) {
            cancel(new Status(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": more than " + limits.writeQueue()
                            + " bytes of a stream wait for its receiver; ask isReady() before sending"));
            return;
        }
        push(bytes);
    }

    @Override
    public final void cancel(Status status) {
        StatusCode code = status.isOk() ? StatusCode.CANCELLED : status.code();
        RpcException why = new RpcException(code, status.message(), Delivery.UNKNOWN);
        events.executeLater(() -> tellEnd(receiver -> receiver.onFail(why))); // before what gRPC says of the abort
        abort(why);
        events.drain();
    }

    @Override
    public final void execute(Runnable work) {
        Workers.executeBounded(Workers::execute, work);
    }

    @Override
    public final void await(BooleanSupplier isOver, Deadline deadline) {
        if (!isOver.getAsBoolean()) {
            Sockets.mayWait(method);
        }
        Thread me = Thread.currentThread();
        waits.add(me);
        try {
            while (!isOver.getAsBoolean() && !me.isInterrupted()) {
                if (deadline == null) {
                    LockSupport.park(this);
                } else if (deadline.isExpired()) {
                    return;
                } else {
                    LockSupport.parkNanos(this, deadline.remainingNanos());
                }
            }
        } finally {
            waits.remove(me);
        }
    }
}
