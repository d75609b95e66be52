package io.nearcall;

import io.nearcall.internal.Bindings;
import io.nearcall.internal.Calls;
import io.nearcall.internal.Dispatcher;
import io.nearcall.internal.Link;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.Counters;
import io.nearcall.transport.Limits;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A client of one target; all threads may share it.
 *
 * <p>It connects when it is made, and again, from the first endpoint on, when a call finds the connection ended.
 */
public final class RpcClient implements AutoCloseable {
    private final Link link;
    private final Calls calls;
    private final Counters counters;
    private final CallOptions options;
    private final Caller caller;

    private RpcClient(Link link, Calls calls, Counters counters, CallOptions options) {
        this.link = link;
        this.calls = calls;
        this.counters = counters;
        this.options = options;
        this.caller = method -> calls.start(method, options);
    }

    /**
     * Connects to a target: a name, an endpoint, or a list of both with commas.
     *
     * @throws RpcException UNAVAILABLE with the reason of every endpoint when none answers within a second
     * @throws IllegalArgumentException when the target or the configuration makes no sense
     */
    public static RpcClient connect(String target) {
        return connect(target, RpcConfig.load());
    }

    /** Connects with given settings. */
    public static RpcClient connect(String target, RpcConfig config) {
        return builder(target).config(config).connect();
    }

    /** Starts the long form of {@link #connect(String)}. */
    public static Builder builder(String target) {
        return new Builder(target);
    }

    /**
     * A stub of a service; making one is cheap, using one from many threads is fine.
     *
     * @throws IllegalArgumentException for methods with a reply where the target carries one-way calls only
     */
    public <S> S service(Class<S> type) {
        return service(Bindings.of(type));
    }

    /** A stub of a service, without reflection: {@code client.service(GreeterBinding.INSTANCE)}. */
    public <S> S service(ServiceBinding<S> binding) {
        link.check(binding);
        return binding.stub(caller);
    }

    /** A view of this client whose calls are made with {@code options}; it has no life of its own. */
    public RpcClient with(CallOptions options) {
        return new RpcClient(link, calls, counters, Objects.requireNonNull(options, "options"));
    }

    /**
     * Starts a call without a stub, for code that brings stubs of its own.
     *
     * @param method one instance for each method, kept
     * @throws RpcException UNAVAILABLE when no endpoint answers
     */
    public OutboundCall newCall(MethodInfo method, CallOptions options) {
        return calls.start(method, options);
    }

    /**
     * Reads the settings' files again, target and certificates included, for the next time it connects.
     *
     * @throws IllegalArgumentException saying what is wrong with them; then the former ones stay
     */
    public void reload() {
        link.reload();
    }

    /** Whether there is a connection that takes calls; without one the next call connects, and waits for it. */
    public boolean isConnected() {
        return link.isOpen();
    }

    /** Who is at the other end of the present connection, as far as the transport can tell. */
    public PeerIdentity peer() {
        return link.connection(options).peer();
    }

    /** Counts by name, as of now. */
    public Map<String, Long> counters() {
        return counters.snapshot();
    }

    /** Ends every call in flight with UNAVAILABLE and the connection with it. */
    @Override
    public void close() {
        link.close();
    }

    /** Settings of a client. */
    public static final class Builder {
        private final String target;
        private RpcConfig config;
        private Tls tls;
        private Transport transport;
        private final List<Interceptor> interceptors = new ArrayList<>();

        private Builder(String target) {
            this.target = Objects.requireNonNull(target, "target");
        }

        /** Where settings come from in place of {@link RpcConfig#load()}. */
        public Builder config(RpcConfig config) {
            this.config = Objects.requireNonNull(config, "config");
            return this;
        }

        /** Keys and trust, in place of the settings {@code nearcall.tls.*}. */
        public Builder tls(Tls tls) {
            this.tls = Objects.requireNonNull(tls, "tls");
            return this;
        }

        /** Connects to endpoints of its scheme by {@code transport}, in place of the one that is installed. */
        public Builder transport(Transport transport) {
            this.transport = Objects.requireNonNull(transport, "transport");
            return this;
        }

        /** Shows every call to {@code interceptor}; may be called more than once. */
        public Builder intercept(Interceptor interceptor) {
            interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
            return this;
        }

        /** Connects; see {@link RpcClient#connect(String)}. */
        public RpcClient connect() {
            RpcClient client = create();
            client.link.connection(CallOptions.DEFAULT);
            return client;
        }

        /** Makes a client that connects when its first call finds it unconnected. */
        public RpcClient create() {
            RpcConfig settings = config == null ? RpcConfig.load() : config;
            Counters counters = new Counters();
            Dispatcher objects = Dispatcher.ofClient(Limits.of(settings).references(), counters, interceptors);
            Link link = new Link(
                    target, settings, Optional.ofNullable(tls), counters, objects, Optional.ofNullable(transport));
            Calls calls = new Calls(link, Limits.of(settings).calls(), counters, interceptors);
            return new RpcClient(link, calls, counters, CallOptions.DEFAULT);
        }
    }
}
