package io.nearcall.shm;

import io.nearcall.shm.layout.Words;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * A sequence of ours that is odd while somebody here waits for the doorbell.
 *
 * <p>The peer rings once for each odd value. Several may wait on the one socket, and the stroke for a value may be taken
 * out by another one than who waits: so it gets a new value when the doorbell has been emptied, and a look follows.
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

    /** The value while somebody sleeps, else 0. */
    long ofSleeper() {
        synchronized (this) {
            return (value & 1) == 0 ? 0 : value;
        }
    }

    /** Whoever waits goes on under a new value; a look must follow, as for {@link #sleeps}. */
    void renews() {
        synchronized (this) {
            if ((value & 1) != 0) {
                value += 2;
                Words.release(memory, offset, value);
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
