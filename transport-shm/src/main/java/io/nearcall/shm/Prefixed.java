package io.nearcall.shm;

import io.nearcall.PeerIdentity;
import io.nearcall.stream.Duplex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;

/** A duplex whose first bytes have been read already. */
final class Prefixed implements Duplex {
    private final ByteBuffer start;
    private final Duplex rest;

    Prefixed(ByteBuffer start, Duplex rest) {
        this.start = start;
        this.rest = rest;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!start.hasRemaining()) {
            return rest.read(target);
        }
        int count = Math.min(start.remaining(), target.remaining());
        target.put(start.slice(start.position(), count));
        start.position(start.position() + count);
        return count;
    }

    @Override
    public boolean readsAhead() {
        return start.hasRemaining();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return rest.write(sources, offset, length);
    }

    @Override
    public SelectableChannel channel() {
        return rest.channel();
    }

    @Override
    public PeerIdentity peer() {
        return rest.peer();
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }
}
