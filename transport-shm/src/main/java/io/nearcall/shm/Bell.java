package io.nearcall.shm;

import io.nearcall.shm.layout.Words;
import java.nio.ByteBuffer;

/** The peer's sleep word and the doorbell to it: rings when the peer sleeps, once for each sleep. */
final class Bell {
    private final ByteBuffer peers;
    private final int offset;
    private final Doorbell doorbell;
    private volatile long rung; // racy: at worst the peer is woken twice

    Bell(ByteBuffer peers, int offset, Doorbell doorbell) {
        this.peers = peers;
        this.offset = offset;
        this.doorbell = doorbell;
    }

    /**
     * Rings a sleeper whoever else may have rung it: for what is published once, and by one thread at a time.
     *
     * @return whether the peer was asleep
     */
    boolean ringWheneverAsleep() {
        boolean asleep = (Words.acquire(peers, offset) & 1) != 0;
        if (asleep) {
            doorbell.ring();
        }
        return asleep;
    }

    /**
     * Called after a full fence behind what was published.
     *
     * @return whether the peer was asleep
     */
    boolean ringIfAsleep() {
        long sequence = Words.acquire(peers, offset);
        boolean asleep = (sequence & 1) != 0;
        if (asleep && sequence != rung) {
            doorbell.ring();
            rung = sequence; // behind the stroke: who finds it here relies on that
        }
        return asleep;
    }
}
