package io.nearcall.stream;

import java.util.function.BooleanSupplier;

/**
 * Whether a waiter shares its core with the one it waits for, and when it should try to leave it.
 *
 * <p>Most schedulers keep two threads that wake each other on one core, as one of them runs at a time; once both spin there,
 * they are parted only after many milliseconds. So a waiter whose waits end only after others have run on its core lets
 * them run at once and, while another core is free, tries to leave: a caller by a nap, after which it is placed anew, a
 * poller by a new thread. Where that does not help it becomes rare. Racy use by several threads only makes it coarser.
 */
final class Crowding {
    /** After so many waits in a row in which others ran here, the peer seems to be on the same core. */
    private static final int CROWDED = 8;

    /** A yield that finds nobody takes less. */
    private static final long LEAST_AWAY_NANOS = 2_000;

    /** A wait that lasts so long lets others run. */
    private static final long PATIENCE_NANOS = 3_000;

    private static final long LEAST_BETWEEN_NANOS = 1_000_000;
    private static final long MOST_BETWEEN_NANOS = 16_000_000;

    private final BooleanSupplier coreIsFree;
    private boolean shared; // the core, in the present wait
    private int crowded; // waits in a row that shared it
    private long between = LEAST_BETWEEN_NANOS; // two attempts to leave
    private boolean judged = true; // whether the last attempt has helped
    private long last = System.nanoTime() - MOST_BETWEEN_NANOS;

    Crowding() {
        this(Cores::isOneFree);
    }

    Crowding(BooleanSupplier coreIsFree) {
        this.coreIsFree = coreIsFree;
    }

    /** For how long the present wait spins before it lets others run, which may be what it waits for. */
    long patience() {
        return crowded >= CROWDED ? 0 : PATIENCE_NANOS;
    }

    /** Whether the waiter should try to leave its core now rather than give way. */
    boolean shouldLeave(long now) {
        if (crowded < CROWDED || shared || now - last <= between) {
            return false;
        }
        last = now;
        if (!coreIsFree.getAsBoolean()) {
            between = Math.min(MOST_BETWEEN_NANOS, 2 * between);
            return false;
        }
        crowded = 0;
        judged = false;
        shared = true; // no second attempt in this wait
        return true;
    }

    /** Lets others run on this core: called again and again while a wait lasts. Returns for how long they did, or 0. */
    long giveWay(long now) {
        Thread.yield();
        return awaySince(now);
    }

    /** For how long others have run on this core since {@code before}, when this thread had nothing to do; 0 if not. */
    long awaySince(long before) {
        long gap = System.nanoTime() - before;
        if (gap <= LEAST_AWAY_NANOS) {
            return 0;
        }
        shared = true;
        return gap;
    }

    /** The wait has ended. */
    void ended() {
        if (shared) {
            shared = false;
            crowded++;
            if (!judged && crowded > 1) { // one more than the wait of the attempt itself
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
