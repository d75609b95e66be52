package io.nearcall.stream;

import java.util.concurrent.locks.LockSupport;

/**
 * Parts a caller that spins from a peer that spins on the same core.
 *
 * <p>Most schedulers keep two threads that wake each other on one core, as one of them runs at a time; once both spin there,
 * they are parted only after many milliseconds. So a caller whose waits end only after it has yielded takes a nap: it is
 * woken by the clock, finds its core taken by its peer, and is given another one. Where naps do not help, because there is
 * one core or each is taken, they become rare. Racy use by several threads only makes it coarser.
 */
final class Nap {
    /** After so many waits in a row that had to yield, the peer seems to be on the same core. */
    private static final int LEAST_CROWDED = 8;

    private static final int MOST_CROWDED = 1 << 16;
    private static final long NANOS = 20_000;

    /** A yield that finds nobody takes less. */
    private static final long LEAST_AWAY_NANOS = 3_000;

    private static final long BETWEEN_NANOS = 1_000_000;

    private boolean yielded; // in the present wait
    private int crowded; // waits in a row that yielded
    private int limit = LEAST_CROWDED;
    private boolean judged = true; // whether the last nap has helped
    private long last; // of System.nanoTime()

    /** Lets others run on this core: called again and again while a wait lasts. Returns for how long they did, or 0. */
    long giveWay(long now) {
        boolean begins = !yielded;
        yielded = true;
        if (begins && crowded >= limit && isDue()) {
            crowded = 0;
            judged = false;
            LockSupport.parkNanos(NANOS);
        } else {
            Thread.yield();
        }
        return awaySince(now);
    }

    /** For how long others have run on this core since {@code before}, when this thread had nothing to do; 0 if not. */
    static long awaySince(long before) {
        long gap = System.nanoTime() - before;
        return gap > LEAST_AWAY_NANOS ? gap : 0;
    }

    private boolean isDue() {
        long now = System.nanoTime();
        boolean due = now - last > BETWEEN_NANOS;
        if (due) {
            last = now;
        }
        return due;
    }

    /** The wait has ended. */
    void ended() {
        if (yielded) {
            yielded = false;
            crowded++;
            if (!judged && crowded > 1) { // one more than the wait of the nap itself
                judged = true;
                limit = Math.min(MOST_CROWDED, 2 * limit);
            }
        } else if (crowded > 0) {
            crowded = 0;
            if (!judged) {
                judged = true;
                limit = Math.max(LEAST_CROWDED, limit / 2);
            }
        }
    }
}
