package io.nearcall.benchmarks;

import java.util.Locale;

/** What a side does while it waits for the other. */
public enum Wait {
    /** Only spins: the quickest, at the price of a core. */
    SPINS,
    /** Spins for a bounded time, then sleeps. */
    SPINS_THEN_SLEEPS,
    /** Sleeps in the kernel at once. */
    SLEEPS,
    /** Has nobody to wait for. */
    NEVER_WAITS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace("_then_", ", then ").replace('_', ' ');
    }
}
