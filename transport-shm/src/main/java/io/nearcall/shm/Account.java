package io.nearcall.shm;

import io.nearcall.transport.Counters;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * What an operator is told of one connection, taken from what its parts count anyway.
 *
 * <p>Totals stay when the connection has ended; lanes in use do not.
 */
final class Account {
    private static final String RUNG = "shm doorbells rung";
    private static final String SPARED = "shm doorbells spared";
    private static final String IN_USE = "shm lanes in use";
    private static final String SPILLS = "shm lane spills";

    private final Counters counters;
    private final LongSupplier rung;
    private final LongSupplier spared;
    private final LongSupplier inUse;
    private final LongSupplier spills;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Either kind of lanes may be null. */
    Account(Counters counters, Doorbell doorbell, RingWriter out, CallerLanes callers, ServerLanes servers) {
        this.counters = counters;
        rung = doorbell::rung;
        spared = () -> {
            long onLanes = (callers == null ? 0 : callers.published()) + (servers == null ? 0 : servers.published());
            return Math.max(0, out.published() + onLanes - doorbell.rung());
        };
        inUse = callers == null ? () -> 0 : callers::inUse;
        spills = callers == null ? () -> 0 : callers::spills;
        counters.add(RUNG, rung);
        counters.add(SPARED, spared);
        counters.add(IN_USE, inUse);
        counters.add(SPILLS, spills);
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            counters.remove(IN_USE, inUse);
            conclude(RUNG, rung);
            conclude(SPARED, spared);
            conclude(SPILLS, spills);
        }
    }

    private void conclude(String name, LongSupplier total) {
        counters.remove(name, total);
        counters.counter(name).add(total.getAsLong());
    }
}
