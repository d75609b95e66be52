package io.nearcall.uds;

import io.nearcall.transport.PathLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * The right to listen at a path: a {@link PathLock}, and the removal of what a dead process left.
 *
 * <p>A socket file whose lock is free, and that refuses connections, belongs to a
 * dead server and is replaced; a live one never is.
 */
public final class SocketFile implements AutoCloseable {
    /** The kernel's {@code sun_path} has 108 bytes, one of them the final zero. */
    private static final int MAX_PATH_BYTES = 107;

    private static final String OCCUPIED = "a live server listens there; stop it or use another address";

    private final Path path;
    private final PathLock lock;
    private Object boundKey;

    /** Whether a server answers at a path. */
    public interface Probe {
        boolean answers(Path path) throws IOException;
    }

    private SocketFile(Path path, PathLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes the right to listen at {@code path}; afterwards nothing is there. */
    public static SocketFile claim(Path path, Probe probe) throws IOException {
        checkLength(path);
        PathLock lock = PathLock.take(path);
        if (lock == null) {
            throw new IOException(OCCUPIED);
        }
        SocketFile claimed = new SocketFile(path, lock);
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
        lock.close();
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
