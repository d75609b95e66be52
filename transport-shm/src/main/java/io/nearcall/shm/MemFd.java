package io.nearcall.shm;

import io.nearcall.shm.posix.MemoryFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;

/**
 * Memory without a name, whose length nobody can change once it is sealed; one descriptor.
 *
 * <p>Loads jnr, which takes hundreds of milliseconds at first: nothing refers to this class unless {@code
 * nearcall.shm.sealed} asks for it.
 */
final class MemFd implements AutoCloseable {
    private static final int SEALS = MemoryFiles.F_SEAL_SHRINK | MemoryFiles.F_SEAL_GROW;

    private static final MemoryFiles C = LibraryLoader.create(MemoryFiles.class)
            .option(LibraryOption.LoadNow, true)
            .load("c");

    private final int descriptor;

    private MemFd(int descriptor, String what) throws IOException {
        if (descriptor < 0) {
            throw new IOException(what);
        }
        this.descriptor = descriptor;
    }

    /** An empty one, to be filled and sealed. */
    static MemFd create() throws IOException {
        int flags = MemoryFiles.MFD_CLOEXEC | MemoryFiles.MFD_ALLOW_SEALING;
        return new MemFd(C.memfd_create("nearcall", flags), "this system makes no memory to be sealed (memfd_create)");
    }

    /**
     * One of another process of this user, whose length is sealed.
     *
     * @throws IOException where it is not
     */
    static MemFd open(long pid, int descriptor) throws IOException {
        String path = "/proc/" + pid + "/fd/" + descriptor;
        int flags = MemoryFiles.O_RDONLY | MemoryFiles.O_CLOEXEC | MemoryFiles.O_NONBLOCK;
        MemFd opened = new MemFd(C.open(path, flags), path + " cannot be opened");
        try {
            int seals = C.fcntl(opened.descriptor, MemoryFiles.F_GET_SEALS, 0);
            if (seals < 0 || (seals & SEALS) != SEALS) {
                throw new IOException(path + " is no memory of a sealed length");
            }
            Object owner = Files.getAttribute(opened.path(), "unix:uid");
            if (!owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
                throw new IOException(path + " belongs to another user");
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Opens the memory once more. */
    FileChannel channel(OpenOption... options) throws IOException {
        return FileChannel.open(path(), options);
    }

    /** Fixes its length, and that nobody writes but who has mapped it. */
    void seal() throws IOException {
        int seals = SEALS | MemoryFiles.F_SEAL_FUTURE_WRITE | MemoryFiles.F_SEAL_SEAL;
        if (C.fcntl(descriptor, MemoryFiles.F_ADD_SEALS, seals) != 0) {
            throw new IOException("this system does not seal memory (F_SEAL_FUTURE_WRITE needs Linux 5.1)");
        }
    }

    int descriptor() {
        return descriptor;
    }

    Path path() {
        return Path.of("/proc/self/fd", Integer.toString(descriptor));
    }

    @Override
    public void close() {
        C.close(descriptor);
    }
}
