package io.nearcall.uds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * The right to listen at a path: a lock that dies with its process, and the removal of what a dead one left.
 *
 * <p>The lock is on {@code <path>.lock}. A socket file whose lock is free, and that refuses connections, belongs to a
 * dead server and is replaced; a live one never is.
 */
final class SocketFile implements AutoCloseable {
    /** The kernel's {@code sun_path} has 108 bytes, one of them the final zero. */
    private static final int MAX_PATH_BYTES = 107;

    private final Path path;
    private final Path lockPath;
    private final FileChannel lockChannel;
    private Object boundKey;

    /** Whether a server answers at a path. */
    interface Probe {
        boolean answers(Path path) throws IOException;
    }

    private SocketFile(Path path, Path lockPath, FileChannel lockChannel) {
        this.path = path;
        this.lockPath = lockPath;
        this.lockChannel = lockChannel;
    }

    /** Takes the right to listen at {@code path}; afterwards nothing is there. */
    static SocketFile claim(Path path, Probe probe) throws IOException {
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
    void bound() throws IOException {
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
    }

    private static SocketFile lock(Path path) throws IOException {
        Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
        while (true) {
            FileChannel channel = FileChannel.open(
                    lockPath,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException heldByThisJvm) {
                // refused below
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            if (lock == null) {
                channel.close();
                throw new IOException("a live server listens there; stop it or use another address");
            }
            if (isSame(channel, lockPath)) {
                return new SocketFile(path, lockPath, channel);
            }
            channel.close(); // its owner removed it between our open and our lock
        }
    }

    /** Whether the locked file is the one at its path still. */
    private static boolean isSame(FileChannel channel, Path lockPath) throws IOException {
        Object now = key(lockPath);
        if (now == null) {
            return false;
        }
        // The channel has no key of its own; a mark written through it is seen at the path if they are one file.
        byte[] mark =
                (ProcessHandle.current().pid() + " " + System.nanoTime() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(mark), 0);
        try {
            return Arrays.equals(Files.readAllBytes(lockPath), mark);
        } catch (NoSuchFileException removed) {
            return false;
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
            throw new IOException("a live server listens there; stop it or use another address");
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
