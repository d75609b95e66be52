package io.nearcall.shm;

import io.nearcall.shm.layout.RingLayout;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.Violation;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** The peer's ring, which we read; one thread at a time. */
final class RingReader {
    private final ByteBuffer memory;
    private final ByteBuffer peers;
    private final int base;
    private final int capacity;
    private final int part;
    private final long nonce;
    private final Bell bell;
    private final ByteBuffer source; // a view, for bulk copies
    private long head;
    private int left; // bytes of the record at hand

    RingReader(Segment mine, Segment peer, Doorbell doorbell) {
        this.memory = mine.memory();
        this.peers = peer.memory();
        this.base = SegmentLayout.ring(peer.lanes());
        this.capacity = peer.ring();
        this.part = capacity / RingWriter.PARTS;
        this.nonce = peer.nonce();
        this.bell = new Bell(peers, SegmentLayout.AT_ROOM, doorbell);
        this.source = peers.duplicate();
    }

    boolean isEmpty() {
        return left == 0 && Words.acquire(peers, SegmentLayout.AT_TAIL) == head;
    }

    /** Reads what is there and fits: the number of bytes. */
    int read(ByteBuffer target) throws Violation {
        long tail = Words.acquire(peers, SegmentLayout.AT_TAIL);
        if (tail == head) {
            return 0;
        }
        if (tail < head || tail - head > capacity || (tail & 7) != 0) {
            throw new Violation("the tail of the ring is " + tail + ", its head " + head);
        }
        int before = target.position();
        long freed = head;
        while (head != tail && target.hasRemaining()) {
            if (left == 0) {
                open(tail);
            }
            int count = Math.min(left, target.remaining());
            copy(target, count);
            left -= count;
            head += count;
            if (left == 0) {
                head = head + 7 & ~7L;
            }
            if (head - freed >= part) {
                free();
                freed = head;
            }
        }
        if (head != freed) {
            free();
        }
        return target.position() - before;
    }

    private void free() {
        Words.release(memory, SegmentLayout.AT_HEAD, head);
        VarHandle.fullFence();
        bell.ringIfAsleep();
    }

    private void open(long tail) throws Violation {
        long header = Words.get(peers, at(head));
        int length = RingLayout.length(header);
        if (length <= 0 || length > tail - head - RingLayout.HEADER) {
            throw new Violation("a record of " + length + " bytes where " + (tail - head) + " are in the ring");
        }
        if (header != RingLayout.header(length, head, nonce)) {
            throw new Violation("the record at " + head + " of the ring is none");
        }
        left = length;
        head += RingLayout.HEADER;
    }

    private void copy(ByteBuffer target, int length) {
        int at = at(head);
        int first = Math.min(length, base + capacity - at);
        source.limit(at + first).position(at);
        target.put(source);
        if (first < length) {
            source.limit(base + length - first).position(base);
            target.put(source);
        }
    }

    private int at(long position) {
        return base + (int) (position & capacity - 1);
    }
}
