package io.nearcall.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Large arrays that belong into a message and are not copied into the array of its writer. */
final class Borrowed {
    private byte[][] arrays = new byte[2][];
    private int[] positions = new int[2]; // in the writer's own array, of what comes behind
    private int count;
    private int bytes;

    /** Of all together. */
    int bytes() {
        return bytes;
    }

    void add(byte[] array, int position) {
        if (count == arrays.length) {
            arrays = Arrays.copyOf(arrays, 2 * count);
            positions = Arrays.copyOf(positions, 2 * count);
        }
        arrays[count] = array;
        positions[count++] = position;
        bytes += array.length;
    }

    void clear() {
        Arrays.fill(arrays, 0, count, null);
        count = 0;
        bytes = 0;
    }

    /** Bytes of those at {@code start} and behind. */
    int bytesFrom(int start) {
        int sum = 0;
        for (int i = count - 1; i >= 0 && positions[i] >= start; i--) {
            sum += arrays[i].length;
        }
        return sum;
    }

    /** What the writer has at {@code start} and behind moves. */
    void move(int start, int by) {
        for (int i = count - 1; i >= 0 && positions[i] >= start; i--) {
            positions[i] += by;
        }
    }

    /** Copies {@code length} bytes of the whole message, {@code own} with these in it, from {@code offset} on. */
    void copyTo(ByteBuffer target, byte[] own, int ownLength, int offset, int length) {
        int at = 0; // of the whole message
        int ownAt = 0;
        for (int i = 0; i <= count; i++) {
            int ownEnd = i < count ? positions[i] : ownLength;
            put(target, own, ownAt, at, ownEnd - ownAt, offset, length);
            at += ownEnd - ownAt;
            ownAt = ownEnd;
            if (i < count) {
                put(target, arrays[i], 0, at, arrays[i].length, offset, length);
                at += arrays[i].length;
            }
        }
    }

    /** Puts what a piece, which stands {@code at} in the message, has of the bytes wanted. */
    private static void put(
            ByteBuffer target, byte[] piece, int start, int at, int pieceLength, int offset, int length) {
        int from = Math.max(at, offset);
        int to = Math.min(at + pieceLength, offset + length);
        if (from < to) {
            target.put(piece, start + from - at, to - from);
        }
    }

    /** A view of bytes that are all in one piece, else null. */
    ByteBuffer view(byte[] own, int ownLength, int offset, int length) {
        int at = 0;
        int ownAt = 0;
        for (int i = 0; i <= count && at <= offset; i++) {
            int ownEnd = i < count ? positions[i] : ownLength;
            if (offset + length <= at + ownEnd - ownAt) {
                return ByteBuffer.wrap(own, ownAt + offset - at, length);
            }
            at += ownEnd - ownAt;
            ownAt = ownEnd;
            if (i < count) {
                if (at <= offset && offset + length <= at + arrays[i].length) {
                    return ByteBuffer.wrap(arrays[i], offset - at, length);
                }
                at += arrays[i].length;
            }
        }
        return null;
    }
}
