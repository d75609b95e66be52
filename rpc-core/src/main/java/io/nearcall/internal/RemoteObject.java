package io.nearcall.internal;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Interceptor;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.WatchedOutbound;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;

/** An object of the peer's, as long as its stub is held. */
final class RemoteObject<S> {
    private final RemoteObjects home;
    private final Connection connection;
    private final long number;
    private final ServiceBinding<S> binding;
    private WeakReference<S> stub; // guarded by home
    private long received = 1; // guarded by home; as it is from the release on
    private int calls; // in progress; guarded by home
    private boolean released; // guarded by home

    RemoteObject(RemoteObjects home, Connection connection, long number, ServiceBinding<S> binding) {
        this.home = home;
        this.connection = connection;
        this.number = number;
        this.binding = binding;
    }

    S makeStub() {
        Handle handle = new Handle(this);
        Cleanup.CLEANER.register(handle, this::release);
        S made = binding.stub(handle);
        stub = new WeakReference<>(made);
        return made;
    }

    /** Counts that it has come once more; its stub, null if that is gone. */
    S receivedAgain() {
        S held = released ? null : stub.get();
        if (held != null) {
            received++;
        }
        return held;
    }

    boolean isOf(RemoteObjects objects) {
        synchronized (home) {
            return home == objects && !released;
        }
    }

    long number() {
        return number;
    }

    ServiceBinding<S> binding() {
        return binding;
    }

    /** What the stub calls by, and its publishers, too: the object is held as long as one of them is. */
    private record Handle(RemoteObject<?> remote) implements Caller {
        @Override
        public OutboundCall newCall(MethodInfo method) {
            try {
                return remote.newCall(method);
            } finally {
                Reference.reachabilityFence(this); // until the call counts
            }
        }
    }

    private OutboundCall newCall(MethodInfo method) {
        synchronized (home) {
            if (released) {
                throw new RpcException(
                        StatusCode.FAILED_PRECONDITION,
                        method + ": the reference " + number + " was released by this side",
                        Delivery.NOT_EXECUTED);
            }
            calls++;
        }
        try {
            return new Holding(begin(method));
        } catch (RuntimeException | Error e) {
            callEnded();
            throw e;
        }
    }

    private OutboundCall begin(MethodInfo method) {
        InboundCall serving = Scope.current().call();
        CallOptions own = Depth.deeper(Calls.inherited(CallOptions.DEFAULT, serving, method), serving, method);
        List<Interceptor> interceptors = home.interceptors();
        return interceptors.isEmpty()
                ? connection.newCall(method, number, own)
                : InterceptedOutbound.begin(
                        interceptors, method, own, (seen, observer) -> connection.newCall(method, number, seen));
    }

    /** A call by the reference, which the owner must not miss even if nobody holds the stub any more. */
    private final class Holding extends WatchedOutbound {
        Holding(OutboundCall call) {
            super(call);
        }

        @Override
        protected void ended(Throwable failure) {
            callEnded();
        }
    }

    private void callEnded() {
        boolean last;
        synchronized (home) {
            last = --calls == 0 && released;
        }
        if (last) {
            home.giveBack(number, received);
        }
    }

    /** Lets go of it, once the calls in progress have ended; without effect the second time. */
    void release() {
        boolean idle;
        synchronized (home) {
            if (released) {
                return;
            }
            released = true;
            idle = calls == 0;
            home.forget(number, this);
        }
        if (idle) {
            home.giveBack(number, received);
        }
    }
}
