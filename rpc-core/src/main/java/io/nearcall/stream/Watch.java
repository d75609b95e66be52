package io.nearcall.stream;

import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that ticks while there is activity, and sleeps without end when there is none.
 *
 * <p>At each tick it offers the leadership of a poller whose handler has been running since the last tick, and gives
 * connections that their callers have left alone back to their poller.
 */
final class Watch extends Thread {
    private static final long TICK_NANOS = 500_000;
    private static final long SOON_NANOS = 50_000;
    private static final int QUIET_TICKS = 200;

    private final Engine engine;
    private final Set<StreamConnection> unwatched = ConcurrentHashMap.newKeySet();
    private final Queue<StreamConnection> unflushed = new ConcurrentLinkedQueue<>();
    private volatile boolean sleeping;
    private volatile boolean stopped;

    Watch(Engine engine) {
        super(null, null, "nearcall-watch", 0, false);
        setDaemon(true);
        this.engine = engine;
    }

    /** There is activity; free when the watch is ticking. The caller has just done a volatile write. */
    void stir() {
        if (sleeping) {
            sleeping = false;
            LockSupport.unpark(this);
        }
    }

    /** A poller has stopped watching {@code connection}: its callers read. */
    void linger(StreamConnection connection) {
        unwatched.add(connection);
        VarHandle.fullFence();
        stir();
    }

    /** Flushes {@code connection} after a moment, in which more may come. */
    void flushSoon(StreamConnection connection) {
        unflushed.add(connection);
        sleeping = false;
        LockSupport.unpark(this);
    }

    void forget(StreamConnection connection) {
        unwatched.remove(connection);
    }

    void shutDown() {
        stopped = true;
        LockSupport.unpark(this);
    }

    @Override
    public void run() {
        int quiet = 0;
        long tick = System.nanoTime();
        while (!stopped) {
            if (unflushed.isEmpty()) {
                LockSupport.parkNanos(this, TICK_NANOS);
            } else {
                LockSupport.parkNanos(this, SOON_NANOS);
                flush();
            }
            if (System.nanoTime() - tick < TICK_NANOS) {
                continue;
            }
            tick = System.nanoTime();
            boolean active = lookAtPollers();
            active |= lookAtUnwatched();
            quiet = active ? 0 : quiet + 1;
            if (quiet > QUIET_TICKS) {
                sleepUntilStirred();
                quiet = 0;
            }
        }
    }

    private void flush() {
        for (StreamConnection next = unflushed.poll(); next != null; next = unflushed.poll()) {
            next.flushNow();
        }
    }

    private void sleepUntilStirred() {
        sleeping = true;
        VarHandle.fullFence(); // before the last look, as enterUserCode() looks the other way round
        if (lookAtPollers() || !unwatched.isEmpty() || !unflushed.isEmpty()) {
            sleeping = false;
            return;
        }
        while (sleeping && !stopped) {
            LockSupport.park(this);
        }
        sleeping = false;
    }

    private boolean lookAtPollers() {
        boolean active = false;
        for (Poller poller : engine.pollers()) {
            long turn = poller.turn();
            boolean odd = (turn & 1) != 0;
            if (odd && turn == poller.seenTurn && turn != poller.offeredTurn && poller.offerLeadership(turn)) {
                poller.offeredTurn = turn;
            }
            active |= turn != poller.seenTurn || odd;
            poller.seenTurn = turn;
        }
        return active;
    }

    private boolean lookAtUnwatched() {
        for (Iterator<StreamConnection> all = unwatched.iterator(); all.hasNext(); ) {
            if (!all.next().staysUnwatched()) {
                all.remove();
            }
        }
        return !unwatched.isEmpty();
    }
}
