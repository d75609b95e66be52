package io.nearcall.shm.layout;

/**
 * The layout of a segment: the file that one side writes and the other only reads; {@code docs/shm-protocol.md} is its
 * specification.
 *
 * <pre>
 *      0  +--------------------------------------------+
 *         | magic    version, features    nonce        |  written once, before the peer is told of the file
 *         | size     lanes                ring         |
 *    256  | sleep sequence                             |  odd: the writer's reader waits on the socket
 *    512  | room sequence                              |  odd: the writer waits for room in its ring
 *    768  | ring tail                                  |  bytes that the writer has put into its ring
 *   1024  | ring head                                  |  bytes that it has taken out of the peer's ring
 *   1280  | lanes in use                               |  the peer looks at so many
 *   4096  +--------------------------------------------+
 *         | lane 0, lane 1, ...   see LaneLayout       |
 *         +--------------------------------------------+
 *         | ring                  see RingLayout       |
 *   size  +--------------------------------------------+
 * </pre>
 *
 * Words that are written while calls go on stand 256 bytes apart: no two share a cache line, nor a pair of lines that
 * the processor fetches together.
 */
public final class SegmentLayout {
    /** "NRCLSHM1", read as a little-endian word. */
    public static final long MAGIC = 0x314d_4853_4c43_524eL;

    /** Of the protocol; another one is not understood. */
    public static final int VERSION = 1;

    /** Offset of {@link #MAGIC}. */
    public static final int AT_MAGIC = 0;

    /** Offset of the version (low half) and the feature bits (high half). */
    public static final int AT_VERSION = 8;

    /** Offset of the writer's nonce. */
    public static final int AT_NONCE = 16;

    /** Offset of the file's size. */
    public static final int AT_SIZE = 24;

    /** Offset of the number of lanes. */
    public static final int AT_LANES = 32;

    /** Offset of the ring's capacity, bytes. */
    public static final int AT_RING = 40;

    /** Offset of the sleep sequence. */
    public static final int AT_SLEEP = 256;

    /** Offset of the room sequence. */
    public static final int AT_ROOM = 512;

    /** Offset of the ring's tail. */
    public static final int AT_TAIL = 768;

    /** Offset of the head of the peer's ring. */
    public static final int AT_HEAD = 1024;

    /** Offset of the number of lanes in use. */
    public static final int AT_LANES_USED = 1280;

    /** Where the lanes begin; also the size of a page. */
    public static final int LANES = 4096;

    private SegmentLayout() {}

    /** Where the ring begins. */
    public static int ring(int lanes) {
        return (LANES + lanes * LaneLayout.STRIDE + LANES - 1) / LANES * LANES;
    }

    /** The size of the whole. */
    public static int size(int lanes, int ring) {
        return ring(lanes) + ring;
    }
}
