package io.nearcall.shm.layout;

/**
 * The layout of a record in a ring; the ring itself is a power of two of bytes, in which a position {@code p} is at
 * {@code p & capacity - 1}.
 *
 * <pre>
 *   p        p + 4    p + 8
 *   +--------+--------+---------------- ... -+
 *   | length | check  | bytes                |   the next record begins on the next multiple of 8
 *   +--------+--------+---------------- ... -+
 *              the low half of p ^ nonce
 * </pre>
 *
 * What the records hold, one behind the other, is the stream of frames of {@code docs/wire-format.md}.
 */
public final class RingLayout {
    /** Bytes of a record's header. */
    public static final int HEADER = 8;

    private RingLayout() {}

    /** A record's header. */
    public static long header(int length, long position, long nonce) {
        return (position ^ nonce) << 32 | length;
    }

    /** The length in a header: anything, as the peer has written it. */
    public static int length(long header) {
        return (int) header;
    }

    /** Bytes that a record takes. */
    public static int space(int length) {
        return HEADER + length + 7 & ~7;
    }
}
