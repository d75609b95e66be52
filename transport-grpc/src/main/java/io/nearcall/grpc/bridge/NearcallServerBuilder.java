package io.nearcall.grpc.bridge;

import io.grpc.BindableService;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.HandlerRegistry;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import io.nearcall.grpc.Workers;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Builds a gRPC server that listens on every endpoint of a target.
 *
 * <p>Without an executor a handler runs on the thread that finds its call, and another takes over when it blocks; what
 * comes later in a call runs on threads of Nearcall's. What does not exist here throws {@link
 * UnsupportedOperationException}.
 */
public final class NearcallServerBuilder extends ServerBuilder<NearcallServerBuilder> {
    private final RpcServer.Builder server = RpcServer.builder();
    private final List<ServerServiceDefinition> services = new ArrayList<>();
    private final List<ServerInterceptor> interceptors = new ArrayList<>();
    private final List<ServerStreamTracer.Factory> tracers = new ArrayList<>();
    private RpcConfig config;
    private Executor executor = Workers::execute;
    private Integer maxInbound;

    private NearcallServerBuilder(String target) {
        server.listen(target);
    }

    /** A server of a target: a name, an endpoint, or a list of both with commas. */
    public static NearcallServerBuilder forTarget(String target) {
        return new NearcallServerBuilder(target);
    }

    /** Where settings come from in place of {@link RpcConfig#load()}. */
    public NearcallServerBuilder config(RpcConfig settings) {
        config = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /** What a server does that is given no executor. */
    @Override
    public NearcallServerBuilder directExecutor() {
        return this;
    }

    /** Runs handlers and listeners on {@code executor}, which the caller owns. */
    @Override
    public NearcallServerBuilder executor(Executor executor) {
        this.executor = Objects.requireNonNull(executor, "executor");
        server.executor(executor);
        return this;
    }

    @Override
    public NearcallServerBuilder addService(ServerServiceDefinition service) {
        services.add(Objects.requireNonNull(service, "service"));
        return this;
    }

    @Override
    public NearcallServerBuilder addService(BindableService service) {
        return addService(service.bindService());
    }

    @Override
    public NearcallServerBuilder intercept(ServerInterceptor interceptor) {
        interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return this;
    }

    @Override
    public NearcallServerBuilder addStreamTracerFactory(ServerStreamTracer.Factory factory) {
        tracers.add(Objects.requireNonNull(factory, "factory"));
        return this;
    }

    /** Most bytes of a request; beyond 4 MiB the clients must allow as much. */
    @Override
    public NearcallServerBuilder maxInboundMessageSize(int bytes) {
        maxInbound = Settings.atLeastNone(bytes);
        return this;
    }

    /** Most bytes of a call's metadata, at most 16 KiB. */
    @Override
    public NearcallServerBuilder maxInboundMetadataSize(int bytes) {
        return config(settings().with("nearcall.limits.metadata", String.valueOf(bytes)));
    }

    @Override
    public Server build() {
        server.config(Settings.allowing(maxInbound, settings()));
        for (ServerServiceDefinition service : services) {
            ServerServiceDefinition intercepted = ServerInterceptors.intercept(service, interceptors);
            server.serve(new BridgeService(intercepted, executor, maxInbound, List.copyOf(tracers)), intercepted);
        }
        return new BridgeServer(server, List.copyOf(services));
    }

    private RpcConfig settings() {
        return config == null ? RpcConfig.load() : config;
    }

    // ---- what there is not

    @Override
    public NearcallServerBuilder fallbackHandlerRegistry(HandlerRegistry registry) {
        throw Settings.unsupported("fallbackHandlerRegistry", "add each service");
    }

    @Override
    public NearcallServerBuilder useTransportSecurity(File certificates, File key) {
        throw Settings.unsupported("useTransportSecurity", "set nearcall.tls.* in the configuration");
    }

    @Override
    public NearcallServerBuilder decompressorRegistry(DecompressorRegistry registry) {
        throw Settings.unsupported("decompressorRegistry", "nothing is compressed");
    }

    @Override
    public NearcallServerBuilder compressorRegistry(CompressorRegistry registry) {
        throw Settings.unsupported("compressorRegistry", "nothing is compressed");
    }

    @Override
    public NearcallServerBuilder handshakeTimeout(long timeout, TimeUnit unit) {
        return config(settings().with("nearcall.limits.handshake", unit.toMillis(timeout) + "ms"));
    }
}
