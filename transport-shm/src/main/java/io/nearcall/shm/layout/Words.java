package io.nearcall.shm.layout;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The 64-bit words of shared memory, little-endian, each at an offset that is a multiple of 8. */
public final class Words {
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** Reads a word that is published by another one. */
    public static long get(ByteBuffer memory, int offset) {
        return (long) WORD.get(memory, offset);
    }

    /** Writes a word that is published by another one. */
    public static void set(ByteBuffer memory, int offset, long value) {
        WORD.set(memory, offset, value);
    }

    /** Reads a word; what its writer wrote before it can then be seen. */
    public static long acquire(ByteBuffer memory, int offset) {
        return (long) WORD.getAcquire(memory, offset);
    }

    /** Writes a word, and publishes what was written before it. */
    public static void release(ByteBuffer memory, int offset, long value) {
        WORD.setRelease(memory, offset, value);
    }
}
