package io.nearcall.shm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The socket beside the memory: a byte on it wakes a peer that waits, and its end says that the peer is gone. */
final class Doorbell {
    private final SocketChannel socket;
    private long rung; // guarded by stroke
    private final ByteBuffer stroke = ByteBuffer.allocateDirect(1); // guarded by itself
    private final ByteBuffer strokes = ByteBuffer.allocateDirect(256); // the reader's own
    private volatile boolean ended;

    private boolean peerSpins;

    Doorbell(SocketChannel socket) {
        this.socket = socket;
    }

    /** Wakes the peer; never blocks. */
    void ring() {
        synchronized (stroke) {
            rung++;
            try {
                stroke.clear();
                socket.write(stroke); // 0 when it is full of strokes: one of them will do
            } catch (IOException gone) {
                // the reader finds the end, after what was sent before it
            }
        }
    }

    /** How often it was rung. */
    long rung() {
        synchronized (stroke) {
            return rung;
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

    /** The peer was seen awake, or asleep, behind what was last published for it. */
    void seen(boolean awake) {
        peerSpins = awake;
    }

    /** What {@link #seen} was told last; racy. */
    boolean peerSpins() {
        return peerSpins;
    }

    /** Whether the peer is gone; what it had published is still to be read. */
    boolean hasEnded() {
        return ended;
    }
}
