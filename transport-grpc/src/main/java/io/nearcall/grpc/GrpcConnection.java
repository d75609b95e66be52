package io.nearcall.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.Tls;
import io.nearcall.stream.TlsFailures;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Limits;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.TransportContext;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * A gRPC channel while it is ready, seen by its client.
 *
 * <p>It ends for new calls when no server of the target is reached any more, so that the client looks at its endpoints
 * again from the first one on; calls in flight end as the server lets them.
 */
final class GrpcConnection implements Connection {
    private static final long NEVER_DAYS = 365; // gRPC takes more than 30 days for no limit
    /** Only where it is set, and every 10 s at most: servers of others hang up on clients that ask oftener than they like. */
    private static final String WINDOW = "nearcall.limits.stream";

    private static final String HEARTBEAT = "nearcall.limits.heartbeat";

    private static final long REASON_MILLIS = 500;

    private final Endpoint endpoint;
    private final Limits limits;
    private final CallOptions callOptions;
    private final ManagedChannel channel;
    private final Sockets sockets;
    private final Tls tls; // null in plaintext
    private final PeerIdentity peer;
    private final Semaphore inFlight;
    private final Semaphore oneWays; // bytes
    private final Map<MethodInfo, MethodDescriptor<byte[], byte[]>> methods = new ConcurrentHashMap<>();
    private final Relay workers = new Relay();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile boolean open = true;

    private GrpcConnection(
            Endpoint endpoint,
            Limits limits,
            CallOptions callOptions,
            ManagedChannel channel,
            Sockets sockets,
            Tls tls) {
        this.endpoint = endpoint;
        this.limits = limits;
        this.callOptions = callOptions;
        this.channel = channel;
        this.sockets = sockets;
        this.tls = tls;
        this.peer = PeerIdentity.of(endpoint.scheme() + ":" + endpoint.address());
        this.inFlight = new Semaphore(limits.calls());
        this.oneWays = new Semaphore(limits.writeQueue(), true);
    }

    /** Waits for a server; {@code tls} is null in plaintext. */
    static GrpcConnection connect(
            Endpoint endpoint, TransportContext context, NettyChannelBuilder builder, boolean isUnix, Tls tls) {
        Limits limits = context.limits();
        CallOptions own = Compression.of(context.config()).options();
        Workers.allow(limits.threads());
        Sockets sockets = Sockets.best();
        if (context.config().get(HEARTBEAT).isPresent() && !limits.heartbeat().isZero()) {
            builder.keepAliveTime(limits.heartbeat().toNanos(), TimeUnit.NANOSECONDS)
                    .keepAliveTimeout(limits.heartbeat().toNanos(), TimeUnit.NANOSECONDS);
        }
        builder.eventLoopGroup(sockets.acquire())
                .channelType(sockets.client(isUnix))
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(limits.connect().toMillis(), Integer.MAX_VALUE))
                .directExecutor() // what runs there blocks nowhere, and hands code of the user's to a worker
                .withOption(ChannelOption.AUTO_CLOSE, false) // a server that hangs up has sent its last replies before
                .maxInboundMessageSize(limits.message())
                .maxInboundMetadataSize(GrpcListener.headerBytes(limits))
                .idleTimeout(NEVER_DAYS, TimeUnit.DAYS);
        if (context.config().get(WINDOW).isPresent()) {
            builder.flowControlWindow(limits.stream());
        } else {
            builder.initialFlowControlWindow(limits.stream());
        }
        if (isUnix) {
            builder.withOption(ChannelOption.SO_KEEPALIVE, null); // Netty warns of what these sockets do not have
        }
        ManagedChannel channel = build(builder, endpoint, sockets);
        GrpcConnection connection = new GrpcConnection(endpoint, limits, own, channel, sockets, tls);
        try {
            connection.awaitReady(Deadline.after(limits.connect().plus(limits.handshake())));
        } catch (RpcException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private static ManagedChannel build(NettyChannelBuilder builder, Endpoint endpoint, Sockets sockets) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) { // a target that no name resolver takes
            sockets.release();
            throw new RpcException(
                    StatusCode.INVALID_ARGUMENT, endpoint + ": " + e.getMessage(), Delivery.NOT_EXECUTED, e);
        }
    }

    private void awaitReady(Deadline deadline) {
        for (ConnectivityState state = channel.getState(true);
                state != ConnectivityState.READY;
                state = channel.getState(true)) {
            if (state == ConnectivityState.TRANSIENT_FAILURE) {
                throw unreachable(reason());
            }
            CompletableFuture<Void> changed = new CompletableFuture<>();
            channel.notifyWhenStateChanged(state, () -> changed.complete(null));
            if (!isDoneBy(changed, deadline)) {
                throw unreachable("no answer in time; is the host reachable, and a gRPC server there?");
            }
        }
        channel.notifyWhenStateChanged(ConnectivityState.READY, this::drain);
    }

    private boolean isDoneBy(CompletableFuture<?> future, Deadline deadline) {
        try {
            future.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(
                    StatusCode.CANCELLED, endpoint + ": interrupted while connecting", Delivery.NOT_EXECUTED, e);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    /** Why the channel is not ready, which it tells to calls only. */
    private String reason() {
        CompletableFuture<Status> status = new CompletableFuture<>();
        ClientCall<byte[], byte[]> probe =
                channel.newCall(Bytes.method("nearcall/Probe", MethodType.UNARY), CallOptions.DEFAULT);
        probe.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status end, Metadata trailers) {
                        status.complete(end);
                    }
                },
                new Metadata());
        if (isDoneBy(status, Deadline.afterNanos(TimeUnit.MILLISECONDS.toNanos(REASON_MILLIS)))) {
            return reason(status.join());
        }
        probe.cancel("no reason within " + REASON_MILLIS + " ms", null);
        return "the connection failed; is the server running?";
    }

    private String reason(Status failure) {
        for (Throwable cause = failure.getCause(); tls != null && cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException refused) {
                SSLEngine engine = tls.context().createSSLEngine(host(), -1);
                engine.setUseClientMode(true);
                return TlsFailures.explained(refused, engine).getMessage();
            }
        }
        return GrpcStatus.words(failure) + "; is the server running, and the address right?";
    }

    /** The name that the server's certificate must have. */
    private String host() {
        String authority = channel.authority();
        int port = authority.lastIndexOf(':');
        return (port < 0 ? authority : authority.substring(0, port)).replaceAll("[\\[\\]]", ""); // [::1]:443
    }

    private RpcException unreachable(String why) {
        return new RpcException(StatusCode.UNAVAILABLE, endpoint + ": " + why, Delivery.NOT_EXECUTED);
    }

    // ---- Connection

    @Override
    public OutboundCall newCall(MethodInfo method, long target, io.nearcall.CallOptions options) {
        if (!open) {
            throw new RpcException(
                    StatusCode.UNAVAILABLE,
                    method + ": the connection to " + endpoint + " has ended",
                    Delivery.NOT_EXECUTED);
        }
        if (options.metadata().size() > limits.metadata()) {
            throw new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": metadata of " + options.metadata().size() + " bytes is over the limit of "
                            + limits.metadata() + " bytes; raise nearcall.limits.metadata on both sides",
                    Delivery.NOT_EXECUTED);
        }
        return new GrpcOutbound(this, method, options);
    }

    @Override
    public CallHandler.Session session() {
        return null; // gRPC's servers do not call
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public PeerIdentity peer() {
        return peer;
    }

    @Override
    public void drain() {
        open = false;
        endIfIdle();
    }

    @Override
    public void close() {
        open = false;
        channel.shutdownNow();
        end();
    }

    private void endIfIdle() {
        if (!open && calls.get() == 0) {
            end();
        }
    }

    private void end() {
        if (ending.compareAndSet(false, true)) {
            channel.shutdown();
            Workers.execute(() -> {
                try {
                    channel.awaitTermination(NEVER_DAYS, TimeUnit.DAYS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                sockets.release();
            });
        }
    }

    // ---- what its calls need

    Endpoint endpoint() {
        return endpoint;
    }

    Limits limits() {
        return limits;
    }

    /** What every call has. */
    CallOptions callOptions() {
        return callOptions;
    }

    /** Run what is done when a call has ended. */
    Relay workers() {
        return workers;
    }

    ClientCall<byte[], byte[]> newCall(MethodInfo method, CallOptions options) {
        return channel.newCall(methods.computeIfAbsent(method, Bytes::method), options);
    }

    /** Takes a place among the calls in flight; a blocking caller waits for one. */
    void begin(MethodInfo method, boolean mayWait, Deadline deadline) {
        if (!isTaken(inFlight, method, 1, mayWait, deadline)) {
            throw new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": too many calls are in flight on this connection to " + endpoint
                            + "; raise nearcall.limits.calls or connect twice",
                    Delivery.NOT_EXECUTED);
        }
        calls.incrementAndGet();
    }

    void ended() {
        inFlight.release();
        calls.decrementAndGet();
        endIfIdle();
    }

    /** Waits for room among the one-way calls in flight. */
    void beginOneWay(MethodInfo method, int cost, Deadline deadline) {
        if (!isTaken(oneWays, method, cost, true, deadline)) {
            throw new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": the queue of one-way calls to " + endpoint
                            + " stayed full until the deadline; the server is slower than its callers",
                    Delivery.NOT_EXECUTED);
        }
        calls.incrementAndGet();
    }

    void oneWayEnded(int cost) {
        oneWays.release(cost);
        calls.decrementAndGet();
        endIfIdle();
    }

    private static boolean isTaken(
            Semaphore permits, MethodInfo method, int amount, boolean mayWait, Deadline deadline) {
        if (permits.tryAcquire(amount)) {
            return true;
        }
        if (!mayWait || Sockets.areServedHere()) {
            return false;
        }
        try {
            if (deadline != null) {
                return permits.tryAcquire(amount, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
            permits.acquire(amount);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(
                    StatusCode.CANCELLED, method + ": the calling thread was interrupted", Delivery.NOT_EXECUTED);
        }
    }
}
