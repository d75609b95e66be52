package io.nearcall.internal;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Log;
import io.nearcall.transport.PathLock;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The endpoint file of a live server: claimed before it listens, written once it does, removed when it drains. */
final class PublishedEndpoints implements AutoCloseable {
    static final String KEY = "nearcall.endpoint-file";

    private static final int TOKEN_BYTES = 16;
    private static final Set<String> PRIVATE = Set.of("inproc", "pipe");

    /** Of a server without such a file. */
    static final PublishedEndpoints NONE = new PublishedEndpoints(null, null, "");

    private final Path path;
    private final PathLock lock;
    private final String token;
    private boolean closed; // guarded by this

    private PublishedEndpoints(Path path, PathLock lock, String token) {
        this.path = path;
        this.lock = lock;
        this.token = token;
    }

    /** Whether another process can come to it: one in this JVM or for the process that has started it is nobody else's. */
    static boolean isFound(Endpoint endpoint) {
        return !PRIVATE.contains(endpoint.scheme());
    }

    /** Takes the right to the file that the settings name, if they do; what a dead server left there stays for now. */
    static PublishedEndpoints claim(RpcConfig config) {
        return config.get(KEY)
                .map(text -> claim(Path.of(text).toAbsolutePath()))
                .orElse(NONE);
    }

    private static PublishedEndpoints claim(Path path) {
        PathLock lock = null;
        try {
            lock = PathLock.take(path);
            if (lock == null) {
                throw new IOException(
                        "a live server has written it" + writer(path) + "; stop that one or use another file");
            }
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                EndpointFile.read(path); // what is not an endpoint file is not ours to replace
            }
            byte[] token = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(token);
            return new PublishedEndpoints(path, lock, HexFormat.of().formatHex(token));
        } catch (IOException e) {
            release(lock);
            throw failed(path, e);
        }
    }

    /** Empty without a file. */
    String token() {
        return token;
    }

    /** Writes the file in one step, so that a reader sees it whole. */
    void publish(List<Endpoint> endpoints) {
        if (path == null) {
            return;
        }
        Path next = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(next);
            try (FileChannel out = FileChannel.open(
                    next,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer text = StandardCharsets.UTF_8.encode(
                        EndpointFile.of(token, endpoints).text());
                while (text.hasRemaining()) {
                    out.write(text);
                }
            }
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    @Override
    public synchronized void close() {
        if (path == null || closed) {
            return;
        }
        closed = true;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            Log.LOG.log(Level.WARNING, "removing " + path, e);
        }
        release(lock);
    }

    private static void release(PathLock lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            Log.LOG.log(Level.WARNING, "releasing the lock of an endpoint file", e);
        }
    }

    private static String writer(Path path) {
        try {
            return ": " + EndpointFile.read(path).writer();
        } catch (IOException notYetWritten) {
            return "";
        }
    }

    private static RpcException failed(Path path, IOException e) {
        return new RpcException(
                StatusCode.UNAVAILABLE, KEY + "=" + path + ": " + e.getMessage(), Delivery.NOT_EXECUTED, e);
    }
}
