package io.nearcall.grpc.bridge;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.grpc.GrpcMetadata;
import io.nearcall.grpc.GrpcStatus;
import io.nearcall.grpc.Workers;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.Log;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call that a gRPC handler serves.
 *
 * <p>The handler and a request that came with the call run on the thread that found the call; what comes later, on the
 * executor.
 */
final class BridgeServerCall<Q, R> extends ServerCall<Q, R> implements MessageSink {
    private static final Status UNKNOWN = Status.UNKNOWN.withDescription("Application error processing RPC");
    private static final Status UNREADABLE = Status.INTERNAL.withDescription("Failed to read message");
    private static final Status UNWRITABLE = Status.INTERNAL.withDescription("Failed to send message");

    private final InboundCall call;
    private final MethodDescriptor<Q, R> method;
    private final Executor executor;
    private final Integer maxInbound;
    private final Serial events;
    private final io.grpc.Metadata headers;
    private final ServerTracers tracers;
    private final Context.CancellableContext context;
    private final Attributes attributes;
    private final AtomicBoolean closed = new AtomicBoolean(); // by the handler
    private final AtomicBoolean ending =
            new AtomicBoolean(); // by the handler or at the deadline: the call is not touched after
    private final AtomicBoolean over = new AtomicBoolean();
    private MessageStream stream; // null for a unary call
    private Listener<Q> listener; // the events'
    private boolean hasRequest; // that came with the call and is still to be delivered; the events'
    private volatile boolean hasReply; // of a call with one
    private volatile boolean cancelled;

    BridgeServerCall(
            InboundCall call,
            MethodDescriptor<Q, R> method,
            Executor executor,
            Integer maxInbound,
            List<ServerStreamTracer.Factory> factories) {
        this.call = call;
        this.method = method;
        this.executor = executor;
        this.maxInbound = maxInbound;
        this.events = Serial.heldOn(executor);
        Deadline deadline = call.deadline();
        this.headers = GrpcMetadata.toGrpc(call.metadata());
        this.tracers = ServerTracers.begin(factories, call.fullMethod(), headers);
        Context root = tracers.filter(Context.ROOT);
        this.context = deadline == null
                ? root.withCancellation()
                : root.withDeadlineAfter(deadline.remainingNanos(), TimeUnit.NANOSECONDS, Workers.DEADLINES);
        this.attributes = Attributes.newBuilder()
                .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, new PeerAddress(call.peer()))
                .build();
    }

    /** Runs the handler, and delivers the request that came with the call. */
    void serve(ServerCallHandler<Q, R> handler) {
        hasRequest = method.getType().clientSendsOneMessage();
        if (method.getType() != MethodType.UNARY) {
            stream = call.open(this);
        }
        call.onCancel(this::onCancel);
        if (call.deadline() != null) {
            context.addListener(this::onContextCancelled, Runnable::run);
        }
        events.begin(() -> run(() -> begin(handler)));
    }

    private void begin(ServerCallHandler<Q, R> handler) {
        listener = new Listener<>() {};
        try {
            tracers.started(this);
            listener = handler.startCall(this, headers);
        } catch (Throwable refusal) { // the handler and its interceptors are the user's
            fail(GrpcStatus.toGrpc(refusal, UNKNOWN), refusal);
            return;
        }
        if (isReady()) {
            listener.onReady();
        }
    }

    private void deliverRequest() {
        if (!hasRequest || closed.get() || cancelled) {
            return;
        }
        hasRequest = false;
        deliver(call.request());
        if (!closed.get()) {
            listener.onHalfClose();
        }
    }

    private void deliver(WireReader message) {
        tracers.received(message.remaining());
        Q request;
        try {
            request = Messages.read(method.getRequestMarshaller(), message, maxInbound);
        } catch (RuntimeException unreadable) {
            fail(GrpcStatus.toGrpc(unreadable, UNREADABLE), unreadable);
            return;
        }
        listener.onMessage(request);
    }

    // ---- ServerCall

    @Override
    public void request(int n) {
        if (method.getType().clientSendsOneMessage()) {
            tell(this::deliverRequest);
        } else {
            stream.request(n);
        }
    }

    @Override
    public void sendHeaders(io.grpc.Metadata headers) {
        if (!cancelled && !headers.keys().isEmpty()) {
            call.headers(GrpcMetadata.fromGrpc(headers));
        }
    }

    @Override
    public void sendMessage(R message) {
        if (closed.get()) {
            throw new IllegalStateException(method.getFullMethodName() + ": the call is closed");
        }
        if (cancelled) {
            return;
        }
        boolean one = method.getType().serverSendsOneMessage();
        if (one && hasReply) {
            close(Status.INTERNAL.withDescription("Too many responses"), new io.grpc.Metadata());
            return;
        }
        try {
            if (one) {
                hasReply = true;
                tracers.sent(Messages.write(method.getResponseMarshaller(), message, call.reply(), null));
            } else {
                tracers.sent(Messages.write(method.getResponseMarshaller(), message, stream.next(), null));
                stream.send();
            }
        } catch (IOException | RuntimeException unwritable) {
            fail(GrpcStatus.toGrpc(unwritable, UNWRITABLE), unwritable);
        }
    }

    @Override
    public boolean isReady() {
        if (closed.get() || cancelled) {
            return false;
        }
        return method.getType().serverSendsOneMessage() || stream.isReady();
    }

    @Override
    public void close(Status status, io.grpc.Metadata trailers) {
        if (!closed.compareAndSet(false, true)) {
            throw new IllegalStateException(method.getFullMethodName() + ": the call is closed");
        }
        if (!cancelled) {
            end(status, trailers);
        }
    }

    private void end(Status status, io.grpc.Metadata trailers) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        tracers.closed(status);
        try {
            if (!status.isOk()) {
                call.fail(GrpcStatus.fromGrpc(status, trailers));
            } else if (method.getType().serverSendsOneMessage() && !hasReply) {
                Status missing = Status.INTERNAL.withDescription("Completed without a response");
                call.fail(GrpcStatus.fromGrpc(missing, trailers));
            } else {
                call.trailers(GrpcMetadata.fromGrpc(trailers));
                call.complete();
            }
        } catch (RuntimeException tooLarge) {
            call.fail(GrpcStatus.fromGrpc(GrpcStatus.toGrpc(tooLarge, UNWRITABLE), new io.grpc.Metadata()));
        }
        if (stream == null) {
            over(false);
        }
    }

    private void fail(Status status, Throwable why) {
        if (closed.compareAndSet(false, true) && !cancelled) {
            Log.LOG.log(Level.WARNING, method.getFullMethodName() + " failed", why);
            end(status, new io.grpc.Metadata());
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public MethodDescriptor<Q, R> getMethodDescriptor() {
        return method;
    }

    // ---- MessageSink

    @Override
    public void onHeaders(Metadata metadata) {
        // a caller's came with the call
    }

    @Override
    public void onMessage(WireReader arrived) {
        WireReader message = new WireReader();
        arrived.moveTo(message);
        tell(() -> deliver(message));
    }

    @Override
    public void onReady() {
        tell(() -> listener.onReady());
    }

    @Override
    public void onHalfClose() {
        if (!method.getType().clientSendsOneMessage()) {
            tell(() -> listener.onHalfClose());
        }
    }

    @Override
    public void onComplete(Metadata trailers) {
        over(false);
    }

    @Override
    public void onFail(RpcException failure) {
        over(true);
    }

    private void onCancel() {
        over(true);
    }

    /** The handler has not ended by the deadline, which the caller may be unable to say. */
    private void onContextCancelled(Context cancelledContext) {
        if (cancelledContext.cancellationCause() instanceof TimeoutException && ending.compareAndSet(false, true)) {
            call.fail(new RpcException(
                    StatusCode.DEADLINE_EXCEEDED,
                    method.getFullMethodName() + ": the handler did not end before the deadline"));
            over(true);
        }
    }

    // ---- what the listener hears

    private void over(boolean byOthers) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        if (byOthers) {
            cancelled = true;
            tracers.closed(Status.CANCELLED);
            executor.execute(() -> context.cancel(null)); // the handler may be running, and look
        }
        events.execute(() -> {
            run(byOthers ? listener::onCancel : listener::onComplete);
            context.cancel(null);
        });
    }

    /** Tells the listener something other than the end. */
    private void tell(Runnable event) {
        events.execute(() -> {
            if (!over.get()) {
                run(event);
            }
        });
    }

    private void run(Runnable event) {
        Context outer = context.attach();
        try {
            event.run();
        } catch (Throwable thrown) { // the listener is the user's
            fail(UNKNOWN, thrown);
        } finally {
            context.detach(outer);
        }
    }
}
