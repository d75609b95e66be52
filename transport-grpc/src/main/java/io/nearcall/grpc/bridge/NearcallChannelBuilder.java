package io.nearcall.grpc.bridge;

import io.grpc.ClientInterceptor;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolver;
import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.grpc.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Builds a gRPC channel to a target, which takes the first endpoint that answers.
 *
 * <p>The channel connects when a call finds it unconnected. What does not exist here throws {@link
 * UnsupportedOperationException}.
 */
public final class NearcallChannelBuilder extends ManagedChannelBuilder<NearcallChannelBuilder> {
    private final String target;
    private final List<ClientInterceptor> interceptors = new ArrayList<>();
    private RpcConfig config;
    private Executor executor = Workers::execute;
    private String authority = "localhost";
    private Integer maxInbound;

    private NearcallChannelBuilder(String target) {
        this.target = Objects.requireNonNull(target, "target");
    }

    /** A channel to a target: a name, an endpoint, or a list of both with commas. */
    public static NearcallChannelBuilder forTarget(String target) {
        return new NearcallChannelBuilder(target);
    }

    /** Where settings come from in place of {@link RpcConfig#load()}. */
    public NearcallChannelBuilder config(RpcConfig settings) {
        config = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /** Runs listeners on the threads that receive for all calls: they must not block. */
    @Override
    public NearcallChannelBuilder directExecutor() {
        return executor(Runnable::run);
    }

    /** Runs listeners on {@code executor}, which the caller owns; without one they run on threads of Nearcall's. */
    @Override
    public NearcallChannelBuilder executor(Executor executor) {
        this.executor = Objects.requireNonNull(executor, "executor");
        return this;
    }

    @Override
    public NearcallChannelBuilder intercept(List<ClientInterceptor> more) {
        interceptors.addAll(more);
        return this;
    }

    @Override
    public NearcallChannelBuilder intercept(ClientInterceptor... more) {
        return intercept(List.of(more));
    }

    /** What {@link ManagedChannel#authority} says; {@code localhost} otherwise. It does not travel. */
    @Override
    public NearcallChannelBuilder overrideAuthority(String name) {
        authority = Objects.requireNonNull(name, "name");
        return this;
    }

    /** No effect: the target's endpoint says whether it is encrypted, {@code ?plaintext=true} where it need not be. */
    @Override
    public NearcallChannelBuilder usePlaintext() {
        return this;
    }

    /** No effect: calls that were not executed are made again in any case, and others as {@code nearcall} decides. */
    @Override
    public NearcallChannelBuilder enableRetry() {
        return this;
    }

    /** Most bytes of a reply; beyond 4 MiB the server must allow as much. */
    @Override
    public NearcallChannelBuilder maxInboundMessageSize(int bytes) {
        maxInbound = Settings.atLeastNone(bytes);
        return this;
    }

    /** Most bytes of a reply's metadata, at most 16 KiB. */
    @Override
    public NearcallChannelBuilder maxInboundMetadataSize(int bytes) {
        return config(settings().with("nearcall.limits.metadata", String.valueOf(bytes)));
    }

    @Override
    public ManagedChannel build() {
        RpcClient client = RpcClient.builder(target)
                .config(Settings.allowing(maxInbound, settings()))
                .create();
        return new BridgeChannel(authority, client, executor, maxInbound, interceptors);
    }

    private RpcConfig settings() {
        return config == null ? RpcConfig.load() : config;
    }

    // ---- what there is not

    @Override
    public NearcallChannelBuilder userAgent(String userAgent) {
        throw Settings.unsupported("userAgent", "send metadata of your own from an interceptor");
    }

    @Override
    @Deprecated
    public NearcallChannelBuilder nameResolverFactory(NameResolver.Factory resolvers) {
        throw Settings.unsupported("nameResolverFactory", "a target is looked up in the configuration");
    }

    @Override
    public NearcallChannelBuilder useTransportSecurity() {
        throw Settings.unsupported("useTransportSecurity", "set nearcall.tls.* in the configuration");
    }

    @Override
    public NearcallChannelBuilder decompressorRegistry(DecompressorRegistry registry) {
        throw Settings.unsupported("decompressorRegistry", "nothing is compressed");
    }

    @Override
    public NearcallChannelBuilder compressorRegistry(CompressorRegistry registry) {
        throw Settings.unsupported("compressorRegistry", "nothing is compressed");
    }

    @Override
    public NearcallChannelBuilder idleTimeout(long value, TimeUnit unit) {
        throw Settings.unsupported("idleTimeout", "an idle connection costs no CPU and stays");
    }
}
