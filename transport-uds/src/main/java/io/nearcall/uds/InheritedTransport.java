package io.nearcall.uds;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stream.Streams;
import io.nearcall.transport.Connection;
import io.nearcall.transport.HostAndPort;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;

/**
 * A server's socket that another program has opened, scheme {@code inherited}.
 *
 * <p>{@code inherited:stdin} is descriptor 0, as inetd gives it, or systemd by {@code StandardInput=socket}; {@code inherited:fd3} and {@code
 * inherited:name} are one of those of socket activation, by its number or its name in {@code LISTEN_FDNAMES}, for which jnr is
 * loaded. A process takes one such socket in its life, as the JDK adopts one.
 *
 * <p>It may listen or be connected, and be of Unix or TCP; with TCP there is no TLS, so that beyond loopback {@code
 * plaintext=true} must be said. A process that was given a connected one exits when the connection has ended. When descriptor 0 is closed the
 * JDK puts {@code /dev/null} in the place of descriptors 0, 1 and 2: what this process prints from then on is lost.
 */
public final class InheritedTransport implements Transport {
    private static final String STDIN = "stdin";

    private static String taken; // the address of the one that was

    /** Found by {@link java.util.ServiceLoader}. */
    public InheritedTransport() {}

    @Override
    public String scheme() {
        return "inherited";
    }

    @Override
    public Set<String> keys() {
        return Set.of(TransportContext.PLAINTEXT);
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        throw failure(StatusCode.INVALID_ARGUMENT, endpoint, "is of servers; connect to where it listens", null);
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        try {
            Channel channel = adopted(endpoint.address());
            boolean isActivated = !endpoint.address().equals(STDIN);
            try {
                return listen(endpoint, context, channel, isActivated);
            } catch (IOException | RuntimeException e) { // the JDK adopts no second one
                close(channel, isActivated);
                throw e;
            }
        } catch (LinkageError e) {
            throw failure(
                    StatusCode.UNAVAILABLE,
                    endpoint,
                    "jnr-posix cannot be loaded (" + e + "); put it on the class path, or use inherited:stdin",
                    e);
        } catch (IOException e) {
            throw failure(StatusCode.UNAVAILABLE, endpoint, e.getMessage(), e);
        }
    }

    private static Listener listen(Endpoint endpoint, TransportContext context, Channel channel, boolean isActivated)
            throws IOException {
        if (channel instanceof ServerSocketChannel server) {
            checkPlaintext(endpoint, server.getLocalAddress(), context);
            return Streams.listen(
                    bound(endpoint, server.getLocalAddress()), context, new InheritedAcceptor(server, isActivated));
        }
        if (channel instanceof SocketChannel connected) {
            checkPlaintext(endpoint, connected.getLocalAddress(), context);
            return Streams.listen(endpoint, context, new OneConnection(connected, isActivated));
        }
        throw new IOException("a datagram socket carries no calls; use one of a stream (ListenStream= of systemd)");
    }

    /** Closes what {@link #listen} has adopted; stdout and stderr stay as they are where jnr is there anyway. */
    static void close(Channel adopted, boolean isActivated) throws IOException {
        if (isActivated) {
            Activation.close(adopted);
        } else {
            adopted.close();
        }
    }

    private static synchronized Channel adopted(String address) throws IOException {
        if (taken != null) {
            throw new IOException("this process has taken its inherited:" + taken
                    + " already, and the JDK adopts one socket in the life of a process");
        }
        Channel channel;
        if (address.equals(STDIN)) {
            channel = System.inheritedChannel();
        } else {
            int descriptor = Activation.descriptor(
                    address, System.getenv(), ProcessHandle.current().pid());
            channel = Activation.adopted(descriptor);
        }
        if (channel == null) {
            throw new IOException(
                    address.equals(STDIN)
                            ? "descriptor 0 is no socket; start this process by inetd, or by systemd with"
                                    + " StandardInput=socket"
                            : "the descriptor is no socket, or System.inheritedChannel was called before");
        }
        taken = address;
        return channel;
    }

    /** Where clients find it, as far as the socket tells. */
    private static Endpoint bound(Endpoint endpoint, SocketAddress address) {
        if (address instanceof InetSocketAddress internet) {
            String host = internet.getAddress().getHostAddress();
            return new Endpoint("tcp", new HostAndPort(host, internet.getPort()).toString(), endpoint.options());
        }
        String path = address.toString(); // empty for an abstract name
        return path.isEmpty() ? endpoint : new Endpoint("uds", path, endpoint.options());
    }

    private static void checkPlaintext(Endpoint endpoint, SocketAddress address, TransportContext context) {
        if (address instanceof InetSocketAddress internet
                && context.serverSecurity(endpoint, internet.getAddress()).isPresent()) {
            throw failure(StatusCode.INVALID_ARGUMENT, endpoint, "has no TLS; listen at tcp: for that", null);
        }
    }

    private static RpcException failure(StatusCode code, Endpoint endpoint, String words, Throwable cause) {
        return new RpcException(code, endpoint + ": " + words, Delivery.NOT_EXECUTED, cause);
    }
}
