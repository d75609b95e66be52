package io.nearcall.shm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;

/** The socket beside the memory: a byte on it wakes a peer that waits, and its end says that the peer is gone. */
final class Doorbell {
    private final SocketChannel socket;
    private final LongAdder rung;
    private final ByteBuffer stroke = ByteBuffer.allocateDirect(1); // guarded by itself
    private final ByteBuffer strokes = ByteBuffer.allocateDirect(256); // the reader's own
    private volatile boolean ended;

    Doorbell(SocketChannel socket, LongAdder rung) {
        this.socket = socket;
        this.rung = rung;
    }

    /** Wakes the peer; never blocks. */
    void ring() {
        rung.increment();
        synchronized (stroke) {
            try {
                stroke.clear();
                socket.write(stroke); // 0 when it is full of strokes: one of them will do
            } catch (IOException gone) {
                // the reader finds the end, after what was sent before it
            }
        }
    }

    /** Takes the strokes out; called by the reader. */
    void drain() {
        try {
            int count;
            do {
                strokes.clear();
                count = socket.read(strokes);
            } while (count == strokes.capacity());
            ended |= count < 0;
        } catch (IOException reset) { // the peer died with strokes unread
            ended = true;
        }
    }

    /** Whether the peer is gone; what it had published is still to be read. */
    boolean hasEnded() {
        return ended;
    }
}
