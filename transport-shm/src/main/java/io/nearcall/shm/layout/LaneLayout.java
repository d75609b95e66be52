package io.nearcall.shm.layout;

/**
 * The layout of one lane in one direction.
 *
 * <pre>
 *   0        8                16                                            2168
 *   +--------+----------------+---------------- ... -+---------+-- ... -----+--------+
 *   |sequence| length   flags | body                 | trailer |            | sleep  |
 *   +--------+----------------+---------------- ... -+---------+-- ... -----+--------+
 *             u32   u16  u16 method                  on the next multiple of 8
 *
 *   body with flag HEADERS:  | header length u16 | header message | payload
 *   body without:            | payload
 * </pre>
 *
 * A body of up to 40 bytes and all that goes with it lie on one cache line, so that a small call costs one transfer each way. The
 * sleep sequence has a line of its own as long as bodies are short: the peer reads it when the next request may be on its way.
 * The stride is no power of two, so that the first lines of the lanes do not fall into one set of the cache.
 */
public final class LaneLayout {
    /** Bytes from one lane to the next. */
    public static final int STRIDE = 17 * 128;

    /** Counts the lane's calls; written last. */
    public static final int AT_SEQUENCE = 0;

    /** Length of the body, flags, and in a request the method's number. */
    public static final int AT_INFO = 8;

    /** In the caller's segment: odd while the lane's caller waits on something other than the lane. */
    public static final int AT_SLEEP = STRIDE - Long.BYTES;

    /** Where the body begins. */
    public static final int AT_BODY = 16;

    /** The longest body. */
    public static final int ROOM = AT_SLEEP - AT_BODY - Long.BYTES;

    private LaneLayout() {}

    /** The offset of a lane in its segment. */
    public static int at(int lane) {
        return SegmentLayout.LANES + lane * STRIDE;
    }

    /** The info word. */
    public static long info(int length, int flags, int method) {
        return (long) method << 48 | (long) flags << 32 | length;
    }

    /** The length in an info word: anything, as the peer has written it. */
    public static int length(long info) {
        return (int) info;
    }

    /** The flags in an info word. */
    public static int flags(long info) {
        return (int) (info >>> 32) & 0xffff;
    }

    /** The method's number in an info word. */
    public static int method(long info) {
        return (int) (info >>> 48);
    }

    /** Where the trailer of a body stands: {@code sequence ^ nonce}, which shows that both are of one call. */
    public static int trailer(int lane, int length) {
        return at(lane) + (AT_BODY + length + 7 & ~7);
    }
}
