package io.nearcall.stream;

import io.nearcall.transport.Log;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Who reads a connection.
 *
 * <p>Reading is a token: its holder reads and handles what comes. Of the callers that wait one at a time is active and
 * reads for all; the others park until their replies come. When no caller is active the connection's poller watches it.
 * A poller that finds an active caller stops watching, so that it is not woken by every reply; the {@link Watch} gives
 * it the connection back some time after the last caller has left.
 */
final class Readers {
    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int LINGER_TICKS = 20;

    /** A wait that spins longer than this spins where the end of the connection is seen. */
    static final long LONG_SPIN_NANOS = 1_000_000;

    private static final Consumer<SelectionKey> IGNORE = key -> {};

    private static final VarHandle TOKEN;
    private static final VarHandle ACTIVE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TOKEN = lookup.findVarHandle(Readers.class, "token", int.class);
            ACTIVE = lookup.findVarHandle(Readers.class, "active", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final StreamConnection connection;
    private final Poller poller;
    private final Watch watch;
    private final Duplex duplex;
    private final SelectableChannel channel;
    private final SpinBudget spin;

    @SuppressWarnings("UnusedVariable") // read by the VarHandle
    private volatile int token;

    private volatile Thread active; // the caller that reads, if one does
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean(true);
    private volatile Selector selector; // the active caller's, opened when it first sleeps; guarded by the token

    // The watch's own.
    private int seenReads;
    private volatile int quietTicks;

    Readers(StreamConnection connection, Poller poller, Watch watch, Duplex duplex, SpinBudget spin) {
        this.connection = connection;
        this.poller = poller;
        this.watch = watch;
        this.duplex = duplex;
        this.channel = duplex.channel();
        this.spin = spin;
    }

    // ---- the token

    boolean take() {
        return TOKEN.compareAndSet(this, FREE, HELD);
    }

    void give() {
        token = FREE;
        if (connection.isEnded()) { // looked at after the write: close() looks the other way round
            closeSelector();
        }
    }

    // ---- callers

    /**
     * Waits until {@code awaited} is over, until {@code deadline} of {@link System#nanoTime()} (0: none), or until the
     * thread is interrupted.
     *
     * @param maySpin false when the thread has spun already
     */
    void await(Awaited awaited, long deadline, boolean maySpin) {
        Thread me = Thread.currentThread();
        boolean isVirtual = Threads.isVirtual(me);
        while (!awaited.isOver() && !me.isInterrupted() && !isLate(deadline)) {
            boolean mayRead = !isVirtual && !connection.isEnding();
            if (mayRead && ACTIVE.compareAndSet(this, null, me)) {
                try {
                    readUntilOver(awaited, deadline, maySpin, me);
                } finally {
                    leave();
                }
            } else {
                park(awaited, deadline, mayRead, me);
            }
        }
    }

    SpinBudget spin() {
        return spin;
    }

    boolean isActive(Thread thread) {
        return active == thread;
    }

    boolean hasActive() {
        return active != null;
    }

    /** Becomes the active caller again after {@link #leave}, unless another one is. */
    boolean rejoin() {
        return ACTIVE.compareAndSet(this, null, Thread.currentThread());
    }

    /** The active caller leaves: somebody else must read if there is anything to wait for. */
    void leave() {
        if (active != Thread.currentThread()) {
            return;
        }
        active = null; // before the look at the others, as park() looks the other way round
        if (parked.get() > 0 || connection.isWaiting() || connection.isServing()) {
            readInBackground();
        }
    }

    /** Something other than a frame has ended a wait: the active caller looks again. */
    void wakeActive() {
        Thread reading = active;
        Selector sleeping = selector;
        if (reading != null && reading != Thread.currentThread() && sleeping != null) {
            sleeping.wakeup();
        }
    }

    /** Makes sure that somebody reads: the poller, if no caller does. */
    void readInBackground() {
        if (active == null && !watched.get() && watched.compareAndSet(false, true)) {
            poller.interest(connection, SelectionKey.OP_READ, true);
            poller.adopt(connection); // it looks once before it sleeps
        }
    }

    private void readUntilOver(Awaited awaited, long deadline, boolean maySpin, Thread me) {
        long start = System.nanoTime();
        long budget = maySpin || spin.isEndless() ? spin.begin() : 0;
        boolean look = budget > 0; // one that sleeps at once saves the read that would find nothing
        int rounds = 0;
        long away = 0;
        long patience = spin.patience();
        while (!awaited.isOver()) {
            if (look && connection.poll(awaited) == Pollable.SOME) {
                if (active != me) {
                    return; // user code ran here, and the role went to another
                }
                look = budget > 0;
                continue;
            }
            long now = System.nanoTime();
            if (deadline != 0 && deadline - now <= 0 || (++rounds & 63) == 0 && isOut(me)) {
                return;
            }
            if (now - start - away < budget) {
                if (now - start > patience) {
                    away += spin.giveWay(now); // where cores are few the peer may be waiting for this one
                }
                continue;
            }
            WorkerThread.aboutToSleep();
            sleepUntilReadable(awaited, deadline);
            look = true;
            connection.drainsNext();
            boolean userCodeRan = connection.poll(awaited) == Pollable.SOME && active != me;
            if (userCodeRan || me.isInterrupted()) {
                return;
            }
        }
        if (maySpin) {
            spin.ended(budget > 0, System.nanoTime() - start - away);
        }
    }

    /** Whether the thread shall not go on reading: interrupted, or to park until it is known why there is no more. */
    private boolean isOut(Thread me) {
        return me.isInterrupted() || connection.isEnding();
    }

    private void sleepUntilReadable(Awaited awaited, long deadline) {
        if (!take()) {
            Thread.onSpinWait();
            return;
        }
        try {
            if (awaited.isOver() || connection.isEnded() || connection.hasFramesInHand()) {
                return; // looked at with the token in hand: replies come by no other way
            }
            if (selector == null) {
                selector = channel.provider().openSelector();
                channel.register(selector, SelectionKey.OP_READ);
            }
            awaited.sleeps();
            boolean quiet = duplex.beforeWait(false);
            if (!quiet || awaited.isOver()) {
                duplex.afterWait(false);
                return; // looked at with the selector in place: wakeActive() looks the other way round
            }
            long millis = deadline == 0 ? 0 : Math.max(1, (deadline - System.nanoTime() + 999_999) / 1_000_000);
            try {
                selector.select(IGNORE, millis);
            } finally {
                duplex.afterWait(false);
            }
        } catch (IOException | RuntimeException e) {
            connection.abandoned(e);
        } finally {
            give();
        }
    }

    private void park(Awaited awaited, long deadline, boolean mayRead, Thread me) {
        awaited.parks(me);
        awaited.sleeps();
        parked.incrementAndGet();
        try {
            if (active == null && !watched.get()) {
                if (mayRead) {
                    return; // become the active caller
                }
                readInBackground();
            }
            if (!awaited.isOver()) {
                WorkerThread.aboutToSleep();
                if (deadline == 0) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, deadline - System.nanoTime());
                }
            }
        } finally {
            parked.decrementAndGet();
            awaited.parks(null);
        }
    }

    private static boolean isLate(long deadline) {
        return deadline != 0 && deadline - System.nanoTime() <= 0;
    }

    /** Whether nobody has read or watched for a tick or more; asked once, then it counts as read. */
    boolean hasBeenQuiet() {
        if (quietTicks == 0 || watched.get()) {
            return false;
        }
        quietTicks = 0;
        return true;
    }

    // ---- the poller and the watch

    boolean isWatched() {
        return watched.get();
    }

    /** Whether the poller should stop watching, as a caller is active. */
    boolean leaveToCallers() {
        if (active == null || !watched.compareAndSet(true, false)) {
            return false;
        }
        quietTicks = 0;
        watch.linger(connection);
        return active != null || !watched.compareAndSet(false, true); // unless it has left just now
    }

    /** Called at each tick of the watch while no selector watches; false when one does again. */
    boolean staysUnwatched(int reads, boolean waiting) {
        if (watched.get()) {
            return false;
        }
        if (reads != seenReads || active != null) {
            seenReads = reads;
            quietTicks = 0;
            return true;
        }
        if (++quietTicks < LINGER_TICKS && !waiting) {
            return true;
        }
        readInBackground();
        return !watched.get();
    }

    // ---- the end

    /** Wakes the active caller and closes its selector, so that the channel can be closed. */
    void close() {
        Selector sleeping = selector;
        if (sleeping != null) {
            sleeping.wakeup();
        }
        closeSelector();
    }

    private void closeSelector() {
        if (selector == null || !take()) {
            return; // its holder closes it, in give()
        }
        Selector own = selector;
        selector = null;
        try {
            if (own != null) {
                own.close();
            }
        } catch (IOException e) {
            Log.LOG.log(Level.DEBUG, "closing a selector", e);
        } finally {
            token = FREE;
        }
    }
}
