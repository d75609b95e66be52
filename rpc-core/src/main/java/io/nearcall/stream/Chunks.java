package io.nearcall.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Direct buffers of 64 KiB, lent to connections while they have bytes in hand: an idle connection holds none. */
final class Chunks {
    static final int SIZE = 64 * 1024;

    private static final int KEPT = 64;
    private static final AtomicReferenceArray<ByteBuffer> FREE = new AtomicReferenceArray<>(KEPT);

    private Chunks() {}

    /** An empty buffer, little-endian. */
    static ByteBuffer take() {
        int start = (int) Thread.currentThread().getId();
        for (int i = 0; i < KEPT; i++) {
            int at = (start + i) & (KEPT - 1);
            ByteBuffer chunk = FREE.getPlain(at) == null ? null : FREE.getAndSet(at, null);
            if (chunk != null) {
                return chunk;
            }
        }
        return ByteBuffer.allocateDirect(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Gives a buffer back; its owner touches it no more. */
    static void give(ByteBuffer chunk) {
        chunk.clear();
        int start = (int) Thread.currentThread().getId();
        for (int i = 0; i < KEPT; i++) {
            int at = (start + i) & (KEPT - 1);
            if (FREE.getPlain(at) == null && FREE.compareAndSet(at, null, chunk)) {
                return;
            }
        }
    }
}
