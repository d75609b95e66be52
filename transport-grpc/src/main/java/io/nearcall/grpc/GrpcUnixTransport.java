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
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

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
    public Set<String> keys() {
        return Set.of(GrpcListener.REFLECTION, Compression.KEY);
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        String path = path(endpoint).toString();
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(
                        Sockets.best().unixAddress(path))
                .overrideAuthority(AUTHORITY)
                .usePlaintext();
        return GrpcConnection.connect(endpoint, context, builder, true, null);
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        Path path = path(endpoint);
        try {
            makeFree(path);
            Listener listener = GrpcListener.listen(
                    endpoint, context, Sockets.best().unixAddress(path.toString()), Optional.empty());
            try {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            } catch (IOException e) {
                listener.close();
                throw e;
            }
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
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException free) {
            return;
        }
        if (!found.isOther()) {
            throw new IOException("what is there is not a socket; remove it or use another path");
        }
        if (isServed(path)) {
            throw new BindException("the socket is in use");
        }
        Files.deleteIfExists(path);
    }

    /** Whether somebody listens there, be its queue full. */
    private static boolean isServed(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException refused) {
            return false;
        }
    }
}
