package io.nearcall.shm;

import io.nearcall.shm.layout.Words;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * A sequence of ours that is odd while somebody here waits for the doorbell.
 *
 * <p>The peer rings once for each odd value. Several may wait on the one socket, and the stroke for a value may be taken
 * out by another one than who waits: so whoever wakes gives it a new value before the doorbell is emptied.
 */
final class SleepWord {
    private final ByteBuffer memory;
    private final int offset;
    private long value; // guarded by this
    private int sleepers; // a bit for each; guarded by this

    SleepWord(ByteBuffer memory, int offset) {
        this.memory = memory;
        this.offset = offset;
    }

    /** {@code sleeper} is about to wait; it must look once more after this. */
    void sleeps(int sleeper) {
        synchronized (this) {
            sleepers |= sleeper;
            if ((value & 1) == 0) {
                Words.release(memory, offset, ++value);
            }
        }
        VarHandle.fullFence();
    }

    /** {@code sleeper} has woken; without effect when it did not sleep and nobody else does. */
    void wakes(int sleeper) {
        synchronized (this) {
            sleepers &= ~sleeper;
            if ((value & 1) != 0) {
                value += sleepers == 0 ? 1 : 2;
                Words.release(memory, offset, value);
            }
        }
        VarHandle.fullFence();
    }
}
