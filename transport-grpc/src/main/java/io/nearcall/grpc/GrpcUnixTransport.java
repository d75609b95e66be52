package io.nearcall.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * gRPC over a Unix domain socket, scheme {@code grpc+uds}: {@code grpc+uds:/run/greeter.sock}, an absolute path.
 *
 * <p>The socket is open to the user who made it. One that a dead server has left is replaced.
 */
public final class GrpcUnixTransport implements Transport {
    /** What strict servers expect where there is no host. */
    private static final String AUTHORITY = "localhost";

    /** Found by {@link java.util.ServiceLoader}. */
    public GrpcUnixTransport() {}

    @Override
    public String scheme() {
        return "grpc+uds";
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        String path = path(endpoint).toString();
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(
                        Sockets.best().unixAddress(path))
                .overrideAuthority(AUTHORITY)
                .usePlaintext();
        return GrpcConnection.connect(endpoint, context, builder, true);
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        Path path = path(endpoint);
        try {
            makeFree(path);
            Listener listener = GrpcListener.listen(
                    endpoint, context, Sockets.best().unixAddress(path.toString()), Optional.empty());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return listener;
        } catch (IOException e) {
            throw GrpcListener.refused(endpoint, e);
        }
    }

    private static Path path(Endpoint endpoint) {
        Path path = Path.of(endpoint.address());
        if (!path.isAbsolute()) {
            throw new RpcException(
                    StatusCode.INVALID_ARGUMENT,
                    endpoint + ": expected the absolute path of a socket such as grpc+uds:/run/greeter.sock",
                    Delivery.NOT_EXECUTED);
        }
        return path;
    }

    /** Looked at before Netty does, which removes the socket of a live server when it fails. */
    private static void makeFree(Path path) throws IOException {
        if (Files.exists(path)) {
            if (isServed(path)) {
                throw new BindException("the socket is in use");
            }
            Files.deleteIfExists(path);
        }
    }

    private static boolean isServed(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException refused) {
            return false;
        }
    }
}
