package io.nearcall.stream;

import io.nearcall.transport.SpinMode;

/**
 * How long one waiter spins before it sleeps: as long as that has paid off lately.
 *
 * <p>A wait that ends while spinning is a hit. After a miss the next waits sleep at once, 1, 2, 4 ... 1,024 of them as
 * misses go on; a sleep that turns out short takes half of them off. Racy use by several threads only makes the
 * estimate coarser.
 */
final class SpinBudget {
    /** Waking an idle core takes about 50 µs; longer than twice that, a sleep costs less than it saves. */
    static final long MAX_NANOS = 100_000;

    private static final int MAX_PENALTY = 1024;

    private final SpinMode mode;
    private int penalty = 1;
    private int skip;

    SpinBudget(SpinMode mode) {
        this.mode = mode;
    }

    /** Nanoseconds to spin in the wait that begins now; 0 to sleep at once. */
    long nanos() {
        return switch (mode) {
            case OFF -> 0;
            case ALWAYS -> Long.MAX_VALUE;
            case ADAPTIVE -> skip > 0 ? 0 : MAX_NANOS;
        };
    }

    /** The wait ended while spinning. */
    void hit() {
        if (penalty > 1) {
            penalty >>= 1;
        }
    }

    /** Spinning was in vain. */
    void miss() {
        penalty = Math.min(MAX_PENALTY, penalty * 2);
        skip = penalty;
    }

    /** A sleep took that long. */
    void slept(long nanos) {
        if (skip > 0) {
            skip = nanos < MAX_NANOS ? skip >> 1 : skip - 1;
        }
    }
}
