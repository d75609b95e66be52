package io.nearcall.pipe;

import io.nearcall.Deadline;
import io.nearcall.PeerIdentity;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.Streams;
import io.nearcall.stream.Waits;
import io.nearcall.transport.Log;
import io.nearcall.uds.RuntimeDirectory;
import io.nearcall.uds.SocketFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jnr.enxio.channels.NativeSocketChannel;

/**
 * FIFOs: one at which clients announce themselves, and a pair for each of them.
 *
 * <pre>
 *  client                                            server
 *  makes PATH.ID.to and PATH.ID.from, opens them
 *  writes "ID\n" to PATH        ───────────────►     opens both, removes their names
 *                               ◄───────────────     writes "+" to PATH.ID.from
 *  HELLO and frames             ◄──────────────►     HELLO and frames
 * </pre>
 *
 * <p>No open waits for the other side. A FIFO that nobody has open for writing reads as ended, so each is open for
 * writing before the other side reads: the client opens {@code .to} for both directions first, and for writing alone
 * once the server has it; from then on the end of either process is an end-of-file for the other.
 */
final class Fifos {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final Pattern PAIR = Pattern.compile(ID + "\\.(to|from)");
    private static final byte READY = '+';
    private static final long LOOK_NANOS = 50_000_000; // at whether the server lives: nothing tells its end so early
    private static final int FILE_TYPE = 0170000; // of stat.h
    private static final int FIFO = 0010000;

    private Fifos() {}

    static Duplex connect(Path path, Deadline deadline) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("no FIFO is at " + path + "; start the server, or check the name");
        }
        checkFifo(path);
        checkDirectory(path.getParent());
        String id = ProcessHandle.current().pid() + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path to = pair(path, id, "to");
        Path from = pair(path, id, "from");
        PipeDuplex duplex = null;
        try {
            int announcing = announcing(path);
            try {
                Descriptors.makeFifo(to.toString());
                Descriptors.makeFifo(from.toString());
                int source = Descriptors.open(from.toString(), Descriptors.READ);
                int sink = opened(to, Descriptors.BOTH, source);
                duplex = new PipeDuplex(source, sink, PeerIdentity.of("fifo:" + path), new PipeDuplex.Peer() {});
                Descriptors.write(announcing, id + "\n");
                awaitServer(duplex, announcing, deadline);
                Descriptors.reopen(sink, Descriptors.WRITE);
                return duplex;
            } finally {
                Descriptors.close(announcing);
            }
        } catch (IOException | RuntimeException e) {
            if (duplex != null) {
                duplex.close();
            }
            Files.deleteIfExists(to);
            Files.deleteIfExists(from);
            throw e;
        }
    }

    private static int announcing(Path path) throws IOException {
        try {
            return Descriptors.open(path.toString(), Descriptors.WRITE);
        } catch (Descriptors.NoReaderException e) {
            throw new IOException(e.getMessage() + "; is the server running, as the same user?", e);
        }
    }

    private static void awaitServer(PipeDuplex duplex, int announcing, Deadline deadline) throws IOException {
        while (!isReady(duplex, deadline)) {
            try {
                Descriptors.close(Descriptors.open("/dev/fd/" + announcing, Descriptors.WRITE));
            } catch (Descriptors.NoReaderException dead) {
                throw new IOException("the server ended before it answered", dead);
            }
        }
        ByteBuffer word = ByteBuffer.allocate(1);
        if (duplex.read(word) != 1 || word.get(0) != READY) {
            throw new IOException("what reads the FIFO does not answer as a server of Nearcall does");
        }
    }

    /** Waits for a moment; false when there was nothing yet. */
    private static boolean isReady(PipeDuplex duplex, Deadline deadline) throws IOException {
        boolean last = deadline.remainingNanos() <= LOOK_NANOS;
        try {
            Waits.until(duplex, SelectionKey.OP_READ, last ? deadline : Deadline.afterNanos(LOOK_NANOS));
            return true;
        } catch (SocketTimeoutException late) {
            if (last) {
                throw late;
            }
            return false;
        }
    }

    static Streams.Acceptor listen(Path path) throws IOException {
        checkDirectory(path.getParent());
        SocketFile file = SocketFile.claim(path, Fifos::answers);
        try {
            removePairs(path); // of clients that were killed
            Descriptors.makeFifo(path.toString());
            file.bound();
            // For both directions: it has a writer always, and never reads as ended.
            int clients = Descriptors.open(path.toString(), Descriptors.BOTH);
            NativeSocketChannel channel = new NativeSocketChannel(clients, SelectionKey.OP_ACCEPT);
            channel.configureBlocking(false);
            return new FifoAcceptor(path, file, channel);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Whether a server has the FIFO open. */
    private static boolean answers(Path path) throws IOException {
        checkFifo(path);
        try {
            Descriptors.close(Descriptors.open(path.toString(), Descriptors.WRITE));
            return true;
        } catch (Descriptors.NoReaderException dead) {
            return false;
        }
    }

    /** What is written to a file would be kept in it, and a socket looks like a FIFO that nobody reads. */
    private static void checkFifo(Path path) throws IOException {
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FILE_TYPE) != FIFO) {
            throw new IOException(path + " is not a FIFO; remove it or use another address");
        }
    }

    /** Whoever may write to the directory could stand in for the server. */
    private static void checkDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("directory " + directory + " does not exist; create it first");
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory);
        int owner = (int) Files.getAttribute(directory, "unix:uid");
        if (owner != RuntimeDirectory.uid()
                || mode.contains(PosixFilePermission.GROUP_WRITE)
                || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(directory + " belongs to uid " + owner + " and has mode "
                    + PosixFilePermissions.toString(mode) + "; use a directory that is your own and that only you can"
                    + " write to, or a bare name");
        }
    }

    private static void removePairs(Path path) throws IOException {
        String prefix = path.getFileName() + ".";
        try (Stream<Path> neighbours = Files.list(path.getParent())) {
            for (Path each : neighbours.toList()) {
                String name = each.getFileName().toString();
                if (name.startsWith(prefix)
                        && PAIR.matcher(name.substring(prefix.length())).matches()
                        && Files.readAttributes(each, "isOther", LinkOption.NOFOLLOW_LINKS)
                                .containsValue(true)) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private static Path pair(Path path, String id, String direction) {
        return path.resolveSibling(path.getFileName() + "." + id + "." + direction);
    }

    /** Opens the second of two, or closes the first. */
    private static int opened(Path path, int flags, int first) throws IOException {
        try {
            return Descriptors.open(path.toString(), flags);
        } catch (IOException e) {
            Descriptors.close(first);
            throw e;
        }
    }

    private static final class FifoAcceptor implements Streams.Acceptor {
        private final Path path;
        private final SocketFile file;
        private final NativeSocketChannel clients;
        private final ByteBuffer bytes = ByteBuffer.allocate(4096);

        FifoAcceptor(Path path, SocketFile file, NativeSocketChannel clients) {
            this.path = path;
            this.file = file;
            this.clients = clients;
        }

        @Override
        public SelectableChannel channel() {
            return clients;
        }

        @Override
        public Streams.Opening accept() throws IOException {
            while (true) {
                String id = line();
                if (id != null && ID.matcher(id).matches()) {
                    return deadline -> open(id);
                }
                if (id != null) {
                    Log.LOG.log(Level.WARNING, path + ": a line that is not a client's name is ignored");
                } else if (clients.read(bytes) <= 0) {
                    return null;
                }
            }
        }

        /** The next whole line, or null; one that fills the buffer counts as whole, as no name is so long. */
        private String line() {
            for (int i = 0; i < bytes.position(); i++) {
                if (bytes.get(i) == '\n') {
                    return taken(i, i + 1);
                }
            }
            return bytes.hasRemaining() ? null : taken(bytes.position(), bytes.position());
        }

        private String taken(int length, int skipped) {
            String line = new String(bytes.array(), 0, length, StandardCharsets.US_ASCII);
            bytes.flip().position(skipped);
            bytes.compact();
            return line;
        }

        private Duplex open(String id) throws IOException {
            Path to = pair(path, id, "to");
            Path from = pair(path, id, "from");
            try {
                int source = Descriptors.open(to.toString(), Descriptors.READ);
                int sink = opened(from, Descriptors.WRITE, source);
                PipeDuplex duplex = new PipeDuplex(
                        source, sink, PeerIdentity.of("fifo:" + path + " client " + id), new PipeDuplex.Peer() {});
                Descriptors.write(sink, String.valueOf((char) READY));
                return duplex;
            } finally {
                Files.deleteIfExists(to);
                Files.deleteIfExists(from);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                file.close(); // first the name: a client that finds it must be accepted
            } finally {
                clients.close();
            }
        }
    }
}
