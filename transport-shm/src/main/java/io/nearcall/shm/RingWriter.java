package io.nearcall.shm;

import io.nearcall.shm.layout.RingLayout;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.Violation;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** Our ring, which the peer reads; one thread at a time. */
final class RingWriter {
    /** Less room than this is none: small records at the full ring's edge would cost more than they bring. */
    private static final int LEAST = 64;

    /** The reader takes some 20 µs for a quarter of the ring: to wait for it costs less than to be woken. */
    private static final long PATIENCE_NANOS = 50_000;

    private static final int LOOKS = 32;

    /** Parts of the ring that are shown, and freed, one by one, so that both sides copy large payloads at the same time. */
    static final int PARTS = 4;

    private final ByteBuffer memory;
    private final ByteBuffer peers;
    private final int base;
    private final int capacity;
    private final int part;
    private final long nonce;
    private final Doorbell doorbell;
    private final Bell bell;
    private final SleepWord room;
    private final ByteBuffer target; // a view, for bulk copies
    private long tail;
    private long head; // as last seen
    private long shown; // the tail as the reader sees it
    private long published;
    private final boolean patient;
    private long gaveUpAt = -1; // the head at which the reader last stood for too long

    RingWriter(Segment mine, Segment peer, Doorbell doorbell, boolean patient) {
        this.memory = mine.memory();
        this.peers = peer.memory();
        this.base = SegmentLayout.ring(mine.lanes());
        this.capacity = mine.ring();
        this.part = capacity / PARTS;
        this.nonce = mine.nonce();
        this.doorbell = doorbell;
        this.bell = new Bell(peers, SegmentLayout.AT_SLEEP, doorbell);
        this.room = new SleepWord(memory, SegmentLayout.AT_ROOM);
        this.target = memory.duplicate();
        this.patient = patient;
    }

    /** Writes what fits: the number of bytes taken. When it is not all, the doorbell rings as soon as there is room. */
    long write(ByteBuffer[] sources, int offset, int length) throws Violation {
        room.wakes(1);
        long taken = 0;
        for (int i = offset; i < offset + length; i++) {
            while (sources[i].hasRemaining()) {
                int count = record(sources[i]);
                if (count == 0) {
                    publish();
                    if (patient && awaitRoom()) {
                        continue;
                    }
                    room.sleeps(1);
                    if (free() < LEAST) {
                        return taken;
                    }
                    room.wakes(1);
                }
                taken += count;
                if (tail - shown >= part) {
                    publish();
                }
            }
        }
        publish();
        return taken;
    }

    /** How often something was published; racy. */
    long published() {
        return published;
    }

    private int record(ByteBuffer source) throws Violation {
        long wanted = RingLayout.space(Math.min(source.remaining(), part));
        if (capacity - (tail - head) < wanted) {
            free();
        }
        int free = (int) (capacity - (tail - head)) & ~7; // the reader may stand inside a record
        if (free < LEAST) {
            return 0;
        }
        int length = Math.min(Math.min(source.remaining(), part), free - RingLayout.HEADER);
        Words.set(memory, at(tail), RingLayout.header(length, tail, nonce));
        copy(source, at(tail + RingLayout.HEADER), length);
        tail += RingLayout.space(length);
        return length;
    }

    private void copy(ByteBuffer source, int at, int length) {
        int first = Math.min(length, base + capacity - at);
        put(source, at, first);
        put(source, base, length - first);
    }

    private void put(ByteBuffer source, int at, int length) {
        int limit = source.limit();
        source.limit(source.position() + length);
        target.position(at);
        target.put(source);
        source.limit(limit);
    }

    private long free() throws Violation {
        long seen = Words.acquire(peers, SegmentLayout.AT_HEAD);
        if (seen < head || seen > tail) {
            throw new Violation("the head of the ring is " + seen + ", it was " + head + " and the tail is " + tail);
        }
        head = seen;
        return capacity - (tail - head);
    }

    /** Waits for a moment for a reader that is at it. */
    private boolean awaitRoom() throws Violation {
        if (head == gaveUpAt) {
            return false;
        }
        long start = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS; i++) {
                Thread.onSpinWait();
            }
            if (free() >= capacity / 4) {
                return true;
            }
        } while (System.nanoTime() - start < PATIENCE_NANOS);
        gaveUpAt = head;
        return false;
    }

    private void publish() {
        published++;
        shown = tail;
        Words.release(memory, SegmentLayout.AT_TAIL, tail);
        VarHandle.fullFence();
        doorbell.seen(!bell.ringIfAsleep());
    }

    private int at(long position) {
        return base + (int) (position & capacity - 1);
    }
}
