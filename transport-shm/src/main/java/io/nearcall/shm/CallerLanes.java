package io.nearcall.shm;

import io.nearcall.shm.layout.LaneLayout;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.OutboundLanes;
import io.nearcall.stream.Violation;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/**
 * The lanes of a client.
 *
 * <p>The free-list is private: the peer only sees how many lanes have ever been in use together, and looks at so many.
 */
final class CallerLanes implements OutboundLanes {
    private static final int FREE = 0;
    private static final int CLAIMED = 1;
    private static final int ABANDONED = 2;

    /** What belongs to one lane in an array stands so far from what belongs to the next. */
    private static final int APART = 16;

    private final ByteBuffer mine;
    private final ByteBuffer peers;
    private final long myNonce;
    private final long peersNonce;
    private final Bell bell;
    private final int count;
    private final AtomicIntegerArray states;
    private final long[] sequences; // its claimer's, like the rest of a lane
    private final long[] sleeps;
    private final ByteBuffer[] requests; // views
    private final ByteBuffer[] replies; // views
    private final LongAdder spills = new LongAdder();
    private volatile int used = 1;

    CallerLanes(Segment mine, Segment peer, Doorbell doorbell) {
        this.mine = mine.memory();
        this.peers = peer.memory();
        this.myNonce = mine.nonce();
        this.peersNonce = peer.nonce();
        this.bell = new Bell(peers, SegmentLayout.AT_SLEEP, doorbell);
        this.count = mine.lanes();
        this.states = new AtomicIntegerArray(count * APART);
        this.sequences = new long[count * APART];
        this.sleeps = new long[count * APART];
        this.requests = Lanes.views(this.mine, count);
        this.replies = Lanes.views(peers, count);
        Words.release(this.mine, SegmentLayout.AT_LANES_USED, used);
    }

    @Override
    public int room() {
        return LaneLayout.ROOM;
    }

    @Override
    public int count() {
        return count;
    }

    // ---- the free-list

    @Override
    public int claim() {
        int lane = find();
        if (lane < 0) {
            spills.increment();
        }
        return lane;
    }

    private int find() {
        int now = used;
        int hint = (int) Thread.currentThread().getId() & now - 1;
        return states.compareAndSet(hint * APART, FREE, CLAIMED) ? hint : findAnother(now, hint);
    }

    private int findAnother(int now, int hint) {
        for (int i = 0; i < now; i++) {
            int lane = hint + i & now - 1;
            if (states.getPlain(lane * APART) != CLAIMED && claim(lane)) {
                return lane;
            }
        }
        if (now == count || !grow(now)) {
            return now == count ? -1 : find();
        }
        return claim(now) ? now : find();
    }

    /** Claims a lane that is free, or whose late reply has come. */
    private boolean claim(int lane) {
        if (states.compareAndSet(lane * APART, FREE, CLAIMED)) {
            return true;
        }
        return states.get(lane * APART) == ABANDONED
                && isAnswered(lane)
                && states.compareAndSet(lane * APART, ABANDONED, CLAIMED);
    }

    private synchronized boolean grow(int from) {
        if (used != from) {
            return false;
        }
        Words.release(mine, SegmentLayout.AT_LANES_USED, 2L * from); // before a request that stands there
        used = 2 * from;
        return true;
    }

    /** How many lanes hold a call; racy. */
    long inUse() {
        long count = 0;
        for (int lane = 0; lane < used; lane++) {
            int state = states.get(lane * APART);
            count += state == CLAIMED || state == ABANDONED && !isAnswered(lane) ? 1 : 0;
        }
        return count;
    }

    /** How many calls found no lane. */
    long spills() {
        return spills.sum();
    }

    /** How many requests were published; racy. */
    long published() {
        return LongStream.of(sequences).sum();
    }

    /** The sum of what has come for callers that sleep, 0 when there is none. */
    long missed() {
        long sum = 0;
        for (int lane = 0; lane < used; lane++) {
            if ((sleeps[lane * APART] & 1) != 0 && isAnswered(lane)) {
                sum += sequences[lane * APART];
            }
        }
        return sum;
    }

    @Override
    public void release(int lane) {
        states.setRelease(lane * APART, FREE);
    }

    @Override
    public void abandon(int lane) {
        states.setRelease(lane * APART, ABANDONED);
    }

    @Override
    public boolean isIdle() {
        int now = used;
        for (int lane = 0; lane < now; lane++) {
            int state = states.get(lane * APART);
            if (state == CLAIMED || state == ABANDONED && !isAnswered(lane)) {
                return false;
            }
        }
        return true;
    }

    // ---- one call

    @Override
    public long nextId(int lane) {
        return OutboundLanes.id(lane, sequences[lane * APART] + 1);
    }

    @Override
    public void request(int lane, int method, WireWriter head, WireWriter payload) {
        long sequence = ++sequences[lane * APART];
        int flags = head == null ? 0 : Lanes.HEADERS;
        Lanes.publish(mine, requests[lane], lane, sequence, myNonce, flags, method, head, payload);
        VarHandle.fullFence();
        bell.ringIfAsleep();
    }

    @Override
    public boolean isAnswered(int lane) {
        return Words.acquire(peers, LaneLayout.at(lane)) == sequences[lane * APART];
    }

    @Override
    public int reply(int lane, WireReader head, WireReader payload) throws Violation {
        long sequence = sequences[lane * APART];
        return LaneLayout.flags(Lanes.read(peers, replies[lane], lane, sequence, peersNonce, head, payload));
    }

    // ---- waiting

    @Override
    public void sleeps(int lane) {
        // A new odd value each time: a late stroke for an earlier call may have been rung for the last one.
        sleep(lane, sleeps[lane * APART] + 1 | 1);
        VarHandle.fullFence();
    }

    @Override
    public void wakes(int lane) {
        long now = sleeps[lane * APART];
        if ((now & 1) != 0) {
            sleep(lane, now + 1);
        }
    }

    private void sleep(int lane, long value) {
        sleeps[lane * APART] = value;
        Words.release(mine, LaneLayout.at(lane) + LaneLayout.AT_SLEEP, value);
    }
}
