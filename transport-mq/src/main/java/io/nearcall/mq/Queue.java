package io.nearcall.mq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Runtime;

/**
 * One open POSIX message queue of this user's; any thread.
 *
 * <p>A thread waits in the kernel for a slice of time at most, so that {@link #close} and interrupts are seen.
 */
final class Queue implements AutoCloseable {
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");
    private static final long[] LONG_AGO = {0, 0};

    private static final Posix POSIX = LibraryLoader.create(Posix.class)
            .option(LibraryOption.LoadNow, true)
            .library("c")
            .library("rt") // where the C library is older than 2.34
            .load();
    private static final Runtime RUNTIME = Runtime.getRuntime(POSIX);

    private final int descriptor;
    private final int messageSize;
    private final ReadWriteLock use = new ReentrantReadWriteLock(); // the number of a closed descriptor is used again
    private boolean closed; // guarded by use

    private Queue(int descriptor, int messageSize) {
        this.descriptor = descriptor;
        this.messageSize = messageSize;
    }

    /**
     * Opens a queue, which is made where there is none.
     *
     * @param flags {@link Posix#O_RDONLY} or {@link Posix#O_WRONLY}
     * @param messages how many it takes, and {@code messageSize} the largest, if it is made
     */
    static Queue open(String name, int flags, int messages, int messageSize) throws IOException {
        long[] attributes = new long[8];
        attributes[1] = messages;
        attributes[2] = messageSize;
        int descriptor = POSIX.mq_open(name, flags | Posix.O_CREAT | Posix.O_CLOEXEC, 0600, attributes);
        if (descriptor < 0) {
            throw failed(errno());
        }
        try {
            checkOwner(descriptor);
            if (POSIX.mq_getattr(descriptor, attributes) != 0) {
                throw failed(errno());
            }
            return new Queue(descriptor, (int) attributes[2]);
        } catch (IOException | RuntimeException e) {
            POSIX.mq_close(descriptor);
            throw e;
        }
    }

    /** Removes a queue with all that is in it; whether there was one. */
    static boolean remove(String name) throws IOException {
        if (POSIX.mq_unlink(name) == 0) {
            return true;
        }
        int error = errno();
        if (error == Posix.ENOENT) {
            return false;
        }
        throw failed(error);
    }

    /** The largest message it takes, in bytes. */
    int messageSize() {
        return messageSize;
    }

    /** Sends a message if there is room now. */
    boolean offer(byte[] message, int priority) throws IOException {
        return send(message, priority, LONG_AGO);
    }

    /** Sends a message, waiting for room for a slice of time, or {@code nanos} if that is less; whether it is sent. */
    boolean offer(byte[] message, int priority, long nanos) throws IOException {
        return send(message, priority, in(Math.min(nanos, SLICE_NANOS)));
    }

    private boolean send(byte[] message, int priority, long[] until) throws IOException {
        use.readLock().lock();
        try {
            checkOpen();
            if (POSIX.mq_timedsend(descriptor, message, message.length, priority, until) == 0) {
                return true;
            }
            return nothing();
        } finally {
            use.readLock().unlock();
        }
    }

    /** Receives a message, waiting for a slice of time; its length, or -1 when none came. {@code into} takes the largest. */
    int poll(byte[] into) throws IOException {
        use.readLock().lock();
        try {
            checkOpen();
            long length = POSIX.mq_timedreceive(descriptor, into, into.length, new int[1], in(SLICE_NANOS));
            if (length >= 0) {
                return (int) length;
            }
            nothing();
            return -1;
        } finally {
            use.readLock().unlock();
        }
    }

    /** Waits for those who send or receive, a slice of time at most. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                POSIX.mq_close(descriptor);
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the queue is closed");
        }
    }

    /** After a call that failed: false where only the time was over. */
    private static boolean nothing() throws IOException {
        int error = errno();
        if (error == Posix.ETIMEDOUT || error == Posix.EINTR) {
            return false;
        }
        throw failed(error);
    }

    /** Somebody who made the queue before us under this name would read what is meant for our server. */
    private static void checkOwner(int descriptor) throws IOException {
        Path opened = Path.of("/proc/self/fd", Integer.toString(descriptor));
        int owner = (int) Files.getAttribute(opened, "unix:uid");
        int user = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (owner != user) {
            throw new IOException("the queue belongs to uid " + owner + ", not to uid " + user + "; use another name");
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(opened);
        if (!OWN.containsAll(mode)) {
            throw new IOException("the queue has mode " + PosixFilePermissions.toString(mode)
                    + " and others can reach it; remove it, and it is made anew");
        }
    }

    private static int errno() {
        return RUNTIME.getLastError();
    }

    private static IOException failed(int error) {
        String cure = switch (error) {
            case Posix.EINVAL ->
                "; a name is a slash and up to 254 other characters, and a queue takes no more messages than"
                        + " /proc/sys/fs/mqueue/msg_max and none larger than msgsize_max beside it";
            case Posix.EACCES -> "; it is another user's, use another name";
            default -> "";
        };
        return new IOException(POSIX.strerror(error) + cure);
    }

    /** A moment on the clock that the kernel goes by. */
    private static long[] in(long nanos) {
        long until = System.currentTimeMillis() * 1_000_000 + nanos;
        return new long[] {until / 1_000_000_000, until % 1_000_000_000};
    }
}
