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
 * <p>At each tick it offers the leadership of a poller whose handler has been running for a while, and gives connections
 * that their callers have left alone back to their poller. Each tick takes a core from a thread that may be spinning for a
 * reply, so there are no more than are needed: few in a process that only calls.
 */
final class Watch extends Thread {
    private static final long TICK_NANOS = 1_000_000;
    private static final long SLOW_TICK_NANOS = 4_000_000;

    /** A handler that runs at one tick and still at the next, so much later, may run for long. */
    private static final long SECOND_TICK_NANOS = 300_000;

    /** Most handlers that a tick finds have returned after so many looks. */
    private static final int LOOKS = 50;

    /** After so many ticks without a handler the ticks are slow. */
    private static final int TICKS_TO_SLOW = 4;

    private static final int TICKS_TO_SLEEP = 100;

    /** How long parts of streams wait for more, so that many leave at once. */
    private static final long SOON_NANOS = 50_000;

    private final Engine engine;
    private final Set<StreamConnection> unwatched = ConcurrentHashMap.newKeySet();
    private final Queue<FrameSender> unflushed = new ConcurrentLinkedQueue<>();
    private boolean suspicious; // a handler has been running since the last tick
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

    /** Flushes {@code sender} after a moment, in which more may come. */
    void flushSoon(FrameSender sender) {
        unflushed.add(sender);
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
            long pause = suspicious ? SECOND_TICK_NANOS : TICK_NANOS;
            if (!unflushed.isEmpty()) {
                LockSupport.parkNanos(this, SOON_NANOS);
                flush();
            } else if (quiet < TICKS_TO_SLOW || !sleepUntilStirred(quiet < TICKS_TO_SLEEP)) {
                LockSupport.parkNanos(this, pause);
            }
            if (System.nanoTime() - tick < pause) {
                continue; // woken to flush
            }
            tick = System.nanoTime();
            boolean handlers = lookAtPollers();
            boolean callers = lookAtUnwatched();
            quiet = handlers ? 0 : callers ? Math.min(quiet + 1, TICKS_TO_SLOW) : quiet + 1;
        }
    }

    private void flush() {
        for (FrameSender next = unflushed.poll(); next != null; next = unflushed.poll()) {
            next.flushNow();
        }
    }

    /** Sleeps until a handler runs or there is something to flush, for one slow tick or without end; false if it does. */
    private boolean sleepUntilStirred(boolean ticks) {
        sleeping = true;
        VarHandle.fullFence(); // before the last look, as enterUserCode() looks the other way round
        boolean sleeps = !lookAtPollers() && unflushed.isEmpty();
        if (sleeps && (ticks || !unwatched.isEmpty())) {
            LockSupport.parkNanos(this, SLOW_TICK_NANOS);
        } else if (sleeps) {
            while (sleeping && !stopped) {
                LockSupport.park(this);
            }
        }
        sleeping = false;
        return sleeps;
    }

    private boolean lookAtPollers() {
        boolean active = false;
        suspicious = false;
        for (Poller poller : engine.pollers()) {
            long turn = poller.turn();
            boolean odd = (turn & 1) != 0;
            boolean first = odd && turn != poller.seenTurn;
            suspicious |= first && lasts(poller, turn);
            if (odd && !first && turn != poller.offeredTurn && poller.offerLeadership(turn)) {
                poller.offeredTurn = turn;
            }
            active |= turn != poller.seenTurn || odd;
            poller.seenTurn = turn;
        }
        return active;
    }

    private static boolean lasts(Poller poller, long turn) {
        for (int i = 0; i < LOOKS; i++) {
            if (poller.turn() != turn) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
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
