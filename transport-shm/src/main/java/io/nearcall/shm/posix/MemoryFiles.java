package io.nearcall.shm.posix;

import jnr.ffi.annotations.Variadic;

/**
 * What Linux's C library has for files in memory; see {@code memfd_create(2)} and {@code fcntl(2)}.
 *
 * <p>Public only for jnr, which implements it in a class of its own.
 */
public interface MemoryFiles {
    /** Not for child processes; of {@link #memfd_create}. */
    int MFD_CLOEXEC = 1;
    /** Takes seals. */
    int MFD_ALLOW_SEALING = 2;

    /** To read; of {@link #open}. */
    int O_RDONLY = 0;
    /** Does not wait for a writer, whatever is opened. */
    int O_NONBLOCK = 04000;
    /** Not for child processes. */
    int O_CLOEXEC = 02000000;

    /** Adds seals, for good; of {@link #fcntl}. */
    int F_ADD_SEALS = 1033;
    /** Tells them. */
    int F_GET_SEALS = 1034;
    /** No other seals. */
    int F_SEAL_SEAL = 1;
    /** Never shorter. */
    int F_SEAL_SHRINK = 2;
    /** Never longer. */
    int F_SEAL_GROW = 4;
    /** Written by what is mapped already, and by nobody else. */
    int F_SEAL_FUTURE_WRITE = 16;

    /** Makes a file without a name. */
    int memfd_create(String name, int flags);

    /** Opens a file. */
    int open(String path, int flags);

    /** Asks about or changes a descriptor. */
    @Variadic(fixedCount = 2)
    int fcntl(int descriptor, int command, int argument);

    /** Closes a descriptor. */
    int close(int descriptor);
}
