package io.nearcall.internal;

import io.nearcall.CallObserver;
import io.nearcall.ContextKey;
import io.nearcall.Deadline;
import io.nearcall.InterceptedCall;
import io.nearcall.Interceptor;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.InboundCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A call of a server that has interceptors, as its handler sees it. */
public final class InterceptedInbound extends WatchedInbound {
    private final MethodInfo method;
    private final PeerIdentity peer;
    private final Optional<Deadline> deadline;
    private final Metadata metadata;
    private final Map<ContextKey<?>, Object> values = new HashMap<>(); // not changed once the handler runs
    private Metadata added = Metadata.EMPTY;
    private CallObserver observers = CallObserver.NONE;

    InterceptedInbound(InboundCall call, MethodInfo method) {
        super(call);
        this.method = method;
        this.peer = call.peer();
        this.deadline = Optional.ofNullable(call.deadline());
        this.metadata = call.metadata();
    }

    /** Begins the call at each interceptor; throws what refuses it. */
    void begin(List<Interceptor> interceptors) {
        observers = Observers.begin(interceptors, new Seen());
        if (!added.isEmpty()) {
            trailers(Metadata.EMPTY);
        }
        watch();
    }

    /** What an interceptor has kept, or null. */
    public <T> T value(ContextKey<T> key) {
        return key.type().cast(values.get(key));
    }

    @Override
    void ended(RpcException failure) {
        observers.ended(failure);
    }

    @Override
    public void trailers(Metadata trailers) {
        super.trailers(added.with(trailers));
    }

    @Override
    public void fail(RpcException failure) {
        super.fail(added.isEmpty() ? failure : Failures.with(failure, failure.getMessage(), added));
    }

    /** The call as its interceptors see it. */
    private final class Seen implements InterceptedCall {
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
            return metadata;
        }

        @Override
        public void add(Metadata more) {
            added = added.with(more);
        }

        @Override
        public Optional<PeerIdentity> peer() {
            return Optional.of(peer);
        }

        @Override
        public <T> void put(ContextKey<T> key, T value) {
            values.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        }
    }
}
