package io.nearcall.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How many calls may be made again in a row; what was spent is back after ten seconds. */
final class RetryBudget {
    private static final long REFILL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final long costNanos;
    private final AtomicLong spentUntil = new AtomicLong(System.nanoTime());

    /** A full budget of {@code calls}. */
    RetryBudget(int calls) {
        this.costNanos = REFILL_NANOS / calls;
    }

    /** Spends one call; false when nothing is left. */
    boolean take() {
        while (true) {
            long now = System.nanoTime();
            long spent = spentUntil.get();
            long next = (spent - now > 0 ? spent : now) + costNanos;
            if (next - now > REFILL_NANOS) {
                return false;
            }
            if (spentUntil.compareAndSet(spent, next)) {
                return true;
            }
        }
    }
}
