package io.nearcall.uds;

import io.nearcall.PeerIdentity;
import io.nearcall.stream.ChannelDuplex;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.Streams;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jnr.constants.platform.Fcntl;
import jnr.enxio.channels.NativeSelectableChannel;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.unixsocket.Credentials;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

/**
 * Unix domain sockets by jnr-unixsocket: abstract names, and numeric credentials.
 *
 * <p>Loading jnr takes hundreds of milliseconds at first use, so nothing else refers to this class. An abstract name has
 * no file whose permissions protect it: both sides refuse a peer of another user.
 */
final class NativeSockets {
    private static final int BACKLOG = 1024;
    private static final int FD_CLOEXEC = 1;
    private static final POSIX C = POSIXFactory.getNativePOSIX();

    private NativeSockets() {}

    /** Loads jnr, which takes hundreds of milliseconds at first, before a deadline runs. */
    static void prepare() throws IOException {
        UnixSocketChannel[] pair = UnixSocketChannel.pair();
        try {
            pair[0].getOption(UnixSocketOptions.SO_PEERCRED);
        } finally {
            pair[0].close();
            pair[1].close();
        }
    }

    static Duplex connect(String name) throws IOException {
        UnixSocketChannel channel = UnixSocketChannel.open();
        try {
            closeOnExec(channel);
            channel.connect(address(name));
            return duplex(channel, name);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException(e.getMessage() + " at " + name + "; is the server running, as the same user?", e);
        }
    }

    static Streams.Acceptor listen(String name) throws IOException {
        prepare();
        SocketFile file = isAbstract(name) ? null : SocketFile.claim(Path.of(name), NativeSockets::answers);
        UnixServerSocketChannel channel = null;
        try {
            channel = UnixServerSocketChannel.open();
            closeOnExec(channel);
            channel.socket().bind(address(name), BACKLOG);
            if (file != null) {
                file.bound();
            }
            channel.configureBlocking(false);
            return new NativeAcceptor(channel, name, file);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            if (file != null) {
                file.close();
            }
            throw new IOException(e.getMessage() + (isAbstract(name) ? "; does a live server listen there?" : ""), e);
        }
    }

    private static boolean answers(Path path) {
        try (UnixSocketChannel probe = UnixSocketChannel.open(new UnixSocketAddress(path.toFile()))) {
            return probe.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static Duplex duplex(UnixSocketChannel channel, String name) throws IOException {
        Credentials peer = channel.getOption(UnixSocketOptions.SO_PEERCRED);
        int self = RuntimeDirectory.uid();
        if (isAbstract(name) && peer.getUid() != self) {
            throw new IOException("the peer has uid " + peer.getUid() + ", this process " + self
                    + "; an abstract name serves one user only, use a path for several");
        }
        return new ChannelDuplex(
                channel,
                new PeerIdentity(
                        "uds:" + name,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.of(peer.getUid()),
                        OptionalInt.of(peer.getGid()),
                        OptionalLong.of(peer.getPid()),
                        List.of()));
    }

    /** What jnr opens would go to a process that native code forks. */
    private static void closeOnExec(NativeSelectableChannel channel) throws IOException {
        if (C.fcntlInt(channel.getFD(), Fcntl.F_SETFD, FD_CLOEXEC) < 0) {
            throw new IOException("fcntl: " + C.strerror(C.errno()));
        }
    }

    private static boolean isAbstract(String name) {
        return name.startsWith("@");
    }

    /** jnr writes the kernel's leading zero of an abstract name as a zero character. */
    private static UnixSocketAddress address(String name) {
        return new UnixSocketAddress(isAbstract(name) ? "\0" + name.substring(1) : name);
    }

    private record NativeAcceptor(UnixServerSocketChannel server, String name, SocketFile file)
            implements Streams.Acceptor {
        @Override
        public SelectableChannel channel() {
            return server;
        }

        @Override
        public Streams.Opening accept() throws IOException {
            UnixSocketChannel accepted = server.accept();
            if (accepted == null) {
                return null;
            }
            return deadline -> {
                try {
                    closeOnExec(accepted);
                    return duplex(accepted, name);
                } catch (IOException | RuntimeException e) {
                    accepted.close();
                    throw e;
                }
            };
        }

        @Override
        public void close() throws IOException {
            try {
                if (file != null) {
                    file.close();
                }
            } finally {
                server.close();
            }
        }
    }
}
