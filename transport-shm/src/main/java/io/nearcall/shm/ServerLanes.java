package io.nearcall.shm;

import io.nearcall.shm.layout.LaneLayout;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.InboundLanes;
import io.nearcall.stream.OutboundLanes;
import io.nearcall.stream.Violation;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;

/** The lanes of a server: it looks at those in use, one after the other. */
final class ServerLanes implements InboundLanes {
    private final ByteBuffer mine;
    private final ByteBuffer peers;
    private final long myNonce;
    private final long peersNonce;
    private final int count;
    private final long[] seen;
    private final Doorbell doorbell;
    private final Bell[] bells;
    private final ByteBuffer[] requests; // views
    private final ByteBuffer[] replies; // views
    private int next;

    ServerLanes(Segment mine, Segment peer, Doorbell doorbell) {
        this.mine = mine.memory();
        this.peers = peer.memory();
        this.myNonce = mine.nonce();
        this.peersNonce = peer.nonce();
        this.count = peer.lanes();
        this.seen = new long[count];
        this.doorbell = doorbell;
        this.bells = new Bell[count];
        for (int lane = 0; lane < count; lane++) {
            bells[lane] = new Bell(peers, LaneLayout.at(lane) + LaneLayout.AT_SLEEP, doorbell);
        }
        this.requests = Lanes.views(peers, count);
        this.replies = Lanes.views(this.mine, count);
    }

    @Override
    public int room() {
        return LaneLayout.ROOM;
    }

    @Override
    public int next() throws Violation {
        int used = used();
        int lane = next < used ? next : 0;
        for (int i = 0; i < used; i++) {
            long sequence = Words.acquire(peers, LaneLayout.at(lane));
            if (sequence != seen[lane]) {
                if (sequence != seen[lane] + 1) {
                    throw new Violation("request " + sequence + " on lane " + lane + " follows request " + seen[lane]);
                }
                next = lane + 1;
                return lane;
            }
            lane = lane + 1 < used ? lane + 1 : 0;
        }
        return -1;
    }

    /** Whether {@link #next} would find one, or a violation. */
    boolean hasNext() {
        long used = Words.acquire(peers, SegmentLayout.AT_LANES_USED);
        for (int lane = 0; lane < Math.min(used, count); lane++) {
            if (Words.acquire(peers, LaneLayout.at(lane)) != seen[lane]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int take(int lane, WireReader head, WireReader payload) throws Violation {
        long sequence = seen[lane] + 1;
        if (Words.get(mine, LaneLayout.at(lane)) != seen[lane]) {
            throw new Violation("a request on lane " + lane + " before the reply to the last one");
        }
        seen[lane] = sequence;
        long info = Lanes.read(peers, requests[lane], lane, sequence, peersNonce, head, payload);
        return LaneLayout.method(info) << 16 | LaneLayout.flags(info);
    }

    @Override
    public long id(int lane) {
        return OutboundLanes.id(lane, seen[lane]);
    }

    @Override
    public void answer(int lane, int flags, WireWriter head, WireWriter payload) {
        Lanes.publish(mine, replies[lane], lane, seen[lane], myNonce, flags, 0, head, payload);
        VarHandle.fullFence();
        doorbell.seen(!bells[lane].ringWheneverAsleep()); // a late look for the last reply may have rung for this wait
    }

    @Override
    public boolean isIdle() {
        for (int lane = 0; lane < count; lane++) {
            int at = LaneLayout.at(lane);
            if (Words.acquire(peers, at) != Words.acquire(mine, at)) {
                return false;
            }
        }
        return true;
    }

    /** How many replies were published; racy. */
    long published() {
        return LongStream.of(seen).sum();
    }

    private int used() throws Violation {
        long used = Words.acquire(peers, SegmentLayout.AT_LANES_USED);
        if (used < 0 || used > count) {
            throw new Violation(used + " lanes in use of " + count);
        }
        return (int) used;
    }
}
