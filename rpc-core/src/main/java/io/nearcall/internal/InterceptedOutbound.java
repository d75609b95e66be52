package io.nearcall.internal;

import io.nearcall.CallObserver;
import io.nearcall.CallOptions;
import io.nearcall.ContextKey;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.InterceptedCall;
import io.nearcall.Interceptor;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.DeclaredExceptions;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call of a client that has interceptors. */
final class InterceptedOutbound implements OutboundCall {
    private final MethodInfo method;
    private final CallObserver observers;
    private final OutboundCall call;
    private final AtomicBoolean ended = new AtomicBoolean();
    private boolean begun;

    private InterceptedOutbound(MethodInfo method, CallObserver observers, OutboundCall call) {
        this.method = method;
        this.observers = observers;
        this.call = call;
    }

    /** Begins a call in its own way. */
    interface Beginning {
        /** The call, of which {@code observer} learns what happens on the way. */
        OutboundCall begin(CallOptions options, CallObserver observer);
    }

    /** Begins the call at each interceptor, then in its own way. */
    static OutboundCall begin(
            List<Interceptor> interceptors, MethodInfo method, CallOptions options, Beginning beginning) {
        Seen seen = new Seen(method, options);
        Observers observers = Observers.begin(interceptors, seen);
        try {
            return new InterceptedOutbound(method, observers, beginning.begin(seen.options, observers));
        } catch (RpcException failure) {
            observers.ended(failure);
            throw failure;
        }
    }

    private void ended(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            observers.ended(
                    failure == null || failure instanceof RpcException
                            ? (RpcException) failure
                            : Failures.toRpc(failure, method.fullName(), DeclaredExceptions.NONE, true));
        }
    }

    @Override
    public WireReader invoke() {
        begun = true;
        WireReader reply;
        try {
            reply = call.invoke();
        } catch (RpcException failure) {
            ended(failure);
            throw failure;
        }
        ended(null);
        return reply;
    }

    @Override
    public <T> CompletableFuture<T> invokeAsync(ReplyReader<T> reader) {
        begun = true;
        CompletableFuture<T> future;
        try {
            future = call.invokeAsync(reader);
        } catch (RpcException failure) {
            ended(failure);
            throw failure;
        }
        future.whenComplete((reply, failure) -> ended(status(failure)));
        return future;
    }

    /** An exception that the method declares came with a status. */
    private Throwable status(Throwable failure) {
        if (failure == null || failure instanceof RpcException) {
            return failure;
        }
        if (failure instanceof CancellationException) {
            return new RpcException(StatusCode.CANCELLED, method + ": cancelled", Delivery.UNKNOWN);
        }
        return failure.getCause() instanceof RpcException status ? status : failure;
    }

    @Override
    public void send() {
        begun = true;
        try {
            call.send();
        } catch (RpcException failure) {
            ended(failure);
            throw failure;
        }
        ended(null);
    }

    @Override
    public MessageStream open(MessageSink sink) {
        begun = true;
        try {
            return call.open(new Sink(sink));
        } catch (RpcException failure) {
            ended(failure);
            throw failure;
        }
    }

    @Override
    public void close() {
        call.close();
        if (!begun) {
            ended(new RpcException(
                    StatusCode.CANCELLED, method + ": not sent, as writing it failed", Delivery.NOT_EXECUTED));
        }
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public Deadline deadline() {
        return call.deadline();
    }

    @Override
    public WireWriter request() {
        return call.request();
    }

    @Override
    public Metadata headers() {
        return call.headers();
    }

    @Override
    public Metadata trailers() {
        return call.trailers();
    }

    /** A stream's sink that learns of the end first. */
    private final class Sink implements MessageSink {
        private final MessageSink sink;

        Sink(MessageSink sink) {
            this.sink = sink;
        }

        @Override
        public void onHeaders(Metadata metadata) {
            sink.onHeaders(metadata);
        }

        @Override
        public void onMessage(WireReader message) {
            sink.onMessage(message);
        }

        @Override
        public void onReady() {
            sink.onReady();
        }

        @Override
        public void onHalfClose() {
            sink.onHalfClose();
        }

        @Override
        public void onComplete(Metadata trailers) {
            ended(null);
            sink.onComplete(trailers);
        }

        @Override
        public void onFail(RpcException failure) {
            ended(failure);
            sink.onFail(failure);
        }
    }

    /** The call as its interceptors see it. */
    private static final class Seen implements InterceptedCall {
        private final MethodInfo method;
        private final Optional<Deadline> deadline;
        private CallOptions options;

        Seen(MethodInfo method, CallOptions options) {
            this.method = method;
            this.options = options;
            this.deadline = options.timeoutNanos() == 0
                    ? Optional.empty()
                    : Optional.of(Deadline.afterNanos(options.timeoutNanos()));
        }

        @Override
        public MethodInfo method() {
            return method;
        }

        @Override
        public Optional<Deadline> deadline() {
            return deadline;
        }

        @Override
        public Metadata metadata() {
            return options.metadata();
        }

        @Override
        public void add(Metadata more) {
            options = options.withMetadata(options.metadata().with(more));
        }

        @Override
        public Optional<PeerIdentity> peer() {
            return Optional.empty();
        }

        @Override
        public <T> void put(ContextKey<T> key, T value) {
            throw new UnsupportedOperationException("'" + key + "' has no handler to find it: this is a client's call");
        }
    }
}
