package io.nearcall.uds;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stream.Streams;
import io.nearcall.transport.Connection;
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
 * A server's socket that is descriptor 0 of its process, as inetd and systemd give it: {@code inherited:stdin}.
 *
 * <p>It may listen or be connected, and be of Unix or TCP; with TCP there is no TLS, so that beyond loopback {@code
 * plaintext=true} must be said. A process that was given a connected one exits when the connection has ended. When the socket is closed the JDK puts
 * {@code /dev/null} in the place of descriptors 0, 1 and 2: what this process prints from then on is lost.
 */
public final class InheritedTransport implements Transport {
    private static final String STDIN = "stdin";

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
        if (!endpoint.address().equals(STDIN)) {
            throw failure(
                    StatusCode.INVALID_ARGUMENT,
                    endpoint,
                    "descriptor 0 alone can be inherited: inherited:stdin",
                    null);
        }
        try {
            Channel channel = System.inheritedChannel();
            if (channel instanceof ServerSocketChannel server) {
                checkPlaintext(endpoint, server.getLocalAddress(), context);
                return Streams.listen(endpoint, context, new InheritedAcceptor(server));
            }
            if (channel instanceof SocketChannel connected) {
                checkPlaintext(endpoint, connected.getLocalAddress(), context);
                return Streams.listen(endpoint, context, new OneConnection(connected));
            }
            throw new IOException("descriptor 0 is no socket; start this process by inetd, or by systemd with"
                    + " StandardInput=socket");
        } catch (IOException e) {
            throw failure(StatusCode.UNAVAILABLE, endpoint, e.getMessage(), e);
        }
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
