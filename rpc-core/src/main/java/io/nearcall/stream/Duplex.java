package io.nearcall.stream;

import io.nearcall.PeerIdentity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;

/**
 * A two-way stream of bytes that never blocks.
 *
 * <p>One thread reads at a time and one writes at a time; the two may be different threads. {@link #close} may come from
 * any thread, and makes later reads and writes throw.
 */
public interface Duplex extends Closeable {
    /** Reads what is there: the number of bytes, 0 when nothing is there now, -1 at the end. */
    int read(ByteBuffer target) throws IOException;

    /**
     * Why there are no more bytes.
     *
     * <p>Asked after {@link #read} has told the end; may take a moment, which holds up nothing but this duplex.
     *
     * @param unknown what to say where no more is known
     */
    default IOException whyEnded(String unknown) {
        return new IOException(unknown);
    }

    /** Writes what fits, by one system call where possible: the number of bytes taken, perhaps 0. */
    long write(ByteBuffer[] sources, int offset, int length) throws IOException;

    /**
     * Whether reading and writing are copies in memory: many small ones cost little more than a large one, while each
     * one on a socket is a system call.
     */
    default boolean isMemory() {
        return false;
    }

    /**
     * Whether bytes taken by {@link #write} are still held back inside; an empty {@link #write} moves them on.
     *
     * <p>Only a layer with buffers of its own, such as TLS, ever says so.
     */
    default boolean hasUnsent() {
        return false;
    }

    /**
     * Whether a read would find something that no selector reports, such as bytes behind those asked for.
     *
     * <p>For the reader to ask before it waits on {@link #channel}.
     */
    default boolean readsAhead() {
        return false;
    }

    /** What tells when bytes can be read, or written unless {@link #sink} does; in non-blocking mode. */
    SelectableChannel channel();

    /** What tells when bytes can be written: another channel of the same provider where each way has its own. */
    default SelectableChannel sink() {
        return channel();
    }

    /**
     * A thread is about to wait for {@link #channel} to become readable.
     *
     * @param poller whether it is the poller, which watches many connections, or one caller that holds the reading token
     * @return false when there is something to read already, so that it must not wait
     */
    default boolean beforeWait(boolean poller) {
        return !readsAhead();
    }

    /** The wait that {@link #beforeWait} began is over; called by any thread. */
    default void afterWait(boolean poller) {
        // a socket that is readable says all there is to say
    }

    /** The channel was readable, or may have been: called by the reader, after {@link #afterWait}. */
    default void drain() throws IOException {
        // what is readable is what is read
    }

    /**
     * Whether {@link #channel} becomes readable, rather than writable, when {@link #write} can take more.
     *
     * <p>Asked after a write that could not take everything.
     */
    default boolean tellsRoomByReading() {
        return false;
    }

    /**
     * Whether the other side, which leads, was seen to spin for the last thing that was written.
     *
     * <p>Only one of two sides ever says so: if each followed the other, neither would stop.
     */
    default boolean peerSpins() {
        return false;
    }

    /**
     * What has come while this side sleeps, as a number that changes with it; 0 for nothing.
     *
     * <p>Asked once a second: when it says the same twice, a wake-up was lost.
     */
    default long missed() {
        return 0;
    }

    /** Lanes on which this side may call, or null. */
    default OutboundLanes outboundLanes() {
        return null;
    }

    /** Lanes on which the peer may call, or null. */
    default InboundLanes inboundLanes() {
        return null;
    }

    /** Who is at the other end. */
    PeerIdentity peer();
}
