package io.nearcall.stream;

import io.nearcall.transport.Log;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One selector, led by one thread at a time.
 *
 * <p>The leader waits, reads, and runs handlers itself: no hand-off. Before it enters user code it makes {@link #turn}
 * odd, afterwards even again. A turn that stays odd for long is a handler that blocks: the {@link Watch} offers the
 * leadership to another worker, which takes it by making the turn even; the former leader notices when its handler
 * returns, and becomes an ordinary worker. (Source of the scheme: Schmidt et al., "Leader/Followers", 2000; here the
 * follower is promoted only when it is needed, because waking one costs more than most handlers.)
 *
 * <p>Connections on which something happened stay in a hot list and are read again and again, as long as their {@link
 * SpinBudget} says that this pays.
 */
final class Poller {
    /** More hot connections than this are served by the selector alone. */
    private static final int MAX_HOT = 64;

    private static final int ROUNDS_PER_LOOK = 16;
    private static final long NANOS_PER_LOOK = 200_000;
    private static final long SETTLE_MILLIS = 1_000;
    private static final VarHandle TURN;

    static {
        try {
            TURN = MethodHandles.lookup().findVarHandle(Poller.class, "turn", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Engine engine;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Pollable> hot = new ArrayList<>();
    private final List<Pollable> ready = new ArrayList<>();
    private final Crowding crowding = new Crowding();
    private int next; // in the hot list: a new leader goes on behind the one whose handler blocks
    private long lookedAt; // at the selector, of System.nanoTime()
    private long polledUntil; // a look at the clock for each round, and for each connection that had something
    private long workedAt; // the last round in which one had
    private final Consumer<SelectionKey> collector = this::collect;

    private volatile long turn; // odd: the leader runs user code
    private volatile boolean sleeping;
    private volatile boolean stopped;
    private volatile Exception failure; // of the selector, for good

    /** What the watch saw at its last tick; the watch's own. */
    long seenTurn;

    /** The turn for which the watch has offered the leadership; the watch's own. */
    long offeredTurn;

    Poller(Engine engine, SelectorProvider provider) throws IOException {
        this.engine = engine;
        this.selector = provider.openSelector();
    }

    void start() {
        engine.newThread(this::lead).start();
    }

    void stop() {
        stopped = true;
        selector.wakeup();
        long now = turn;
        if ((now & 1) != 0) {
            offerLeadership(now); // a handler that blocks must not keep the selector open
        }
    }

    /** Starts watching. */
    void register(Pollable pollable) {
        submit(() -> {
            try {
                pollable.key = pollable.channel().register(selector, pollable.interest(), pollable);
            } catch (IOException | RuntimeException e) {
                pollable.abandoned(e);
            }
        });
        Exception why = failure;
        if (why != null) { // looked at after the task was left: fail() looks the other way round
            pollable.abandoned(why);
        }
    }

    /** Adds or takes away interest in readiness. */
    void interest(Pollable pollable, int ops, boolean wanted) {
        submit(() -> setInterest(pollable, ops, wanted));
    }

    /** Looks at a pollable that has bytes in hand which no selector would report. */
    void adopt(Pollable pollable) {
        submit(() -> heat(pollable));
    }

    /** Processes cancelled keys soon, so that closed channels give back their descriptors. */
    void nudge() {
        submit(() -> {});
    }

    /** Waits, a moment at most, until the descriptors of channels that were closed are given back. */
    void settle() {
        CountDownLatch settled = new CountDownLatch(1);
        submit(() -> {
            try {
                selector.selectNow(collector); // deregisters cancelled keys; what is ready stays in the list
            } catch (IOException | ClosedSelectorException e) {
                Log.LOG.log(Level.DEBUG, "a selector fails", e); // its leader meets it, too
            } finally {
                settled.countDown();
            }
        });
        if (failure != null) { // looked at after the task was left, as register() does
            return; // the end of the selector settles all
        }
        WorkerThread.aboutToSleep();
        try {
            settled.await(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(Runnable task) {
        tasks.add(task);
        VarHandle.fullFence(); // the task before the look at the sleeper, as the sleeper looks the other way round
        if (sleeping) {
            selector.wakeup();
        }
    }

    // ---- user code

    long turn() {
        return turn;
    }

    /** The leader is about to run user code: the turn to leave it with; a volatile write and {@link #stir} follow. */
    long enterUserCode() {
        long odd = turn + 1;
        TURN.setRelease(this, odd);
        ((WorkerThread) Thread.currentThread()).inUserCode(odd);
        return odd;
    }

    /** Lets the watch see to it that user code does not hold up the others. */
    void stir() {
        engine.watch().stir();
    }

    /** The leader's user code has returned; whether it is the leader still. */
    boolean leaveUserCode(long odd) {
        ((WorkerThread) Thread.currentThread()).inUserCode(0);
        return TURN.compareAndSet(this, odd, odd + 1);
    }

    /** Lets another worker lead if the user code of that turn is still running when the worker comes. */
    boolean offerLeadership(long odd) {
        try {
            engine.workers().execute(() -> {
                if (TURN.compareAndSet(this, odd, odd + 1)) {
                    lead();
                }
            });
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError tooManyThreads) {
            return false;
        }
    }

    // ---- the leader

    private void lead() {
        WorkerThread me = (WorkerThread) Thread.currentThread();
        me.leads(this);
        try {
            look(); // first at the others: a handler of a hot connection may block, and end the lead before a select
            while (!stopped) {
                try {
                    if (!round()) {
                        return;
                    }
                } catch (InternalError late) { // a peer has truncated its file: whose it is a further look tells
                    selector.keys().forEach(each -> heat((Pollable) each.attachment()));
                }
            }
            selector.close();
        } catch (IOException | ClosedSelectorException e) {
            fail(e);
        } finally {
            me.leads(null);
        }
    }

    /** The selector has failed for good, and with it all that it watches. */
    private void fail(Exception why) {
        Log.LOG.log(Level.ERROR, "a selector failed; its connections are lost", why);
        engine.lost(this);
        failure = why;
        runTasks();
        List<Pollable> all = new ArrayList<>();
        if (selector.isOpen()) {
            selector.keys().forEach(each -> all.add((Pollable) each.attachment()));
        }
        all.forEach(each -> each.abandoned(why));
        try {
            selector.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Whether this thread leads still. */
    private boolean round() throws IOException {
        runTasks();
        int rounds = 0;
        while (!hot.isEmpty()) {
            if (!pollHot()) {
                return false;
            }
            if (++rounds >= ROUNDS_PER_LOOK && polledUntil - lookedAt >= NANOS_PER_LOOK || !tasks.isEmpty()) {
                break;
            }
        }
        select();
        return true;
    }

    private boolean pollHot() {
        boolean worked = false;
        long now = polledUntil;
        for (int i = next < hot.size() ? next : 0; i < hot.size(); ) {
            Pollable pollable = hot.get(i);
            next = i + 1;
            int outcome = pollable.poll(this);
            if (outcome == Pollable.LOST) {
                return false;
            }
            boolean stays;
            if (outcome == Pollable.SOME) {
                worked = true;
                now = System.nanoTime();
                stays = waitsAgain(pollable, now);
            } else if (outcome == Pollable.BUSY) {
                if (pollable.leaveToOthers()) {
                    setInterest(pollable, SelectionKey.OP_READ, false);
                }
                pollable.waitsSince = 0;
                stays = false;
            } else {
                stays = now - pollable.waitsSince < pollable.spinNanos;
            }
            if (stays && !pollable.isOver() || !cool(i)) {
                i++;
            }
        }
        next = 0;
        if (worked) {
            workedAt = now;
            polledUntil = now;
            crowding.ended();
            return true;
        }
        now = System.nanoTime();
        polledUntil = now;
        if (hot.isEmpty() || now - workedAt <= crowding.patience()) {
            return true;
        }
        if (crowding.shouldLeave(now) && handOver()) {
            return false;
        }
        long away = crowding.giveWay(now); // where cores are few the peer may be waiting for this one
        if (away > 0) {
            forgive(away);
        }
        return true;
    }

    /** Lets a new thread lead: only new threads does Linux place by load, on the core that is free. */
    private boolean handOver() {
        try {
            engine.newThread(this::lead).start();
            return true;
        } catch (OutOfMemoryError noMoreThreads) {
            return false;
        }
    }

    /** Others have run on this core for so long: it does not count as spinning. */
    private void forgive(long away) {
        for (Pollable pollable : hot) {
            if (pollable.waitsSince != 0) {
                pollable.waitsSince += away;
            }
        }
    }

    /** One wait has ended and the next begins; whether it begins by spinning. */
    private boolean waitsAgain(Pollable pollable, long now) {
        if (pollable.waitsSince != 0) {
            pollable.spin().ended(pollable.spinNanos > 0, now - pollable.waitsSince);
        }
        pollable.waitsSince = now;
        pollable.spinNanos = hot.size() <= MAX_HOT ? pollable.spin().begin(pollable.peerSpins()) : 0;
        return pollable.spinNanos > 0;
    }

    private boolean cool(int index) {
        Pollable pollable = hot.get(index);
        if (!pollable.cools()) {
            return false;
        }
        hot.remove(index);
        pollable.hot = false;
        return true;
    }

    private void heat(Pollable pollable) {
        if (!pollable.hot) {
            pollable.hot = true;
            hot.add(pollable);
        }
    }

    private void select() throws IOException {
        if (hot.isEmpty()) {
            sleeping = true;
            if (tasks.isEmpty() && !stopped) { // looked at after saying so: see submit()
                selector.select(collector);
            } else {
                selector.selectNow(collector);
            }
            sleeping = false;
            heatReady();
        } else {
            look();
        }
    }

    private void look() throws IOException {
        selector.selectNow(collector);
        lookedAt = System.nanoTime();
        heatReady();
    }

    private void heatReady() {
        for (Pollable pollable : ready) {
            heat(pollable);
        }
        ready.clear();
    }

    private void collect(SelectionKey key) {
        Pollable pollable = (Pollable) key.attachment();
        try {
            if ((key.readyOps() & SelectionKey.OP_WRITE) != 0) {
                key.interestOps(key.interestOps() & ~SelectionKey.OP_WRITE);
                pollable.writable();
            }
            if ((key.readyOps() & ~SelectionKey.OP_WRITE) != 0) {
                pollable.signalled();
                ready.add(pollable);
            }
        } catch (CancelledKeyException closedMeanwhile) {
            // nothing to read any more
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void setInterest(Pollable pollable, int ops, boolean wanted) {
        SelectionKey key = pollable.key;
        if (key == null) {
            return;
        }
        try {
            if (ops == SelectionKey.OP_WRITE && pollable.sink() != pollable.channel()) {
                key = sinkKey(pollable);
            }
            int now = key.interestOps();
            key.interestOps(wanted ? now | ops : now & ~ops);
        } catch (CancelledKeyException | ClosedChannelException closedMeanwhile) {
            // nothing to wait for any more
        }
    }

    private SelectionKey sinkKey(Pollable pollable) throws ClosedChannelException {
        if (pollable.sinkKey == null) {
            pollable.sinkKey = pollable.sink().register(selector, 0, pollable);
        }
        return pollable.sinkKey;
    }
}
