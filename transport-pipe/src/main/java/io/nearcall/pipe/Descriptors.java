package io.nearcall.pipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import jnr.constants.platform.Errno;
import jnr.constants.platform.OpenFlags;
import jnr.enxio.channels.Native;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Variadic;

/** File descriptors by number, as Linux's C library has them; none goes to a process that native code forks. */
final class Descriptors {
    private static final int CLOSE_ON_EXEC = OpenFlags.O_CLOEXEC.intValue();
    private static final int AT_ONCE = OpenFlags.O_NONBLOCK.intValue() | CLOSE_ON_EXEC;

    /** Opens a FIFO for one direction without waiting for the other side. */
    static final int READ = OpenFlags.O_RDONLY.intValue() | AT_ONCE;

    static final int WRITE = OpenFlags.O_WRONLY.intValue() | AT_ONCE;
    static final int BOTH = OpenFlags.O_RDWR.intValue() | AT_ONCE;

    private static final int F_DUPFD_CLOEXEC = 1030; // of linux/fcntl.h

    private static final int OWNER_ONLY = 0600;
    private static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");

    private Descriptors() {}

    /** What is called in the C library; public for jnr alone. */
    public interface LibC {
        int pipe2(int[] ends, int flags);

        int open(String path, int flags);

        int mkfifo(String path, int mode);

        @Variadic(fixedCount = 2)
        int fcntl(int descriptor, int command, int argument);

        int dup2(int from, int to);

        int dup3(int from, int to, int flags);
    }

    /** A pipe: the end to read from, then the one to write to. */
    static int[] pipe() throws IOException {
        int[] ends = new int[2];
        checked(LIBC.pipe2(ends, CLOSE_ON_EXEC), "pipe");
        return ends;
    }

    static int open(String path, int flags) throws IOException {
        return checked(LIBC.open(path, flags), path);
    }

    /** Writes a short text, which is written whole or not at all. */
    static void write(int descriptor, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        checked(Native.write(descriptor, bytes), "write");
    }

    /** Makes a FIFO that its owner alone may open. */
    static void makeFifo(String path) throws IOException {
        checked(LIBC.mkfifo(path, OWNER_ONLY), path);
    }

    /** Moves a descriptor of this process to another number, and puts what {@code by} stands for in its place. */
    static int replace(int descriptor, int by) throws IOException {
        int moved = checked(LIBC.fcntl(descriptor, F_DUPFD_CLOEXEC, 0), "fcntl");
        checked(LIBC.dup2(by, descriptor), "dup2");
        return moved;
    }

    /** Opens what {@code descriptor} stands for once more, for other directions, in its place. */
    static void reopen(int descriptor, int flags) throws IOException {
        int opened = open(path(descriptor), flags);
        try {
            checked(LIBC.dup3(opened, descriptor, CLOSE_ON_EXEC), "dup3");
        } finally {
            close(opened);
        }
    }

    /** Where this process finds a descriptor of its own as a file. */
    static String path(int descriptor) {
        return "/dev/fd/" + descriptor;
    }

    static void close(int... descriptors) {
        for (int descriptor : descriptors) {
            try {
                Native.close(descriptor);
            } catch (IOException closedAnyway) {
                // the number is free in any case
            }
        }
    }

    private static int checked(int result, String what) throws IOException {
        if (result < 0) {
            Errno error = Errno.valueOf(Runtime.getSystemRuntime().getLastError());
            throw error == Errno.ENXIO
                    ? new NoReaderException(what)
                    : new IOException(what + ": " + error.description());
        }
        return result;
    }

    /** Nobody has the FIFO open for reading. */
    static final class NoReaderException extends IOException {
        private static final long serialVersionUID = 1L;

        NoReaderException(String path) {
            super("nobody reads " + path);
        }
    }
}
