package io.nearcall.pipe;

import io.nearcall.Deadline;
import io.nearcall.stream.ChannelDuplex;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.SocketUpgrade;
import io.nearcall.stream.Streams;
import io.nearcall.stream.Waits;
import io.nearcall.transport.Log;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import io.nearcall.uds.PathSockets;
import io.nearcall.uds.RuntimeDirectory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The way from the two pipes to a Unix socket, and on to shared memory where both sides have it.
 *
 * <pre>
 *  parent                                        child
 *  listens in its private directory
 *  length, path                   -&gt;          connects
 *                                 &lt;=          token, on the socket
 *                                 &lt;-          '+'
 *  removes the path
 * </pre>
 *
 * <p>A length of 0 from the parent, or '-' from the child, leaves the two on their pipes. These stay open in any case: see
 * {@link UpgradedDuplex}.
 */
final class Upgrade {
    static final String KEY = "nearcall.upgrade";

    private static final String PREFIX = "child-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{16}"); // no server's: those have a suffix
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1); // a name lives for as long as a handshake
    private static final byte COMES = '+';
    private static final byte STAYS = '-';

    private enum Mode {
        AUTO,
        OFF
    }

    private final TransportContext context;
    private final String token;
    private final boolean wanted;
    private final Optional<SocketUpgrade> memory;

    Upgrade(TransportContext context, String token) {
        this.context = context;
        this.token = token;
        this.wanted = context.config().choice(KEY, Mode.AUTO) == Mode.AUTO;
        this.memory = wanted ? installed() : Optional.empty();
    }

    private static Optional<SocketUpgrade> installed() {
        for (Transport transport : ServiceLoader.load(Transport.class, Upgrade.class.getClassLoader())) {
            if (transport instanceof SocketUpgrade found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** What this side offers, as bits of the HELLO. */
    long features() {
        return wanted ? Streams.SOCKET | (memory.isPresent() ? Streams.SHARED_MEMORY : 0) : 0;
    }

    /** The parent's side. */
    Duplex lead(PipeDuplex pipes, long features, Deadline deadline) throws IOException {
        if ((features & Streams.SOCKET) == 0) {
            return pipes;
        }
        Path path = null;
        ServerSocketChannel server = null;
        try {
            try {
                path = name();
                server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                server.bind(UnixDomainSocketAddress.of(path), 1);
                server.configureBlocking(false);
            } catch (IOException e) {
                Log.LOG.log(Level.DEBUG, "calls of " + pipes.peer().address() + " stay on its pipes", e);
                write(pipes, new byte[] {0}, deadline);
                return pipes;
            }
            write(pipes, withLength(path), deadline);
            if (read(pipes, 1, deadline)[0] != COMES) {
                return pipes;
            }
            return upgraded(pipes, admitted(server, path, deadline), path, features, true, deadline);
        } finally {
            close(server, path);
        }
    }

    private static void close(ServerSocketChannel server, Path path) {
        try {
            if (server != null) {
                server.close();
            }
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            Log.LOG.log(Level.DEBUG, path + " is left behind", e);
        }
    }

    /** The child's side. */
    Duplex follow(PipeDuplex pipes, long features, Deadline deadline) throws IOException {
        int length = (features & Streams.SOCKET) == 0 ? 0 : read(pipes, 1, deadline)[0];
        if (length <= 0) {
            return pipes;
        }
        Path path = Path.of(new String(read(pipes, length, deadline), StandardCharsets.UTF_8));
        ChannelDuplex socket;
        try {
            socket = PathSockets.connect(path);
        } catch (IOException e) { // another user, or another view of the files
            Log.LOG.log(Level.DEBUG, "calls of the parent stay on the pipes", e);
            write(pipes, new byte[] {STAYS}, deadline);
            return pipes;
        }
        try {
            write(socket, token.getBytes(StandardCharsets.US_ASCII), deadline);
            write(pipes, new byte[] {COMES}, deadline);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
        return upgraded(pipes, socket, path, features, false, deadline);
    }

    private ChannelDuplex admitted(ServerSocketChannel server, Path path, Deadline deadline) throws IOException {
        SocketChannel channel = server.accept(); // the child is there, as it says so
        if (channel == null) {
            throw new IOException("it says that it has connected, and has not");
        }
        ChannelDuplex socket = PathSockets.connected(channel, path);
        try {
            byte[] said = read(socket, token.length(), deadline);
            if (!token.equals(new String(said, StandardCharsets.US_ASCII))) {
                throw new IOException("what has connected in place of the child lacks its token");
            }
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Duplex upgraded(
            PipeDuplex pipes, ChannelDuplex socket, Path path, long features, boolean client, Deadline deadline)
            throws IOException {
        Duplex near = socket;
        try {
            if ((features & Streams.SHARED_MEMORY) != 0 && memory.isPresent()) {
                near = memory.get()
                        .over(unused -> socket, path, client, context)
                        .upgrade(socket, Streams.SHARED_MEMORY, deadline);
            }
            return new UpgradedDuplex(near, pipes, context);
        } catch (IOException | RuntimeException e) {
            near.close();
            socket.close();
            throw e;
        }
    }

    /** A new name in the runtime directory, which is this user's alone. */
    private static Path name() throws IOException {
        Path directory = RuntimeDirectory.create();
        try (DirectoryStream<Path> others = Files.newDirectoryStream(directory, Upgrade::isName)) {
            others.forEach(Upgrade::removeIfLeftBehind);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return directory.resolve(
                PREFIX + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
    }

    private static boolean isName(Path path) {
        return NAME.matcher(path.getFileName().toString()).matches();
    }

    private static void removeIfLeftBehind(Path name) {
        try {
            Instant old = Instant.now().minus(LEFT_BEHIND);
            if (Files.getLastModifiedTime(name).toInstant().isBefore(old)) {
                Files.deleteIfExists(name);
            }
        } catch (IOException e) {
            Log.LOG.log(Level.DEBUG, name + " was removed by another parent, or cannot be", e);
        }
    }

    private static byte[] withLength(Path path) {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + name.length)
                .put((byte) name.length)
                .put(name)
                .array(); // 107 at most, as it is bound
    }

    private static void write(Duplex duplex, byte[] bytes, Deadline deadline) throws IOException {
        ByteBuffer[] rest = {ByteBuffer.wrap(bytes)};
        while (rest[0].hasRemaining()) {
            if (duplex.write(rest, 0, 1) == 0) {
                Waits.until(duplex, SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    private static byte[] read(Duplex duplex, int length, Deadline deadline) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            int count = duplex.read(bytes);
            if (count < 0) {
                throw duplex.whyEnded("the peer closed the connection while it was upgraded");
            }
            if (count == 0) {
                Waits.until(duplex, SelectionKey.OP_READ, deadline);
            }
        }
        return bytes.array();
    }
}
