package io.nearcall.grpc;

import io.grpc.Attributes;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.Tls;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.HostAndPort;
import io.nearcall.transport.Limits;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Log;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A gRPC server at one address. */
final class GrpcListener implements Listener {
    private static final Attributes.Key<InboundConnection> CONNECTION = Attributes.Key.create("nearcall-connection");

    /** Whether a server describes its services to whoever asks. */
    static final String REFLECTION = "nearcall.grpc.reflection";

    private enum Reflection {
        ON,
        OFF
    }

    /** What gRPC's own headers take, and metadata beyond its own size in base64. */
    private static final int HEADER_BYTES = 8 << 10;

    private static final long CLOSE_SECONDS = 5;
    private static final int ONE_WAY_COST = 1024;

    private final Endpoint endpoint;
    private final Server server;
    private final Sockets sockets;
    private final Connections connections;
    private final ServerKeys keys; // null in plaintext
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private GrpcListener(Endpoint endpoint, Server server, Sockets sockets, Connections connections, ServerKeys keys) {
        this.endpoint = endpoint;
        this.server = server;
        this.sockets = sockets;
        this.connections = connections;
        this.keys = keys;
    }

    /** The size of headers that a peer may send. */
    static int headerBytes(Limits limits) {
        return 2 * limits.metadata() + HEADER_BYTES;
    }

    static GrpcListener listen(Endpoint endpoint, TransportContext context, SocketAddress address, Optional<Tls> tls) {
        Limits limits = context.limits();
        Workers.allow(limits.threads());
        Sockets sockets = Sockets.best();
        long heartbeat = limits.heartbeat().isZero()
                ? Long.MAX_VALUE
                : limits.heartbeat().toNanos();
        boolean isUnix = !(address instanceof InetSocketAddress);
        Connections connections = new Connections(endpoint, context);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .channelFactory(connections.gate().before(sockets.server(isUnix)))
                .directExecutor() // what runs there blocks nowhere, and hands code of the user's to a worker
                .addTransportFilter(connections)
                .addStreamTracerFactory(new Ends.Factory())
                .fallbackHandlerRegistry(new AnyMethod(context.handler()))
                .maxInboundMessageSize(limits.message())
                .maxInboundMetadataSize(headerBytes(limits))
                .maxConcurrentCallsPerConnection(limits.calls() + limits.writeQueue() / ONE_WAY_COST)
                .handshakeTimeout(limits.handshake().toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .keepAliveTime(heartbeat, TimeUnit.NANOSECONDS)
                .keepAliveTimeout(heartbeat, TimeUnit.NANOSECONDS)
                .flowControlWindow(limits.stream()); // fixed: clients choose how many streams nobody reads
        if (isUnix) {
            builder.withChildOption(ChannelOption.SO_KEEPALIVE, null); // Netty warns of what these sockets do not have
        }
        if (context.config().choice(REFLECTION, Reflection.ON) == Reflection.ON) {
            builder.addService(ProtoReflectionServiceV1.newInstance());
        }
        ServerKeys keys = tls.map(ServerKeys::new).orElse(null);
        if (keys != null) {
            builder.sslContext(keys);
        }
        builder.bossEventLoopGroup(sockets.acquire()).workerEventLoopGroup(sockets.acquire());
        Server server = builder.build();
        try {
            server.start();
        } catch (IOException e) {
            releaseBoth(sockets);
            throw refused(endpoint, e);
        }
        Endpoint bound = isUnix
                ? endpoint
                : endpoint.withAddress(
                        HostAndPort.parse(endpoint).withPort(server.getPort()).toString());
        return new GrpcListener(bound, server, sockets, connections, keys);
    }

    /** A failure to listen, with the cure. */
    static RpcException refused(Endpoint endpoint, IOException why) {
        Throwable root = why;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String words = String.valueOf(root.getMessage());
        return new RpcException(
                StatusCode.UNAVAILABLE, endpoint + ": " + words + "; " + cure(root, words), Delivery.NOT_EXECUTED, why);
    }

    private static String cure(Throwable root, String words) {
        if (root instanceof UnknownHostException) {
            return "correct the name, or write 0.0.0.0 for every address of this machine";
        }
        if (words.contains("assign")) {
            return "it is not an address of this machine; write one that is, or 0.0.0.0 for all";
        }
        return words.contains("denied") ? "choose an address that this user may take" : "is another server there?";
    }

    private static void releaseBoth(Sockets sockets) {
        sockets.release(); // of those that accept
        sockets.release(); // of those that serve
    }

    /** Knows the connection of each call. */
    private static final class Connections extends ServerTransportFilter {
        private final Endpoint endpoint;
        private volatile TransportContext context;
        private volatile Compression compression;
        private final Set<InboundConnection> open = ConcurrentHashMap.newKeySet();

        Connections(Endpoint endpoint, TransportContext context) {
            this.endpoint = endpoint;
            use(context);
        }

        /** From the next connection on. */
        final void use(TransportContext newContext) {
            compression = Compression.of(newContext.config());
            context = newContext;
        }

        @Override
        public Attributes transportReady(Attributes transport) {
            InboundConnection connection = new InboundConnection(endpoint, context, compression, transport);
            open.add(connection);
            return transport.toBuilder().set(CONNECTION, connection).build();
        }

        @Override
        public void transportTerminated(Attributes transport) {
            InboundConnection connection = transport == null ? null : transport.get(CONNECTION);
            if (connection != null) { // else it ended before it was ready
                open.remove(connection);
                connection.close();
            }
        }

        Gate gate() {
            return new Gate(
                    () -> context.limits(), open::size, context.counters().counter("connections refused"));
        }

        void closeAll() {
            open.forEach(InboundConnection::close);
        }
    }

    /** Takes calls of any name; which there are, their connection knows. */
    private static final class AnyMethod extends HandlerRegistry {
        private final CallHandler handler;
        private final Map<String, ServerMethodDefinition<?, ?>> served = new ConcurrentHashMap<>();
        private volatile List<ServerServiceDefinition> described; // made when somebody asks

        AnyMethod(CallHandler handler) {
            this.handler = handler;
        }

        @Override
        public List<ServerServiceDefinition> getServices() {
            List<ServerServiceDefinition> known = described;
            if (known == null) {
                known = Schemas.of(handler.services());
                described = known;
            }
            return known;
        }

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String fullName, String authority) {
            MethodInfo.Kind kind = handler.kind(fullName);
            return kind == null
                    ? definition(fullName, MethodType.UNKNOWN)
                    : served.computeIfAbsent(fullName, name -> definition(name, Bytes.type(kind)));
        }

        /** Of the type gRPC must know: what of a reply waits for its end, to be written at once. */
        private static ServerMethodDefinition<?, ?> definition(String fullName, MethodType type) {
            return ServerMethodDefinition.create(
                    Bytes.method(fullName, type),
                    (call, headers) -> GrpcInbound.begin(call.getAttributes().get(CONNECTION), call, headers));
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void reload(TransportContext context) {
        Optional<Tls> tls = keys == null ? Optional.empty() : context.security();
        if (keys != null && !tls.map(Tls::hasKeys).orElse(false)) {
            throw new RpcException(
                    StatusCode.INVALID_ARGUMENT,
                    endpoint + ": a server that began with TLS needs keys; set nearcall.tls.certificate and"
                            + " nearcall.tls.key, or start it again for plaintext",
                    Delivery.NOT_EXECUTED);
        }
        connections.use(context); // first, as its settings may be wrong
        tls.ifPresent(keys::use);
    }

    @Override
    public CompletableFuture<Void> drain() {
        server.shutdown();
        end();
        return ended;
    }

    @Override
    public void close() {
        server.shutdown();
        connections.closeAll(); // tells the callers why
        server.shutdownNow();
        end();
        try {
            ended.get(CLOSE_SECONDS, TimeUnit.SECONDS); // then the address is free
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            Log.LOG.log(Level.WARNING, endpoint + " is still closing");
        }
    }

    private void end() {
        if (ending.compareAndSet(false, true)) {
            Workers.execute(() -> {
                try {
                    server.awaitTermination();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                releaseBoth(sockets);
                ended.complete(null);
            });
        }
    }
}
