package io.nearcall.stream;

import java.util.concurrent.locks.LockSupport;

/**
 * Parts a caller that spins from a peer that spins on the same core.
 *
 * <p>Most schedulers keep two threads that wake each other on one core, as one of them runs at a time; once both spin there,
 * they are parted only after many milliseconds. So a caller whose waits end only after others have run on its core lets
 * them run at once, and takes a nap: it is woken by the clock, finds its core taken by its peer, and is given another one.
 * Where naps do not help, because there is one core or each is taken, they become rare. Racy use by several threads only
 * makes it coarser.
 */
final class Nap {
    /** After so many waits in a row in which others ran here, the peer seems to be on the same core. */
    private static final int CROWDED = 8;

    private static final long NANOS = 20_000;

    /** A yield that finds nobody takes less. */
    private static final long LEAST_AWAY_NANOS = 2_000;

    /** A wait that lasts so long lets others run. */
    private static final long PATIENCE_NANOS = 3_000;

    private static final long LEAST_BETWEEN_NANOS = 1_000_000;
    private static final long MOST_BETWEEN_NANOS = 16_000_000;

    private boolean shared; // the core, in the present wait
    private int crowded; // waits in a row that shared it
    private long between = LEAST_BETWEEN_NANOS; // two naps
    private boolean judged = true; // whether the last nap has helped
    private long last; // of System.nanoTime()

    /** For how long a wait spins before it lets others run, which may be what it waits for. */
    static long patience(boolean crowded) {
        return crowded ? 0 : PATIENCE_NANOS;
    }

    long patience() {
        return patience(crowded >= CROWDED);
    }

    /** Lets others run on this core: called again and again while a wait lasts. Returns for how long they did, or 0. */
    long giveWay(long now) {
        if (crowded >= CROWDED && !shared && now - last > between) {
            last = now;
            crowded = 0;
            judged = false;
            shared = true; // no second nap in this wait
            LockSupport.parkNanos(NANOS);
        } else {
            Thread.yield();
        }
        long away = awaySince(now);
        shared |= away > 0;
        return away;
    }

    /** For how long others have run on this core since {@code before}, when this thread had nothing to do; 0 if not. */
    static long awaySince(long before) {
        long gap = System.nanoTime() - before;
        return gap > LEAST_AWAY_NANOS ? gap : 0;
    }

    /** The wait has ended. */
    void ended() {
        if (shared) {
            shared = false;
            crowded++;
            if (!judged && crowded > 1) { // one more than the wait of the nap itself
                judged = true;
                between = Math.min(MOST_BETWEEN_NANOS, 2 * between);
            }
        } else if (crowded > 0) {
            crowded = 0;
            if (!judged) {
                judged = true;
                between = LEAST_BETWEEN_NANOS;
            }
        }
    }
}
