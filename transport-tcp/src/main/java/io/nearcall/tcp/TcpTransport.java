package io.nearcall.tcp;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.Tls;
import io.nearcall.stream.ChannelDuplex;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.Streams;
import io.nearcall.stream.TlsDuplex;
import io.nearcall.transport.Connection;
import io.nearcall.transport.HostAndPort;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;

/**
 * TCP, scheme {@code tcp}: {@code tcp://host:port}.
 *
 * <p>With TLS where the program or the settings {@code nearcall.tls.*} give keys or trust, else in plaintext. A server in
 * plaintext listens on loopback only, unless the option {@code plaintext=true} says otherwise.
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
    public Set<String> keys() {
        return Set.of(TransportContext.PLAINTEXT);
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        HostAndPort to = HostAndPort.parse(endpoint);
        Optional<Tls> tls = context.security();
        return Streams.connect(endpoint, context, deadline -> open(to, tls, deadline));
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        HostAndPort at = HostAndPort.parse(endpoint);
        ServerSocketChannel channel = null;
        try {
            InetSocketAddress address = at.resolved();
            Optional<Tls> tls = context.serverSecurity(endpoint, address.getAddress());
            channel = ServerSocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true); // a restart must not wait for TIME_WAIT
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            Endpoint bound = endpoint.withAddress(at.withPort(port).toString());
            return Streams.listen(bound, context, new TcpAcceptor(bound, address, channel, tls));
        } catch (IOException e) {
            closeQuietly(channel);
            throw new RpcException(
                    StatusCode.UNAVAILABLE,
                    endpoint + ": " + e.getMessage() + "; " + cure(e),
                    Delivery.NOT_EXECUTED,
                    e);
        }
    }

    /** What to do when a server cannot listen. */
    private static String cure(IOException e) {
        String words = String.valueOf(e.getMessage());
        if (e instanceof UnknownHostException) {
            return "correct the name, or write 0.0.0.0 for every address of this machine";
        }
        if (words.contains("assign")) {
            return "it is not an address of this machine; write one that is, or 0.0.0.0 for all";
        }
        return words.contains("denied") ? "use a port from 1024 on, or port 0" : "is another server there?";
    }

    private static Duplex open(HostAndPort to, Optional<Tls> tls, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            int millis = (int) Math.max(1, deadline.remainingNanos() / 1_000_000);
            channel.socket().connect(to.resolved(), millis);
        } catch (SocketTimeoutException e) {
            channel.close();
            throw new IOException("no answer in time; is the host reachable?", e);
        } catch (UnknownHostException e) {
            channel.close();
            throw new IOException(e.getMessage() + "; is it spelt right?", e);
        } catch (IOException e) {
            channel.close();
            throw new IOException(e.getMessage() + "; is the server running?", e);
        }
        Duplex plain = duplex(channel);
        return tls.isEmpty() ? plain : secured(TlsDuplex.client(plain, tls.get(), to.host(), to.port()), deadline);
    }

    private static Duplex duplex(SocketChannel channel) throws IOException {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // a call is written whole: nothing to wait for
            return new ChannelDuplex(channel, PeerIdentity.of("tcp:/" + channel.getRemoteAddress()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Duplex secured(TlsDuplex duplex, Deadline deadline) throws IOException {
        duplex.handshake(deadline); // closes what it cannot secure
        return duplex;
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

    private static final class TcpAcceptor implements Streams.Acceptor {
        private final Endpoint endpoint;
        private final InetSocketAddress address;
        private final ServerSocketChannel server;
        private volatile Optional<Tls> tls;

        TcpAcceptor(Endpoint endpoint, InetSocketAddress address, ServerSocketChannel server, Optional<Tls> tls) {
            this.endpoint = endpoint;
            this.address = address;
            this.server = server;
            this.tls = tls;
        }

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
            Optional<Tls> now = tls;
            return deadline -> {
                Duplex plain = duplex(accepted);
                return now.isEmpty() ? plain : secured(TlsDuplex.server(plain, now.get()), deadline);
            };
        }

        @Override
        public void reload(TransportContext context) {
            tls = context.serverSecurity(endpoint, address.getAddress());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
