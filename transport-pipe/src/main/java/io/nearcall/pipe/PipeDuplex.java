package io.nearcall.pipe;

import io.nearcall.PeerIdentity;
import io.nearcall.stream.Duplex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import jnr.enxio.channels.NativeSocketChannel;

/**
 * Two pipes, one each way.
 *
 * <p>Unlike the JDK's channels those of jnr do not see to it that a descriptor is not closed, and its number given to
 * another, while it is being read: hence a lock for each direction, which nobody else wants but {@link #close}.
 */
final class PipeDuplex implements Duplex {
    private final NativeSocketChannel source;
    private final NativeSocketChannel sink;
    private final PeerIdentity peer;
    private final Peer other;
    private final Object reading = new Object();
    private final Object writing = new Object();
    private volatile boolean closed;

    /** What is known of the other side beside its bytes. */
    interface Peer {
        /** There will be no more bytes; told by the reader, once or more often. */
        default void ended() {}

        /** Why there are no more bytes; may take a moment. */
        default IOException whyEnded(String unknown) {
            return new IOException(unknown);
        }

        /** The other side is about to see the end; called once. */
        default void closing() {}

        /** The duplex has been closed; called once. */
        default void closed() {}
    }

    /** Takes over two descriptors and makes them non-blocking. */
    PipeDuplex(int source, int sink, PeerIdentity peer, Peer other) throws IOException {
        this.source = new NativeSocketChannel(source, SelectionKey.OP_READ);
        this.sink = new NativeSocketChannel(sink, SelectionKey.OP_WRITE);
        this.peer = peer;
        this.other = other;
        this.source.configureBlocking(false);
        this.sink.configureBlocking(false);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count;
        synchronized (reading) {
            checkOpen();
            count = source.read(target);
        }
        if (count < 0) {
            ended();
        }
        return count;
    }

    /** The other side has ended, as far as this one can see. */
    void ended() {
        other.ended();
    }

    @Override
    public IOException whyEnded(String unknown) {
        return other.whyEnded(unknown);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long taken = 0;
        synchronized (writing) {
            checkOpen();
            for (int i = offset; i < offset + length; i++) {
                while (sources[i].hasRemaining()) {
                    int count = sink.write(sources[i]);
                    if (count <= 0) {
                        return taken;
                    }
                    taken += count;
                }
            }
        }
        return taken;
    }

    @Override
    public SelectableChannel channel() {
        return source;
    }

    @Override
    public SelectableChannel sink() {
        return sink;
    }

    @Override
    public PeerIdentity peer() {
        return peer;
    }

    @Override
    public void close() throws IOException {
        synchronized (reading) {
            synchronized (writing) {
                if (closed) {
                    return;
                }
                closed = true;
            }
        }
        try {
            other.closing();
        } finally {
            synchronized (reading) {
                synchronized (writing) {
                    source.close();
                    sink.close();
                }
            }
            other.closed();
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
