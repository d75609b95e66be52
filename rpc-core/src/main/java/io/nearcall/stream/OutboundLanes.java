package io.nearcall.stream;

import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;

/**
 * The calling side of a duplex's lanes: places for one small call each, which its caller fills and watches itself.
 *
 * <p>A lane is claimed by one thread, which alone uses it until it releases or abandons it.
 */
public interface OutboundLanes {
    /** The id of a lane's call: no frame's, and never used again. */
    static long id(int lane, long sequence) {
        return LANE | sequence << 8 | lane;
    }

    /** Whether an id is that of a lane's call. */
    static boolean isLane(long id) {
        return (id & LANE) != 0;
    }

    /** The lane of such an id. */
    static int lane(long id) {
        return (int) id & 0xff;
    }

    /** Set in such an id. */
    long LANE = 1L << 60;

    /** At most so many lanes. */
    int MAX = 256;

    /** Bytes that a request or a reply may have, its header message included. */
    int room();

    /** How many lanes there are; they are numbered from 0. */
    int count();

    /** Claims a lane: its number, or -1 when none is free. */
    int claim();

    /** The {@link #id} of the lane's next call. */
    long nextId(int lane);

    /** Puts a request into the lane, then, after a full fence, wakes the peer if it sleeps; {@code head} may be null. */
    void request(int lane, int method, WireWriter head, WireWriter payload);

    /** Whether the reply to the lane's last request is there. */
    boolean isAnswered(int lane);

    /**
     * Copies the reply out.
     *
     * @param head takes its header message; untouched where there is none
     * @param payload takes the rest; empty before
     * @return the {@link InboundLanes#HEADERS flags} of the reply
     * @throws Violation when what is on the lane cannot be
     */
    int reply(int lane, WireReader head, WireReader payload) throws Violation;

    /** Gives an answered lane back. */
    void release(int lane);

    /** Gives up on a lane: nobody claims it until its late reply has come. */
    void abandon(int lane);

    /**
     * The lane's caller is about to wait on something other than the lane; said anew before each wait, as the peer wakes
     * it once for each.
     */
    void sleeps(int lane);

    /** The lane's caller waits no longer; without effect when it did not. */
    void wakes(int lane);

    /** Whether no lane is claimed. */
    boolean isIdle();
}
