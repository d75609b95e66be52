package io.nearcall.uds;

import io.nearcall.PeerIdentity;
import io.nearcall.stream.ChannelDuplex;
import io.nearcall.stream.Streams;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** Unix domain sockets at a path, by the JDK's own channels. */
public final class PathSockets {
    private static final int BACKLOG = 1024;

    private PathSockets() {}

    /** Connects to the socket at a path. */
    public static ChannelDuplex connect(Path path) throws IOException {
        SocketFile.checkLength(path);
        if (!Files.exists(path)) {
            throw new IOException("no socket is at " + path + "; start the server, or check the name");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return connected(channel, path);
        } catch (IOException e) {
            channel.close();
            throw new IOException(e.getMessage() + " at " + path + "; is the server running, as the same user?", e);
        }
    }

    /** Takes over a channel that is connected by a path. */
    public static ChannelDuplex connected(SocketChannel channel, Path path) throws IOException {
        return new ChannelDuplex(channel, identity(channel, path));
    }

    /** Takes over a channel that is connected, by a path or by TCP. */
    static ChannelDuplex ofAnyFamily(SocketChannel channel) throws IOException {
        if (channel.getLocalAddress() instanceof UnixDomainSocketAddress local) {
            return connected(channel, local.getPath());
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // a call is written whole: nothing to wait for
        return new ChannelDuplex(channel, PeerIdentity.of("tcp:/" + channel.getRemoteAddress()));
    }

    /** Listens at a path. */
    public static Streams.Acceptor listen(Path path) throws IOException {
        SocketFile file = SocketFile.claim(path, PathSockets::answers);
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            file.bound();
            channel.configureBlocking(false);
            return new PathAcceptor(channel, file);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            file.close();
            throw e;
        }
    }

    private static boolean answers(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (java.net.ConnectException refused) {
            return false;
        }
    }

    private static PeerIdentity identity(SocketChannel channel, Path path) throws IOException {
        if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return PeerIdentity.of("uds:" + path);
        }
        UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return new PeerIdentity(
                "uds:" + path,
                Optional.of(peer.user().getName()),
                Optional.of(peer.group().getName()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                List.of());
    }

    private record PathAcceptor(ServerSocketChannel server, SocketFile file) implements Streams.Acceptor {
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
                    return connected(accepted, file.path());
                } catch (IOException | RuntimeException e) {
                    accepted.close();
                    throw e;
                }
            };
        }

        @Override
        public void close() throws IOException {
            try {
                file.close(); // first the file: a client that finds it must be accepted
            } finally {
                server.close();
            }
        }
    }
}
