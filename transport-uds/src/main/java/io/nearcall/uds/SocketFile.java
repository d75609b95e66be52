package io.nearcall.uds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The right to listen at a path: a lock that dies with its process, and the removal of what a dead one left.
 *
 * <p>The lock is on {@code <path>.lock}. A socket file whose lock is free, and that refuses connections, belongs to a
 * dead server and is replaced; a live one never is.
 */
public final class SocketFile implements AutoCloseable {
    /** The kernel's {@code sun_path} has 108 bytes, one of them the final zero. */
    private static final int MAX_PATH_BYTES = 107;

    private static final String OCCUPIED = "a live server listens there; stop it or use another address";

    /**
     * The lock files of this process.
     *
     * <p>The kernel ends a process's lock on a file when the process closes any descriptor of that file: it must not be
     * opened a second time.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path lockPath;
    private final FileChannel lockChannel;
    private Object boundKey;

    /** Whether a server answers at a path. */
    public interface Probe {
        boolean answers(Path path) throws IOException;
    }

    private SocketFile(Path path, Path lockPath, FileChannel lockChannel) {
        this.path = path;
        this.lockPath = lockPath;
        this.lockChannel = lockChannel;
    }

    /** Takes the right to listen at {@code path}; afterwards nothing is there. */
    public static SocketFile claim(Path path, Probe probe) throws IOException {
        checkLength(path);
        Path directory = path.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IOException("directory " + directory + " does not exist; create it first");
        }
        SocketFile claimed = lock(path);
        try {
            claimed.removeStale(probe);
            return claimed;
        } catch (IOException | RuntimeException e) {
            claimed.close();
            throw e;
        }
    }

    static void checkLength(Path path) throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_BYTES) {
            throw new IOException("the path has " + length + " bytes, a Unix socket takes " + MAX_PATH_BYTES
                    + "; use a shorter directory");
        }
    }

    Path path() {
        return path;
    }

    /** The socket has been bound: only its owner may connect, and {@link #close} removes this very file. */
    public void bound() throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        boundKey = key(path);
    }

    @Override
    public void close() throws IOException {
        if (boundKey != null && Objects.equals(boundKey, key(path))) {
            Files.deleteIfExists(path);
        }
        Files.deleteIfExists(lockPath); // before the lock goes: lock() looks whether its file is still the one there
        lockChannel.close();
        HELD.remove(lockPath);
    }

    private static SocketFile lock(Path path) throws IOException {
        Path lockPath = path.getParent().toRealPath().resolve(path.getFileName() + ".lock");
        if (!HELD.add(lockPath)) {
            throw new IOException(OCCUPIED);
        }
        try {
            return new SocketFile(path, lockPath, locked(lockPath));
        } catch (IOException | RuntimeException e) {
            HELD.remove(lockPath);
            throw e;
        }
    }

    private static FileChannel locked(Path lockPath) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(
                    lockPath,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                if (channel.tryLock() == null) {
                    throw new IOException(OCCUPIED);
                }
                if (isAt(lockPath, channel)) {
                    return channel;
                }
                channel.close(); // its owner removed it between our open and our lock
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /**
     * Whether the locked file is the one at its path still.
     *
     * <p>The channel does not tell its inode, and opening the path would end the lock (see {@link #HELD}). But a length
     * given through the channel is seen at the path if they are one file.
     */
    private static boolean isAt(Path lockPath, FileChannel channel) throws IOException {
        int length = 1 + ThreadLocalRandom.current().nextInt(1 << 30); // of a file with a hole
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), length - 1);
        try {
            return Files.readAttributes(lockPath, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .size()
                    == length;
        } catch (NoSuchFileException removed) {
            return false;
        } finally {
            channel.truncate(0);
        }
    }

    private void removeStale(Probe probe) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException free) {
            return;
        }
        if (!found.isOther()) {
            throw new IOException("the file there is not a socket; remove it or use another address");
        }
        if (probe.answers(path)) {
            throw new IOException(OCCUPIED);
        }
        Files.delete(path);
    }

    private static Object key(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
