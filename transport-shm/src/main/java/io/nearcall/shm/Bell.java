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

    /** Called after a full fence behind what was published. */
    void ringIfAsleep() {
        long sequence = Words.acquire(peers, offset);
        if ((sequence & 1) != 0 && sequence != rung) {
            rung = sequence;
            doorbell.ring();
        }
    }
}
