package io.nearcall.stream;

import io.nearcall.transport.SpinMode;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether one waiter spins before it sleeps: whichever has lately ended its waits sooner.
 *
 * <p>Two running averages are kept, of the waits that began by spinning and of those that slept at once. Now and then a
 * wait is made the other way, to see whether the machine has changed: on idle cores a sleep costs a wake-up of some 50
 * µs; where other work wants the cores a sleep is quicker than two processes spinning against each other. Racy use by
 * several threads only makes the averages coarser.
 *
 * <p>What spinning is worth depends on the other side: against a peer that sleeps, a wait lasts for its wake-up however one
 * waits. So that both do not stay asleep each because of the other, a trial of spinning lasts for some waits, and a server
 * that sees its caller spin spins with it.
 */
final class SpinBudget {
    /** Waking an idle core takes about 50 µs; longer than twice that, a sleep costs less than it saves. */
    private static final long MAX_NANOS = 100_000;

    /** Longer waits count as this: nobody was in a hurry. */
    private static final long LONG_NANOS = 2 * MAX_NANOS;

    private static final int FIRST_PROBE = 4;

    /** An average that has grown by so much, and twofold, means that the machine has changed. */
    private static final long CHANGE_NANOS = 10_000;

    private static final int LAST_PROBE = 8192;

    /** A trial of spinning lasts so many waits: the first ones may be for a peer that slept, or is on the same core. */
    private static final int TRIAL = 64;

    private static final long NAP_NANOS = 20_000;

    private final SpinMode mode;
    private final Crowding crowding = new Crowding();
    private long spinAverage;
    private long sleepAverage = MAX_NANOS;
    private int probeInterval = FIRST_PROBE;
    private int untilProbe = FIRST_PROBE;
    private long averageAtProbe; // of the waits preferred then
    private int trial; // waits left of a trial of spinning

    SpinBudget(SpinMode mode) {
        this.mode = mode;
    }

    /** Whether every wait spins to its end. */
    boolean isEndless() {
        return mode == SpinMode.ALWAYS;
    }

    /** A wait begins: nanoseconds to spin, 0 to sleep at once. */
    long begin() {
        return begin(false);
    }

    /** A wait begins for a peer that is known to spin, or not: nanoseconds to spin, 0 to sleep at once. */
    long begin(boolean peerSpins) {
        return switch (mode) {
            case OFF -> 0;
            case ALWAYS -> Long.MAX_VALUE;
            case ADAPTIVE -> peerSpins || spinsNext() ? MAX_NANOS : 0;
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
            crowding.ended();
            spinAverage += (counted - spinAverage) / (preferred ? 8 : 2);
        } else {
            sleepAverage += (counted - sleepAverage) / (preferred ? 8 : 2);
        }
        if (counted == LONG_NANOS) {
            trial = 0;
        }
        if (!preferred) {
            boolean better = counted < average(!spun);
            probeInterval = better ? FIRST_PROBE : Math.min(LAST_PROBE, 2 * probeInterval);
        } else if (counted == LONG_NANOS || average(spun) > 2 * averageAtProbe + CHANGE_NANOS) {
            probeInterval = FIRST_PROBE; // the next busy time may be another kind of time
            untilProbe = Math.min(untilProbe, FIRST_PROBE);
        }
    }

    /** For how long the present wait spins before it lets others run. */
    long patience() {
        return crowding.patience();
    }

    /**
     * Lets others run on this core: called again and again by a caller whose spinning lasts.
     *
     * @return for how long they did: it does not count as spinning
     */
    long giveWay(long now) {
        if (!crowding.shouldLeave(now)) {
            return crowding.giveWay(now);
        }
        LockSupport.parkNanos(
                NAP_NANOS); // woken by the clock it finds its core taken by its peer, and may get another one
        return crowding.awaySince(now);
    }

    private boolean spinsNext() {
        boolean spins = prefersSpin();
        if (sleepAverage >= LONG_NANOS - 1000 && !spins) {
            return false; // nobody is in a hurry
        }
        if (trial > 0) {
            trial--;
            return true;
        }
        if (--untilProbe <= 0) {
            untilProbe = probeInterval;
            averageAtProbe = average(spins);
            trial = spins ? 0 : TRIAL - 1;
            return !spins;
        }
        return spins;
    }

    private long average(boolean spun) {
        return spun ? spinAverage : sleepAverage;
    }

    private boolean prefersSpin() {
        return spinAverage < sleepAverage && spinAverage < MAX_NANOS;
    }
}
