package io.nearcall.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** The right to what is at a path: a lock on {@code <path>.lock} that dies with its process. */
public final class PathLock implements AutoCloseable {
    /**
     * The lock files of this process.
     *
     * <p>The kernel ends a process's lock on a file when the process closes any descriptor of that file: it must not be
     * opened a second time.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private PathLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the right to {@code path}, in a directory that exists.
     *
     * @return null while a live process has it, this one included
     */
    public static PathLock take(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IOException("directory " + directory + " does not exist; create it first");
        }
        Path file = directory.toRealPath().resolve(path.getFileName() + ".lock");
        if (!HELD.add(file)) {
            return null;
        }
        FileChannel channel = null;
        try {
            channel = locked(file);
            return channel == null ? null : new PathLock(file, channel);
        } finally {
            if (channel == null) {
                HELD.remove(file);
            }
        }
    }

    /** Gives the right back and removes the lock's file. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file); // before the lock goes: take() looks whether its file is still the one there
        channel.close();
        HELD.remove(file);
    }

    private static FileChannel opened(Path file) throws IOException {
        try {
            return FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (AccessDeniedException | NoSuchFileException e) { // whose messages are the path alone
            throw new IOException("this process may not make " + file + "; use a directory that it may write to", e);
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        while (true) {
            FileChannel channel = opened(file);
            boolean mine = false;
            try {
                if (channel.tryLock() == null) {
                    return null;
                }
                mine = isAt(file, channel);
                if (mine) {
                    return channel;
                }
            } finally {
                if (!mine) {
                    channel.close(); // another's, or its owner removed it between our open and our lock
                }
            }
        }
    }

    /**
     * Whether the locked file is the one at its path still.
     *
     * <p>The channel does not tell its inode, and opening the path would end the lock (see {@link #HELD}). But a length
     * given through the channel is seen at the path if they are one file.
     */
    private static boolean isAt(Path file, FileChannel channel) throws IOException {
        int length = 1 + ThreadLocalRandom.current().nextInt(1 << 30); // of a file with a hole
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), length - 1);
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .size()
                    == length;
        } catch (NoSuchFileException removed) {
            return false;
        } finally {
            channel.truncate(0);
        }
    }
}
