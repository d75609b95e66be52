package io.nearcall.stream;

import io.nearcall.transport.Counters;
import io.nearcall.transport.TransportContext;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Finds a peer that has stopped while calls wait for it, and a wake-up that was missed; the timer's own. */
final class Heartbeat {
    private static final long LEAST_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final StreamConnection connection;
    private final Duplex duplex;
    private final Duration patience;
    private final Counters counters;
    private ScheduledFuture<?> checks; // between beats, for a patience of less than one
    private int reads;
    private long since = System.nanoTime();
    private boolean pinged;
    private long missed;

    Heartbeat(StreamConnection connection, Duplex duplex, TransportContext context) {
        this.connection = connection;
        this.duplex = duplex;
        this.patience = context.limits().heartbeat();
        this.counters = context.counters();
    }

    /** Begins; {@code beat} is the time between two beats, which would be too long for a short patience. */
    void start(ScheduledExecutorService timer, Duration beat) {
        if (patience.compareTo(beat) < 0) {
            long step = Math.max(LEAST_STEP_NANOS, patience.toNanos() / 2);
            checks = timer.scheduleWithFixedDelay(
                    () -> guarded(() -> checkPeer(System.nanoTime())), step, step, TimeUnit.NANOSECONDS);
        }
    }

    void stop() {
        if (checks != null) {
            checks.cancel(false);
        }
    }

    /** Called once a second while the connection is open. */
    void beat(long now) {
        guarded(() -> {
            rescue();
            checkPeer(now);
        });
    }

    private void guarded(Runnable look) {
        try {
            look.run();
        } catch (InternalError fault) { // the timer must go on for the others
            connection.truncated(fault);
        } catch (OutOfMemoryError full) {
            // it looks again
        }
    }

    private void checkPeer(long now) {
        int seen = connection.reads();
        if (seen != reads || connection.outbound().isIdle()) {
            reads = seen;
            since = now;
            pinged = false;
            return;
        }
        long silence = now - since;
        if (!pinged && silence > patience.toNanos()) {
            pinged = true;
            connection.ping();
        } else if (silence > 2 * patience.toNanos()) {
            connection.stopped(
                    "the peer has not answered for " + patience.multipliedBy(2) + " (nearcall.limits.heartbeat)");
        }
    }

    /** Wakes whoever has missed its wake-up: this never happens, and is counted. */
    private void rescue() {
        long now = duplex.missed();
        if (now != 0 && now == missed) {
            counters.counter("wake-ups rescued").increment();
            connection.rescue();
        }
        missed = now;
    }
}
