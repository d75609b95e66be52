package io.nearcall.stream;

import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;

/** The serving side of a duplex's lanes; all but {@link #answer} is called with the reading token held. */
public interface InboundLanes {
    /** A header message stands before the payload. */
    int HEADERS = 1;

    /** The reply was too large for the lane and comes in frames. */
    int IN_FRAMES = 2;

    /** Bytes that a request or a reply may have, its header message included. */
    int room();

    /**
     * A lane with a request that was not taken yet, or -1.
     *
     * @throws Violation when its place in the sequence cannot be
     */
    int next() throws Violation;

    /**
     * Copies that request out.
     *
     * @param head takes its header message; untouched where there is none
     * @param payload takes the rest; empty before
     * @return the {@link #HEADERS flags} in the low 16 bits, the method's number above
     * @throws Violation when what is on the lane cannot be
     */
    int take(int lane, WireReader head, WireReader payload) throws Violation;

    /** The id of the request that was taken last. */
    long id(int lane);

    /** Puts the reply to the lane's request into the lane and wakes its caller if it sleeps; called by any thread. */
    void answer(int lane, int flags, WireWriter head, WireWriter payload);

    /** Whether every request that can be seen has been answered. */
    boolean isIdle();
}
