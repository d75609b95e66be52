package io.nearcall.tcp;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stream.ChannelDuplex;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.Streams;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * TCP, scheme {@code tcp}: {@code tcp://host:port}, in plaintext on loopback only unless {@code plaintext=true} says
 * otherwise.
 */
public final class TcpTransport implements Transport {
    private static final int BACKLOG = 1024;

    /** Found by {@link java.util.ServiceLoader}. */
    public TcpTransport() {}

    @Override
    public String scheme() {
        return "tcp";
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        HostAndPort to = HostAndPort.parse(endpoint);
        return Streams.connect(endpoint, context, deadline -> open(to, deadline));
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        HostAndPort at = HostAndPort.parse(endpoint);
        ServerSocketChannel channel = null;
        try {
            InetSocketAddress address = at.resolved();
            boolean plaintext = context.tls().isEmpty();
            if (plaintext
                    && !address.getAddress().isLoopbackAddress()
                    && !context.config().flag("nearcall.plaintext", false)) {
                throw new RpcException(
                        StatusCode.INVALID_ARGUMENT,
                        endpoint + ": refuses to listen beyond this machine in plaintext; set nearcall.tls.certificate"
                                + " and nearcall.tls.key, or say plaintext=true if the network is yours",
                        Delivery.NOT_EXECUTED);
            }
            channel = ServerSocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true); // a restart must not wait for TIME_WAIT
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            Endpoint bound = endpoint.withAddress(at.withPort(port).toString());
            return Streams.listen(bound, context, new TcpAcceptor(channel));
        } catch (IOException e) {
            closeQuietly(channel);
            throw new RpcException(
                    StatusCode.UNAVAILABLE,
                    endpoint + ": " + e.getMessage() + "; is another server there?",
                    Delivery.NOT_EXECUTED,
                    e);
        }
    }

    private static Duplex open(HostAndPort to, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            int millis = (int) Math.max(1, deadline.remainingNanos() / 1_000_000);
            channel.socket().connect(to.resolved(), millis);
            return duplex(channel);
        } catch (SocketTimeoutException e) {
            channel.close();
            throw new IOException("no answer in time; is the host reachable?", e);
        } catch (IOException e) {
            channel.close();
            throw new IOException(e.getMessage() + "; is the server running?", e);
        }
    }

    private static Duplex duplex(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // a call is written whole: nothing to wait for
        return new ChannelDuplex(channel, PeerIdentity.of("tcp:/" + channel.getRemoteAddress()));
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // the first error is the one to tell
            }
        }
    }

    private record TcpAcceptor(ServerSocketChannel server) implements Streams.Acceptor {
        @Override
        public SelectableChannel channel() {
            return server;
        }

        @Override
        public Streams.Opening accept() throws IOException {
            SocketChannel accepted = server.accept();
            if (accepted == null) {
                return null;
            }
            return deadline -> {
                try {
                    return duplex(accepted);
                } catch (IOException | RuntimeException e) {
                    accepted.close();
                    throw e;
                }
            };
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
