package io.nearcall.mq;

import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.annotations.Variadic;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * What Linux's C library has for message queues; see {@code mq_overview(7)}. Numbers are Linux's on 64 bits.
 *
 * <p>Public only for jnr, which implements it in a class of its own.
 */
public interface Posix {
    /** To receive. */
    int O_RDONLY = 0;
    /** To send. */
    int O_WRONLY = 1;
    /** Makes the queue if it is not there. */
    int O_CREAT = 0100;
    /** Not for child processes. */
    int O_CLOEXEC = 02000000;

    /** No such queue. */
    int ENOENT = 2;
    /** A signal came. */
    int EINTR = 4;
    /** The queue is another user's. */
    int EACCES = 13;
    /** More messages or larger ones than the system allows. */
    int EINVAL = 22;
    /** The time is over. */
    int ETIMEDOUT = 110;

    /** Opens a queue; {@code attributes} are flags, messages, message size, messages now, and room for four more. */
    @Variadic(fixedCount = 2)
    int mq_open(String name, int flags, int mode, @In long[] attributes);

    /** Closes it. */
    int mq_close(int queue);

    /** Removes it by its name. */
    int mq_unlink(String name);

    /** Its attributes. */
    int mq_getattr(int queue, @Out long[] attributes);

    /** Sends a message, waiting until {@code until}: seconds and nanoseconds since 1970. */
    int mq_timedsend(int queue, @In byte[] message, @size_t long length, int priority, @In long[] until);

    /** Receives the oldest message of the highest priority, waiting until {@code until}; its length. */
    @ssize_t
    long mq_timedreceive(int queue, @Out byte[] message, @size_t long size, @Out int[] priority, @In long[] until);

    /** The system's words for an error. */
    String strerror(int error);
}
