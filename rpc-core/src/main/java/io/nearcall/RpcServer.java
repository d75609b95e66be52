package io.nearcall;

import io.nearcall.internal.Admission;
import io.nearcall.internal.Bindings;
import io.nearcall.internal.Dispatcher;
import io.nearcall.internal.ServerHealth;
import io.nearcall.internal.ServerLife;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.Counters;
import io.nearcall.transport.Limits;
import io.nearcall.transport.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Services at one or more endpoints.
 *
 * <p>Keeps the JVM alive until it is closed. SIGTERM closes it: calls in flight end first, as {@link #close} says;
 * a second one ends them.
 */
public final class RpcServer implements AutoCloseable {
    private final ServerLife life;
    private final ServerHealth health;
    private final Counters counters;

    private RpcServer(ServerLife life, ServerHealth health, Counters counters) {
        this.life = life;
        this.health = health;
        this.counters = counters;
    }

    /**
     * Serves one service on every endpoint of a target.
     *
     * @throws RpcException when an endpoint cannot be bound
     * @throws IllegalArgumentException when the target or the configuration makes no sense
     */
    public static <S> RpcServer serve(String target, Class<S> type, S service) {
        return builder().listen(target).serve(type, service).start();
    }

    /** Starts the long form of {@link #serve}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where it listens; port 0 is resolved. */
    public List<Endpoint> endpoints() {
        return life.listeners().stream().map(Listener::endpoint).toList();
    }

    /** Counts by name, as of now. */
    public Map<String, Long> counters() {
        return counters.snapshot();
    }

    /**
     * Says {@code status} to those who ask for the {@link Health} of a service, {@code ""} for the server.
     *
     * <p>What is served is SERVING from the start, as is the server, until it is closed; other names may be added. It
     * keeps no call away: that is up to clients and load balancers.
     *
     * @param service the full name, {@code package.Service}, as it travels
     */
    public void health(String service, Health.ServingStatus status) {
        health.set(service, status);
    }

    /**
     * Reads the settings' files and the certificates that they name again, for connections made from now on.
     *
     * <p>Where it listens stays as it is, as do limits of the server as a whole ({@code handlers}, {@code threads}, {@code
     * references}, {@code drain}) and what the program gave.
     *
     * @throws RuntimeException saying what is wrong with a setting or a certificate; that endpoint keeps its former ones
     */
    public void reload() {
        life.reload();
    }

    /** Waits until the server is closed. */
    public void awaitTermination() throws InterruptedException {
        life.awaitEnd();
    }

    /**
     * Says NOT_SERVING to those who watch its health, stops accepting, lets calls in flight end within {@code nearcall.limits.drain} (30 s) of their endpoint, then
     * ends what is left.
     *
     * <p>Clients are told, and connect elsewhere or again. In a handler it returns at once, and the server ends when that
     * call has; a handler that calls {@code System.exit} leaves the calls in flight one second.
     */
    @Override
    public void close() {
        life.close();
    }

    /** Ends every call in flight and every connection at once, where {@link #close} is waiting too. */
    public void closeNow() {
        life.closeNow();
    }

    /** Settings of a server. */
    public static final class Builder {
        private final List<String> targets = new ArrayList<>();
        private final List<Dispatcher.Service<?>> services = new ArrayList<>();
        private RpcConfig config;
        private Executor executor;
        private Tls tls;
        private final List<Interceptor> interceptors = new ArrayList<>();

        private Builder() {}

        /** Listens on every endpoint of a target; may be called more than once. */
        public Builder listen(String target) {
            targets.add(Objects.requireNonNull(target, "target"));
            return this;
        }

        /** Serves an interface; may be called more than once. */
        public <S> Builder serve(Class<S> type, S service) {
            return serve(Bindings.of(type), service);
        }

        /** Serves an interface without reflection: {@code serve(GreeterBinding.INSTANCE, greeter)}. */
        public <S> Builder serve(ServiceBinding<S> binding, S service) {
            services.add(new Dispatcher.Service<>(binding, Objects.requireNonNull(service, "service")));
            return this;
        }

        /**
         * Runs handlers on {@code executor}, which the caller owns; those of {@link Inline} methods stay where they are.
         *
         * <p>Without one the thread that finds a call runs it, and another takes over when it blocks.
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /** Shows every call to {@code interceptor}; may be called more than once. */
        public Builder intercept(Interceptor interceptor) {
            interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
            return this;
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

        /** Binds every endpoint and starts serving; binds none if one fails. */
        public RpcServer start() {
            if (targets.isEmpty() || services.isEmpty()) {
                throw new IllegalArgumentException(
                        "a server needs listen(target) and serve(type, service) before start()");
            }
            RpcConfig settings = config == null ? RpcConfig.load() : config;
            Counters counters = new Counters();
            int handlers = settings.integer("nearcall.limits.handlers", 0, 0);
            Admission admission = handlers == 0 ? null : new Admission(handlers, counters);
            List<String> names =
                    services.stream().map(one -> one.binding().name()).toList();
            ServerHealth health = new ServerHealth(names);
            List<Dispatcher.Service<?>> all = new ArrayList<>(services);
            if (!names.contains(HealthBinding.INSTANCE.name())) { // else the user serves it
                all.add(new Dispatcher.Service<>(HealthBinding.INSTANCE, health));
            }
            Dispatcher dispatcher = Dispatcher.of(
                    all, executor, interceptors, admission, Limits.of(settings).references(), counters);
            ServerLife life =
                    ServerLife.start(targets, settings, Optional.ofNullable(tls), counters, dispatcher, health);
            return new RpcServer(life, health, counters);
        }
    }
}
