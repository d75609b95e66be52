package io.nearcall.wire;

import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Arrays that large messages were in, kept for the next ones as long as memory is not short.
 *
 * <p>A new array of a mebibyte costs as much as copying one: it is cleared, and collected. What is in a kept one is never
 * read before it is written.
 */
final class LargeArrays {
    /** Larger ones are rare enough to be new each time. */
    private static final int LARGEST = 8 << 20;

    private static final int KEPT = 8;
    private static final AtomicReferenceArray<SoftReference<byte[]>> FREE = new AtomicReferenceArray<>(KEPT);

    private LargeArrays() {}

    /** An array of at least {@code size} bytes with any content, not many times larger. */
    static byte[] take(int size) {
        byte[] kept = kept(size);
        return kept == null ? new byte[size] : kept;
    }

    /** The same if there is one, else null. */
    static byte[] kept(int size) {
        for (int i = 0; size <= LARGEST && i < KEPT; i++) {
            SoftReference<byte[]> kept = FREE.getPlain(i);
            byte[] array = kept == null ? null : kept.get();
            boolean fits = array != null && array.length >= size && array.length / 4 <= size;
            if (fits && FREE.compareAndSet(i, kept, null)) {
                return array;
            }
        }
        return null;
    }

    /** Keeps an array that its owner touches no more; the smallest one gives way. */
    static void give(byte[] array) {
        if (array.length > LARGEST) {
            return;
        }
        int at = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < KEPT && least > 0; i++) {
            SoftReference<byte[]> kept = FREE.getPlain(i);
            byte[] other = kept == null ? null : kept.get();
            int length = other == null ? 0 : other.length;
            if (length < least) {
                least = length;
                at = i;
            }
        }
        if (least < array.length) {
            FREE.set(at, new SoftReference<>(array));
        }
    }
}
