package io.nearcall.grpc.bridge;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.Grpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.grpc.GrpcMetadata;
import io.nearcall.grpc.GrpcStatus;
import io.nearcall.grpc.Workers;
import io.nearcall.transport.Log;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call of a gRPC stub, over a stream whatever its kind, unless it blocks.
 *
 * <p>A blocking unary stub's thread waits for its reply in the transport. What the sink hears goes to the listener on its executor. Where there is no connection yet, a worker waits for one
 * and does what the caller has asked for meanwhile.
 */
final class BridgeClientCall<Q, R> extends ClientCall<Q, R> implements MessageSink {
    private static final Status UNREADABLE = Status.CANCELLED.withDescription("Failed to read message.");
    private static final String LATE = "ClientCall was cancelled at or after deadline. "; // as gRPC begins it

    private final BridgeChannel channel;
    private final MethodDescriptor<Q, R> method;
    private final CallOptions options;
    private final Context context = Context.current();
    private final Context.CancellationListener onContextCancelled = this::contextCancelled;
    private final Serial events;
    private final AtomicBoolean closed = new AtomicBoolean();

    private final Thread maker = Thread.currentThread();

    private Listener<R> listener;
    private io.nearcall.CallOptions call;
    private Deadline deadline; // null: none
    private ClientTracers tracers;
    private Q request; // of a call with one
    private boolean hasRequest;
    private volatile boolean halfClosed;
    private boolean hasHeaders; // the sink's

    private final Object lock = new Object();
    private volatile MessageStream stream; // written under lock
    private OutboundCall waiting; // for its reply; guarded by lock
    private int wanted; // before there is a stream; guarded by lock
    private volatile List<Runnable> early; // what is to be sent once there is a stream, null after; guarded by lock
    private volatile Status cancelled; // written under lock

    BridgeClientCall(BridgeChannel channel, MethodDescriptor<Q, R> method, CallOptions options) {
        this.channel = channel;
        this.method = method;
        this.options = options;
        Executor own = options.getExecutor();
        this.events = Serial.on(own == null ? channel.executor() : own);
    }

    // ---- ClientCall

    @Override
    public void start(Listener<R> newListener, io.grpc.Metadata headers) {
        if (listener != null) {
            throw new IllegalStateException(method.getFullMethodName() + ": already started");
        }
        listener = newListener;
        if (!channel.begins()) {
            closed.set(true);
            Status down = Status.UNAVAILABLE.withDescription("Channel shutdown invoked");
            events.execute(() -> listener.onClose(down, new io.grpc.Metadata()));
            return;
        }
        tracers = ClientTracers.begin(options, headers);
        Status refusal = prepare(headers);
        if (refusal != null) {
            close(refusal);
            return;
        }
        if (context != Context.ROOT) {
            context.addListener(onContextCancelled, Runnable::run);
        }
        if (!method.getType().clientSendsOneMessage()) {
            early = new ArrayList<>();
            begin();
        }
    }

    /** Why the call is not made, or null. */
    private Status prepare(io.grpc.Metadata headers) {
        if (cancelled != null) {
            return cancelled;
        }
        if (context.isCancelled()) {
            return Contexts.statusFromCancelled(context);
        }
        if (options.getCredentials() != null) {
            return Status.UNIMPLEMENTED.withDescription(method.getFullMethodName()
                    + ": call credentials do not travel over Nearcall; add the metadata in an interceptor");
        }
        io.nearcall.CallOptions own;
        try {
            own = io.nearcall.CallOptions.DEFAULT.withMetadata(GrpcMetadata.fromGrpc(headers));
        } catch (IllegalArgumentException notOurs) {
            return Status.INTERNAL.withDescription(notOurs.getMessage());
        }
        deadline = earlier(options.getDeadline(), context.getDeadline());
        if (deadline != null) {
            long left = deadline.timeRemaining(TimeUnit.NANOSECONDS);
            if (left <= 0) {
                return Status.DEADLINE_EXCEEDED.withDescription(
                        "ClientCall started after CallOptions deadline was exceeded " + -left + " ns ago");
            }
            own = own.withTimeoutNanos(left);
        }
        call = options.isWaitForReady() ? own.withWaitForReady() : own;
        return null;
    }

    private static Deadline earlier(Deadline a, Deadline b) {
        return a == null || b != null && b.isBefore(a) ? b : a;
    }

    @Override
    public void request(int n) {
        MessageStream opened;
        synchronized (lock) {
            opened = stream;
            if (opened == null) {
                wanted = wanted + n < 0 ? Integer.MAX_VALUE : wanted + n;
            }
        }
        if (opened != null) {
            opened.request(n);
        }
    }

    @Override
    public void sendMessage(Q message) {
        if (method.getType().clientSendsOneMessage()) {
            if (hasRequest) {
                throw new IllegalStateException(method.getFullMethodName() + " takes one request");
            }
            hasRequest = true;
            request = message;
        } else {
            inTurn(() -> send(message));
        }
    }

    @Override
    public void halfClose() {
        halfClosed = true;
        if (isBlocking()) {
            invoke();
        } else if (method.getType().clientSendsOneMessage()) {
            begin();
        } else {
            inTurn(this::halfCloseStream);
        }
    }

    private void inTurn(Runnable operation) {
        if (early != null) {
            synchronized (lock) {
                if (early != null) {
                    early.add(operation);
                    return;
                }
            }
        }
        operation.run();
    }

    @Override
    public void cancel(String message, Throwable cause) {
        Status status = Status.CANCELLED.withCause(cause);
        cancel(
                message != null
                        ? status.withDescription(message)
                        : cause == null ? status.withDescription("Call cancelled without message") : status);
    }

    @Override
    public boolean isReady() {
        MessageStream opened = stream;
        if (halfClosed || cancelled != null) {
            return false;
        }
        return method.getType().clientSendsOneMessage()
                ? !hasRequest
                : early == null && opened != null && opened.isReady();
    }

    @Override
    public Attributes getAttributes() {
        return Attributes.newBuilder()
                .set(
                        Grpc.TRANSPORT_ATTR_REMOTE_ADDR,
                        new PeerAddress(channel.client().peer()))
                .build();
    }

    private void contextCancelled(Context ended) {
        cancel(Contexts.statusFromCancelled(ended));
    }

    private void cancel(Status why) {
        MessageStream opened;
        synchronized (lock) {
            if (cancelled != null) {
                return;
            }
            cancelled = why;
            opened = stream;
            if (waiting != null) {
                waiting.cancel();
                return;
            }
        }
        if (opened != null) {
            opened.cancel(seenByPeer(why));
        } else if (listener != null) {
            close(why);
        }
    }

    private static io.nearcall.Status seenByPeer(Status why) {
        String message = why.getDescription() == null ? "" : why.getDescription();
        return new io.nearcall.Status(StatusCode.of(why.getCode().value()), message);
    }

    // ---- a unary call of a blocking stub

    /** Whether the calling thread will do nothing but wait for the reply, so that it may as well wait here. */
    private boolean isBlocking() {
        return method.getType() == MethodType.UNARY
                && Thread.currentThread() == maker
                && Waiters.run(options.getExecutor())
                && !options.isWaitForReady()
                && channel.client().isConnected()
                && wanted > 0;
    }

    /** Takes the way of all blocking calls: small ones over shared memory have lanes. */
    private void invoke() {
        try (OutboundCall made = newCall()) {
            synchronized (lock) {
                if (cancelled != null) {
                    return;
                }
                waiting = made;
            }
            WireReader arrived;
            try {
                arrived = made.invoke();
            } finally {
                synchronized (lock) {
                    waiting = null;
                }
            }
            deliver(arrived, GrpcMetadata.toGrpc(made.headers()), GrpcMetadata.toGrpc(made.trailers()));
        } catch (RuntimeException failure) {
            refused(failure);
        }
    }

    private void deliver(WireReader arrived, io.grpc.Metadata headers, io.grpc.Metadata trailers) {
        R reply;
        try {
            reply = read(arrived);
        } catch (RuntimeException unreadable) {
            close(GrpcStatus.toGrpc(unreadable, UNREADABLE));
            return;
        }
        tracers.headers(headers);
        tell(() -> {
            listener.onHeaders(headers);
            listener.onMessage(reply);
        });
        close(Status.OK, trailers);
    }

    /** A call with its request, if it has one. */
    private OutboundCall newCall() {
        OutboundCall made = channel.client().newCall(channel.method(method), call);
        try {
            if (hasRequest) {
                Integer limit = options.getMaxOutboundMessageSize();
                tracers.sent(Messages.write(method.getRequestMarshaller(), request, made.request(), limit));
                request = null;
            }
            return made;
        } catch (IOException | RuntimeException unwritable) {
            made.close();
            throw unwritable(unwritable).asRuntimeException();
        }
    }

    private void refused(RuntimeException why) {
        if (!(why instanceof RpcException failure)) {
            close(GrpcStatus.toGrpc(why, Status.INTERNAL));
            return;
        }
        Status status = GrpcStatus.toGrpc(failure);
        boolean late = failure.code() == StatusCode.DEADLINE_EXCEEDED && deadline != null && deadline.isExpired();
        close(
                late ? status.withDescription(LATE + status.getDescription()) : status,
                GrpcMetadata.toGrpc(failure.trailers()));
    }

    private static Status unwritable(Exception why) {
        return Status.CANCELLED
                .withDescription("Failed to stream message: " + why.getMessage())
                .withCause(why);
    }

    // ---- the stream

    /** Opens the stream; a worker does where that waits for a connection. */
    private void begin() {
        if (channel.client().isConnected()) {
            open();
        } else {
            Workers.execute(this::open);
        }
    }

    private void open() {
        openStream();
        if (method.getType().clientSendsOneMessage()) {
            return;
        }
        catchUp();
        if (isReady()) {
            onReady();
        }
    }

    /** Does what was asked for before there was a stream. */
    private void catchUp() {
        while (true) {
            List<Runnable> due;
            synchronized (lock) {
                due = early;
                early = due.isEmpty() ? null : new ArrayList<>();
            }
            if (due.isEmpty()) {
                return;
            }
            due.forEach(Runnable::run);
        }
    }

    private void openStream() {
        if (cancelled != null) {
            return;
        }
        MessageStream opened;
        try (OutboundCall made = newCall()) {
            opened = made.open(this);
        } catch (RuntimeException failure) {
            refused(failure);
            return;
        }
        int due;
        Status gaveUp;
        synchronized (lock) {
            stream = opened;
            due = wanted;
            gaveUp = cancelled;
        }
        if (gaveUp != null) {
            opened.cancel(seenByPeer(gaveUp));
            return;
        }
        if (due > 0) {
            opened.request(due);
        }
    }

    private void halfCloseStream() {
        MessageStream opened = stream;
        if (opened != null) {
            opened.halfClose();
        }
    }

    private void send(Q message) {
        MessageStream opened = stream;
        if (opened == null || cancelled != null) {
            return;
        }
        try {
            Integer limit = options.getMaxOutboundMessageSize();
            tracers.sent(Messages.write(method.getRequestMarshaller(), message, opened.next(), limit));
            opened.send();
        } catch (IOException | RuntimeException unwritable) {
            cancel(unwritable(unwritable));
        }
    }

    // ---- MessageSink

    @Override
    public void onHeaders(Metadata metadata) {
        hasHeaders = true;
        io.grpc.Metadata headers = GrpcMetadata.toGrpc(metadata);
        tracers.headers(headers);
        tell(() -> listener.onHeaders(headers));
    }

    @Override
    public void onMessage(WireReader arrived) {
        ensureHeaders();
        WireReader message = new WireReader();
        arrived.moveTo(message);
        tell(() -> listener.onMessage(read(message)));
    }

    private R read(WireReader message) {
        tracers.received(message.remaining());
        Integer limit = options.getMaxInboundMessageSize();
        return Messages.read(method.getResponseMarshaller(), message, limit == null ? channel.maxInbound() : limit);
    }

    private void ensureHeaders() {
        if (!hasHeaders) {
            onHeaders(Metadata.EMPTY);
        }
    }

    @Override
    public void onReady() {
        tell(listener::onReady);
    }

    @Override
    public void onHalfClose() {
        // the callee says it with the end
    }

    @Override
    public void onComplete(Metadata trailers) {
        ensureHeaders();
        close(Status.OK, GrpcMetadata.toGrpc(trailers));
    }

    @Override
    public void onFail(RpcException failure) {
        refused(failure);
    }

    // ---- what the listener hears

    /** Tells the listener something other than the end; what it throws ends the call. */
    private void tell(Runnable event) {
        events.execute(() -> {
            if (cancelled != null) {
                return;
            }
            Context outer = context.attach();
            try {
                event.run();
            } catch (Throwable thrown) { // the listener is the user's
                cancel(GrpcStatus.toGrpc(thrown, UNREADABLE));
            } finally {
                context.detach(outer);
            }
        });
    }

    private void close(Status status) {
        close(status, new io.grpc.Metadata());
    }

    private void close(Status status, io.grpc.Metadata trailers) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        context.removeListener(onContextCancelled);
        tracers.trailers(trailers);
        events.execute(() -> {
            Context outer = context.attach();
            try {
                Status own = cancelled; // by the listener, perhaps, which could not read what came before
                Status end = own == null ? status : own;
                tracers.closed(end);
                listener.onClose(end, trailers);
            } catch (Throwable thrown) {
                Log.LOG.log(Level.ERROR, "the listener of a call of " + method.getFullMethodName() + " threw", thrown);
            } finally {
                context.detach(outer);
                channel.ended();
            }
        });
    }
}
