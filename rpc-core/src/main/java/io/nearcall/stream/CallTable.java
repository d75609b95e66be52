package io.nearcall.stream;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The calls in flight in one direction, found by id without a hash.
 *
 * <p>The low 16 bits of an id are the call's slot, the rest a number never used again on the connection: a late reply
 * finds its slot empty or taken by another id. Slots are claimed by a CAS on a bit map, the lowest first, and their
 * memory comes in segments of 64, so that a quiet connection has one.
 */
final class CallTable<C> {
    static final int MAX_CALLS = 1 << 16;

    private static final int SEGMENT = 64;

    private final int capacity;
    private final AtomicReferenceArray<Segment<C>> segments;
    private final AtomicLongArray claimed;

    CallTable(int capacity) {
        this.capacity = Math.min(capacity, MAX_CALLS);
        int words = (this.capacity + SEGMENT - 1) / SEGMENT;
        this.segments = new AtomicReferenceArray<>(words);
        this.claimed = new AtomicLongArray(words);
    }

    static int slot(long id) {
        return (int) id & (MAX_CALLS - 1);
    }

    /** Claims a slot: an id, or 0 when all are taken. */
    long claim() {
        for (int word = 0; word < claimed.length(); word++) {
            long bits = claimed.get(word);
            while (bits != -1L) {
                int bit = Long.numberOfTrailingZeros(~bits);
                int slot = word * SEGMENT + bit;
                if (slot >= capacity) {
                    return 0;
                }
                if (claimed.compareAndSet(word, bits, bits | 1L << bit)) {
                    return ++segment(word).uses[bit] << 16 | slot;
                }
                bits = claimed.get(word);
            }
        }
        return 0;
    }

    /** Gives a claimed slot back, emptying it. */
    void release(long id) {
        int slot = slot(id);
        set(slot, null);
        int word = slot / SEGMENT;
        long bit = 1L << (slot % SEGMENT);
        long bits;
        do {
            bits = claimed.get(word);
        } while (!claimed.compareAndSet(word, bits, bits & ~bit));
    }

    /** Whether no slot is claimed. */
    boolean isIdle() {
        for (int word = 0; word < claimed.length(); word++) {
            if (claimed.get(word) != 0) {
                return false;
            }
        }
        return true;
    }

    /** How many slots are claimed. */
    int claimed() {
        int count = 0;
        for (int word = 0; word < claimed.length(); word++) {
            count += Long.bitCount(claimed.get(word));
        }
        return count;
    }

    int capacity() {
        return capacity;
    }

    C get(int slot) {
        if (slot >= capacity) {
            return null;
        }
        Segment<C> segment = segments.get(slot / SEGMENT);
        return segment == null ? null : segment.calls.get(slot % SEGMENT);
    }

    void set(int slot, C call) {
        int word = slot / SEGMENT;
        if (call != null || segments.get(word) != null) {
            segment(word).calls.set(slot % SEGMENT, call);
        }
    }

    private Segment<C> segment(int word) {
        Segment<C> segment = segments.get(word);
        if (segment == null) {
            segments.compareAndSet(word, null, new Segment<>());
            segment = segments.get(word);
        }
        return segment;
    }

    /** Whether no call is there. */
    boolean isEmpty() {
        boolean[] found = {false};
        forEach(call -> found[0] |= call != null);
        return !found[0];
    }

    /** Visits every call that is there. */
    void forEach(Consumer<C> visitor) {
        for (int word = 0; word < segments.length(); word++) {
            Segment<C> segment = segments.get(word);
            for (int i = 0; segment != null && i < SEGMENT; i++) {
                C call = segment.calls.get(i);
                if (call != null) {
                    visitor.accept(call);
                }
            }
        }
    }

    private static final class Segment<C> {
        final AtomicReferenceArray<C> calls = new AtomicReferenceArray<>(SEGMENT);
        final long[] uses = new long[SEGMENT]; // of each slot, to tell its calls apart; its claimer's own
    }
}
