package io.nearcall.stream;

import io.nearcall.transport.SpinMode;

/**
 * Whether one waiter spins before it sleeps: whichever has lately ended its waits sooner.
 *
 * <p>Two running averages are kept, of the waits that began by spinning and of those that slept at once. Now and then a
 * wait is made the other way, to see whether the machine has changed: on idle cores a sleep costs a wake-up of some 50
 * µs; where other work wants the cores a sleep is quicker than two processes spinning against each other. Racy use by
 * several threads only makes the averages coarser.
 */
final class SpinBudget {
    /** Waking an idle core takes about 50 µs; longer than twice that, a sleep costs less than it saves. */
    private static final long MAX_NANOS = 100_000;

    /** Longer waits count as this: nobody was in a hurry. */
    private static final long LONG_NANOS = 2 * MAX_NANOS;

    private static final int FIRST_PROBE = 4;
    private static final int LAST_PROBE = 512;

    private final SpinMode mode;
    private long spinAverage;
    private long sleepAverage = MAX_NANOS;
    private int probeInterval = FIRST_PROBE;
    private int untilProbe = FIRST_PROBE;

    SpinBudget(SpinMode mode) {
        this.mode = mode;
    }

    /** Whether every wait spins to its end. */
    boolean isEndless() {
        return mode == SpinMode.ALWAYS;
    }

    /** A wait begins: nanoseconds to spin, 0 to sleep at once. */
    long begin() {
        return switch (mode) {
            case OFF -> 0;
            case ALWAYS -> Long.MAX_VALUE;
            case ADAPTIVE -> spinsNext() ? MAX_NANOS : 0;
        };
    }

    /** A wait has ended, after {@code nanos}; {@code spun} if it began by spinning. */
    void ended(boolean spun, long nanos) {
        if (mode != SpinMode.ADAPTIVE) {
            return;
        }
        long counted = Math.min(nanos, LONG_NANOS);
        boolean preferred = spun == prefersSpin();
        if (spun) {
            spinAverage += (counted - spinAverage) / (preferred ? 8 : 2);
        } else {
            sleepAverage += (counted - sleepAverage) / (preferred ? 8 : 2);
        }
        if (counted == LONG_NANOS) {
            probeInterval = FIRST_PROBE; // the next busy time may be another kind of time
        } else if (!preferred) {
            boolean better = counted < (spun ? sleepAverage : spinAverage);
            probeInterval = better ? FIRST_PROBE : Math.min(LAST_PROBE, 2 * probeInterval);
        }
    }

    private boolean spinsNext() {
        boolean spins = prefersSpin();
        if (sleepAverage >= LONG_NANOS - 1000 && !spins) {
            return false; // nobody is in a hurry
        }
        if (--untilProbe <= 0) {
            untilProbe = probeInterval;
            return !spins;
        }
        return spins;
    }

    private boolean prefersSpin() {
        return spinAverage < sleepAverage && spinAverage < MAX_NANOS;
    }
}
