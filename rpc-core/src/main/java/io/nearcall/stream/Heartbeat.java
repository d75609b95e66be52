package io.nearcall.stream;

import io.nearcall.transport.Counters;
import io.nearcall.transport.TransportContext;
import java.time.Duration;

/** Finds a peer that has stopped while calls wait for it, and a wake-up that was missed; the timer's own. */
final class Heartbeat {
    private final StreamConnection connection;
    private final Duplex duplex;
    private final Duration patience;
    private final Counters counters;
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

    /** Called once a second while the connection is open. */
    void beat(long now) {
        try {
            rescue();
            checkPeer(now);
        } catch (InternalError fault) { // the timer must go on for the others
            connection.truncated(fault);
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
