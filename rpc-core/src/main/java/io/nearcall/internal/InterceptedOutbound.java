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
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.WatchedOutbound;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** A call of a client that has interceptors. */
final class InterceptedOutbound extends WatchedOutbound {
    private final MethodInfo method;
    private final CallObserver observers;

    private InterceptedOutbound(MethodInfo method, CallObserver observers, OutboundCall call) {
        super(call);
        this.method = method;
        this.observers = observers;
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

    @Override
    protected void ended(Throwable failure) {
        Throwable status = status(failure);
        observers.ended(
                status == null || status instanceof RpcException
                        ? (RpcException) status
                        : Failures.toRpc(status, method.fullName(), DeclaredExceptions.NONE, true));
    }

    /** An exception that the method declares came with a status. */
    private Throwable status(Throwable failure) {
        if (failure instanceof CancellationException) {
            return new RpcException(StatusCode.CANCELLED, method + ": cancelled", Delivery.UNKNOWN);
        }
        boolean isStatus = failure == null || failure instanceof RpcException;
        return !isStatus && failure.getCause() instanceof RpcException status ? status : failure;
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
