package io.nearcall.stream;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.internal.flow.CreditPool;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Limits;
import io.nearcall.transport.Log;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.TransportContext;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls over a duplex of bytes, in both directions.
 *
 * <p>Whoever holds the token of {@link Readers} reads, and handles every frame that comes. The token is given back before
 * user code runs, so that a handler that blocks holds up nothing.
 */
final class StreamConnection extends Pollable implements Connection {
    /** What becomes of the reading token while user code runs. */
    private static final int KEPT = 10;

    private static final int TAKEN = 11;

    /** So many calls on lanes are served before the rest is looked at. */
    private static final int LANES_AT_ONCE = 64;

    /** After so many looks the channel beside shared memory is looked at, too: its end comes unasked. */
    private static final int LOOKS_PER_DRAIN = 4096;

    private static final long GOODBYE_MILLIS = 1_000;

    private final Engine engine;
    private final Poller poller;
    private final Endpoint endpoint;
    private final TransportContext context;
    private final Limits limits;
    private final Duplex duplex;
    private final int messageLimit;
    private final OutboundLanes outboundLanes; // null for none
    private final InboundLanes inboundLanes; // null for none
    private final FrameSender sender;
    private final OutboundCalls outbound;
    private final InboundCalls inbound;
    private final CreditPool streamPool;
    private final long peerStreamWindow;
    private final Readers readers;
    private final SpinBudget pollerSpin;
    private final Runnable onClosed;
    private final LongAdder failedOneWays;

    // The reader's own.
    private final FrameBuffer frames;
    private final FrameHandler handler;
    private final WireReader scratch = new WireReader();
    private int looks;
    private boolean signalled; // the poller's leader has seen the channel readable
    private volatile boolean drains; // somebody wants to know whether it is
    private volatile int reads;
    private volatile boolean paused; // the peer does not read its replies
    private volatile boolean draining;
    private volatile boolean peerDraining;
    private volatile boolean peerFinished;
    private final AtomicBoolean finishing = new AtomicBoolean();
    private volatile boolean ending; // its bytes have ended, and somebody finds out why
    private volatile RpcException end;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    StreamConnection(
            Engine engine, Endpoint endpoint, TransportContext context, Duplex duplex, Hello peer, Runnable onClosed)
            throws IOException {
        scratch.carrier(this);
        this.engine = engine;
        this.endpoint = endpoint;
        this.context = context;
        this.limits = context.limits();
        this.duplex = duplex;
        this.onClosed = onClosed;
        this.messageLimit = Math.min(limits.message(), peer.message());
        this.outboundLanes = duplex.outboundLanes();
        this.inboundLanes = duplex.inboundLanes();
        this.sender = new FrameSender(this, context, duplex, peer, engine.watch());
        this.frames = new FrameBuffer(duplex);
        this.outbound = new OutboundCalls(this, Math.min(limits.calls(), peer.calls()), outboundLanes);
        this.streamPool = new CreditPool(limits.streams());
        this.peerStreamWindow = peer.streamWindow();
        this.pollerSpin = new SpinBudget(context.spin());
        this.failedOneWays = context.counters().counter("one-way calls failed");
        this.poller = engine.poller(duplex.channel().provider());
        this.readers = new Readers(this, poller, engine.watch(), duplex, new SpinBudget(context.spin()));
        this.inbound = new InboundCalls(this, context.handler().open(this), limits);
        this.handler = new FrameHandler(this, frames, sender, outbound, inbound, inboundLanes);
    }

    /** Starts reading; not before the constructor's caller has published the connection. */
    void start(boolean heartbeat) {
        boolean wakesByMemory = outboundLanes != null || inboundLanes != null;
        if ((heartbeat || wakesByMemory) && !limits.heartbeat().isZero()) {
            engine.startHeartbeat(this, new Heartbeat(this, duplex, context));
        }
        boolean quiet = duplex.beforeWait(true);
        poller.register(this);
        if (!quiet) {
            poller.adopt(this); // what came behind the peer's HELLO may be in hand
        }
    }

    // ================================================================ Connection

    @Override
    public OutboundCall newCall(MethodInfo method, long target, CallOptions options) {
        if (!isOpen() && !isOpenToHandlers()) {
            throw refused(method);
        }
        return outbound.take().begin(method, target, options);
    }

    @Override
    public CallHandler.Session session() {
        return inbound.session();
    }

    @Override
    public boolean isOpen() {
        if (readers.hasBeenQuiet()) {
            drains = true;
            poll((Awaited) null); // the news of the peer's end may be waiting, unwatched
        }
        return end == null && !ending && !draining && !peerDraining;
    }

    /** Whether this side drains and a call that it has accepted may need a call-back to end well. */
    private boolean isOpenToHandlers() {
        return end == null && draining && !peerDraining && !isServed();
    }

    @Override
    public PeerIdentity peer() {
        return duplex.peer();
    }

    @Override
    public void drain() {
        draining = true;
        sender.sendGoAway(0);
        endIfIdle();
    }

    /** Starts after its server has stopped: as nothing has been read yet, nothing that comes is ever executed. */
    void startDrained() {
        draining = true;
        finish();
        start(false);
    }

    /** Completes when the connection has ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        end("this side closed the connection", null);
    }

    // ================================================================ for its calls

    Endpoint endpoint() {
        return endpoint;
    }

    Limits limits() {
        return limits;
    }

    /** The largest message that both sides take. */
    int messageLimit() {
        return messageLimit;
    }

    OutboundCalls outbound() {
        return outbound;
    }

    FrameSender sender() {
        return sender;
    }

    ScheduledExecutorService timer() {
        return engine.timer();
    }

    void runElsewhere(Runnable work) {
        try {
            engine.workers().execute(work);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            work.run(); // late and here, but not never
        }
    }

    /** Runs code of the user's that may block. */
    void execute(Runnable work) {
        engine.workers().execute(work);
    }

    /** An empty reader for a reply that is decoded at once; the reader's own. */
    WireReader scratch() {
        scratch.clear();
        return scratch;
    }

    /** Waits for one of our calls; see {@link Readers#await}. */
    void await(Awaited awaited, long deadline, boolean maySpin) {
        if (sender.isCorkedByThisThread()) {
            sender.flush();
        }
        readers.await(awaited, deadline, maySpin);
    }

    /** Lanes for our calls, or null. */
    OutboundLanes outboundLanes() {
        return outboundLanes;
    }

    SpinBudget callerSpin() {
        return readers.spin();
    }

    /** A lane is free again: what {@link #released} is for a call in frames. */
    void onLaneReleased() {
        if (peerFinished || draining) {
            released(OutboundLanes.LANE);
        }
    }

    void failIfEnded(Pending call) {
        if (end != null) {
            call.fail(end);
        }
    }

    /** The peer has broken the protocol outside the reader's sight: ends the connection; what its caller gets. */
    RpcException violated(MethodInfo method, Throwable violation) {
        IOException reason = reason(violation);
        runElsewhere(() -> end(reason));
        return new RpcException(
                StatusCode.UNAVAILABLE, method + ": " + reason.getMessage(), Delivery.UNKNOWN, violation);
    }

    void wakeActive() {
        readers.wakeActive();
    }

    void readInBackground() {
        readers.readInBackground();
    }

    /** Whether a reply, or the news of the end, is to be expected; what comes on a stream may take days. */
    boolean isWaiting() {
        return outbound.awaitsReplies() || sender.failure() != null;
    }

    /** Whether calls of the peer are to be expected. */
    boolean isServing() {
        return inbound.isServing();
    }

    boolean isEnded() {
        return end != null;
    }

    /** Whether there is nothing to read any more. */
    boolean isEnding() {
        return ending;
    }

    /** Whether a frame has been read that is not handled yet; asked with the token in hand. */
    boolean hasFramesInHand() {
        return frames.isPending() || duplex.readsAhead();
    }

    void checkNotEnded(MethodInfo method) {
        if (end != null) {
            throw refused(method);
        }
    }

    static RpcException interrupted(MethodInfo method, Delivery delivery) {
        Thread.currentThread().interrupt();
        return new RpcException(StatusCode.CANCELLED, method + ": the calling thread was interrupted", delivery);
    }

    private RpcException refused(MethodInfo method) {
        RpcException why = end;
        String reason = why != null ? why.getMessage() : "the connection to " + endpoint + " is draining";
        return new RpcException(StatusCode.UNAVAILABLE, method + ": " + reason, Delivery.NOT_EXECUTED, why);
    }

    /** Makes a call findable for its reply: before it is sent, as the reply may beat us back. */
    void register(Pending call) {
        outbound.put(call);
        if (end != null) { // looked at after the write: end() looks the other way round
            outbound.fail(call, end);
        }
    }

    /** Answers a call of the peer. */
    void reply(long id, WireWriter head, WireWriter reply) {
        ended(id);
        sender.sendReply(id, head, reply);
        endIfIdle();
    }

    /** Answers a call of the peer by a failure. */
    void fail(long id, RpcException failure) {
        ended(id);
        sender.sendFailure(id, failure);
        endIfIdle();
    }

    private void ended(long id) {
        if (!OutboundLanes.isLane(id)) {
            inbound.ended(id);
        }
    }

    void oneWayEnded(long cost, boolean failed) {
        if (failed) {
            failedOneWays.increment();
        }
        inbound.oneWayEnded(cost);
        acknowledge(peerDraining ? 0 : inbound.acknowledgedTogether());
        endIfIdle();
    }

    private void acknowledge(long least) {
        long total = inbound.toAcknowledge(least);
        if (total != 0) {
            sender.acknowledge(total);
        }
    }

    CreditPool streamPool() {
        return streamPool;
    }

    long peerStreamWindow() {
        return peerStreamWindow;
    }

    // ================================================================ for its sender

    /** What there was has been written, all or as much as the duplex takes now. */
    void flushed(boolean all) {
        if (!all) {
            awaitWritable();
        } else if (draining) {
            endIfIdle();
        }
        if (paused && !sender.isFull()) { // here, as it may be any thread that makes room
            goOn();
        }
    }

    private void awaitWritable() {
        if (duplex.tellsRoomByReading()) {
            readInBackground(); // whoever reads flushes, too
        } else {
            poller.interest(this, SelectionKey.OP_WRITE, true);
        }
    }

    /** Reads again after {@link #isPaused}. */
    private void goOn() {
        paused = false;
        if (!duplex.tellsRoomByReading()) {
            poller.interest(this, SelectionKey.OP_READ, true);
        }
        readOn(); // frames may be in hand already
    }

    /** Has the poller look, whatever its selector says. */
    void readOn() {
        poller.adopt(this);
    }

    // ================================================================ the poller's view

    @Override
    SelectableChannel channel() {
        return duplex.channel();
    }

    @Override
    SelectableChannel sink() {
        return duplex.sink();
    }

    @Override
    int interest() {
        return readers.isWatched() ? SelectionKey.OP_READ : 0;
    }

    @Override
    SpinBudget spin() {
        return pollerSpin;
    }

    @Override
    boolean peerSpins() {
        return duplex.peerSpins();
    }

    @Override
    void writable() {
        sender.flush();
    }

    @Override
    void signalled() {
        signalled = true;
    }

    @Override
    boolean isOver() {
        return closed.get() || ending;
    }

    @Override
    boolean cools() {
        if (!readers.isWatched() || paused || isOver()) {
            return true;
        }
        if (!readers.take()) {
            return false; // whoever reads now may stop before there is more
        }
        boolean quiet = duplex.beforeWait(true);
        if (quiet) {
            frames.release();
        }
        readers.give();
        if (!quiet) {
            duplex.afterWait(true);
        }
        return quiet;
    }

    private void releaseBuffer() {
        if (readers.take()) {
            frames.release();
            readers.give();
        }
    }

    @Override
    boolean leaveToOthers() {
        if (!readers.leaveToCallers()) {
            return false;
        }
        duplex.afterWait(true);
        return true;
    }

    @Override
    void abandoned(Exception reason) {
        if (!isEnded()) {
            runElsewhere(() -> end("it cannot be watched: " + reason, reason));
        }
    }

    /** Called at each tick of the watch while no selector watches; false when one does again. */
    boolean staysUnwatched() {
        if (closed.get()) {
            return false;
        }
        if (sender.hasUnsent()) {
            sender.flush(); // corked by a thread that is held up in user code
        }
        boolean comesUnasked = outbound.hasStreams() || isServing();
        boolean stays = readers.staysUnwatched(reads, comesUnasked || isWaiting());
        if (!stays) {
            releaseBuffer();
        }
        return stays;
    }

    // ================================================================ reading

    @Override
    int poll(Poller leader) {
        return poll(leader, null);
    }

    /** Reads what is there for a caller that waits for {@code own}: of user code it runs that alone. */
    int poll(Awaited own) {
        return poll(null, own);
    }

    private int poll(Poller leader, Awaited own) {
        if (!readers.take()) {
            return BUSY;
        }
        if (closed.get() || ending) {
            readers.give();
            return NOTHING;
        }
        boolean leftBehind = sender.cork(); // by a reader whose user code still runs
        int outcome;
        try {
            if (leftBehind && sender.hasUnsent()) {
                sender.flush(); // now, as what is read next may block as well
            }
            if (leader != null && signalled) {
                signalled = false;
                duplex.afterWait(true);
                drainDoorbell();
            } else if (drains || ++looks >= LOOKS_PER_DRAIN) {
                looks = 0;
                drains = false;
                drainDoorbell();
            }
            outcome = readFrames(leader, own);
            if (inboundLanes != null && (outcome == NOTHING || outcome == SOME)) {
                outcome = serveLanes(leader, own, outcome);
            }
        } catch (IOException | InternalError e) { // the error: a mapped file was truncated
            return failed(leader, own, reason(e));
        } catch (OutOfMemoryError full) {
            return failed(leader, own, reason(full));
        } catch (RuntimeException | Error bug) {
            return failed(leader, own, new IllegalStateException(bug));
        }
        if (outcome != LOST && outcome != TAKEN) {
            sender.uncork();
            readers.give();
        }
        if (sender.isDue()) {
            sender.flush();
        }
        if (paused && duplex.tellsRoomByReading() && !sender.isFull()) { // there are frames to go on with
            if (outcome == LOST) {
                goOn(); // by who leads now
            } else {
                paused = false;
                return SOME;
            }
        }
        return outcome == TAKEN ? SOME : outcome;
    }

    /** Ends the connection, as reading it has failed; the outcome of the poll. */
    private int failed(Poller leader, Awaited own, Exception reason) {
        sender.uncork();
        long odd = leader == null ? 0 : leader.enterUserCode(); // futures complete now
        unwatch(); // an end stays readable
        frames.release();
        readers.give();
        if (leader != null) {
            leader.stir();
        }
        if (ending && leader == null && own == null) {
            runElsewhere(() -> end(duplex.whyEnded("the peer closed the connection"))); // who only looks does not wait
            return SOME;
        }
        end(ending ? duplex.whyEnded("the peer closed the connection") : reason);
        return leader == null || leader.leaveUserCode(odd) ? SOME : LOST;
    }

    /** The doorbell has rung: whoever looks next empties it, under the same hold of the token as its look. */
    void drainsNext() {
        drains = true;
    }

    /** Empties the doorbell, and wakes callers whose replies it was rung for. */
    private void drainDoorbell() throws IOException {
        duplex.drain();
        if (outboundLanes != null) {
            outbound.wakeAnswered();
        }
    }

    private int serveLanes(Poller leader, Awaited own, int before) throws Violation {
        int outcome = before;
        for (int i = 0; i < LANES_AT_ONCE; i++) {
            int lane = inboundLanes.next();
            if (lane < 0) {
                return outcome;
            }
            outcome = SOME;
            Pending.UserCode code = handler.handleLane(lane);
            int token = code == null ? KEPT : runUserCode(code, leader, own);
            if (token != KEPT) {
                return token;
            }
        }
        return outcome;
    }

    private int readFrames(Poller leader, Awaited own) throws IOException {
        int outcome = NOTHING;
        boolean drained = false;
        while (true) {
            while (frames.next()) {
                outcome = SOME;
                Pending.UserCode code = handler.handle();
                int token = code == null ? KEPT : runUserCode(code, leader, own);
                if (token != KEPT) {
                    return token;
                }
            }
            if (frames.nextPart()) {
                handler.land();
            }
            if (drained || isPaused()) {
                return outcome;
            }
            int count = frames.fill();
            if (count < 0) {
                ending = true;
                throw new EOFException();
            }
            if (count == 0) {
                IOException writeFailure = sender.failure();
                if (writeFailure != null) {
                    throw writeFailure;
                }
                return outcome;
            }
            reads++;
            outcome = SOME;
            drained = frames.isDrained();
        }
    }

    /** A peer that does not read its replies is not served; replies to our own calls are always read. */
    private boolean isPaused() {
        boolean mustRead = !outbound.isIdle() || sender.failure() != null; // of a peer that has gone, the end
        if (!sender.isFull() || mustRead) {
            return false;
        }
        if (duplex.tellsRoomByReading()) {
            paused = true;
            return true;
        }
        poller.interest(this, SelectionKey.OP_READ, false);
        paused = true; // after the line above, as goOn() takes it back
        poller.interest(this, SelectionKey.OP_WRITE, true); // flush() goes on
        return true;
    }

    /** Runs user code with nothing held; whether this thread reads on. */
    private int runUserCode(Pending.UserCode code, Poller leader, Awaited own) {
        if (leader == null && code != own) {
            runElsewhere(code::run); // a caller has no time for the code of others
            return KEPT;
        }
        Thread me = Thread.currentThread();
        StreamInboundCall call = code instanceof StreamInboundCall served ? served : null;
        ServedMethod method = call == null ? null : call.method();
        long odd = leader == null ? 0 : leader.enterUserCode();
        boolean wasActive = readers.isActive(me);
        readers.give();
        if (wasActive) {
            readers.leave();
        }
        if (leader != null) {
            leader.stir();
        }
        if (method != null && method.isSlow()) {
            sender.flush();
            if (leader != null) {
                leader.offerLeadership(odd);
            }
        }
        run(code, method);
        if (leader != null && !leader.leaveUserCode(odd)) {
            release(call);
            return LOST;
        }
        if (wasActive && !readers.rejoin() || !readers.take()) {
            release(call);
            return TAKEN;
        }
        sender.cork();
        if (call != null) {
            inbound.reuse(call);
        }
        return KEPT;
    }

    /** A call that will not be used for another one, perhaps null. */
    private static void release(StreamInboundCall call) {
        if (call != null && call.isReusableBy(Thread.currentThread())) {
            call.request().clear();
        }
    }

    private void run(Pending.UserCode code, ServedMethod method) {
        boolean timed = method != null && method.isTimed();
        long start = timed ? System.nanoTime() : 0;
        try {
            code.run();
        } catch (RuntimeException | Error e) {
            Log.LOG.log(Level.ERROR, "user code on " + endpoint + " threw past its handler", e);
        }
        if (timed) {
            method.took(System.nanoTime() - start);
        }
    }

    // ================================================================ life

    /** How often something has been read. */
    int reads() {
        return reads;
    }

    /** Asks the peer whether it lives; its answer counts as a read. */
    void ping() {
        sender.sendPing();
        readInBackground();
    }

    /** The peer is silent: ends the connection, on a thread that may run what hangs on it. */
    void stopped(String reason) {
        runElsewhere(() -> end(reason, null));
    }

    /** The same where the peer has truncated its mapped file. */
    void truncated(InternalError fault) {
        runElsewhere(() -> end(reason(fault)));
    }

    /** Wakes everybody who may have missed a wake-up. */
    void rescue() {
        drains = true;
        readOn();
        readers.wakeActive();
    }

    boolean isDraining() {
        return draining;
    }

    /** The peer takes no more calls; when it has {@code finished} it answers none, either. */
    void peerDrains(boolean finished) {
        peerDraining = true;
        acknowledge(0); // it waits for the end of its one-way calls
        peerFinished |= finished;
        endIfPeerFinished(); // not before: its one-way calls of ours may be running
    }

    /** One of our calls has its reply, and its place is free. */
    void released(long id) {
        outbound.release(id);
        if (!endIfPeerFinished()) {
            endIfIdle();
        }
    }

    private boolean endIfPeerFinished() {
        boolean over = peerFinished && outbound.isIdle();
        if (over) {
            runElsewhere(() -> end("the peer has shut down", null));
        }
        return over;
    }

    void endIfIdle() {
        if (draining
                && end == null
                && isServed()
                && outbound.isIdle()
                && sender.oneWays().isIdle()
                && !sender.hasUnsent()) {
            finish();
        }
    }

    /** Tells the peer that no call is in execution, and none will be. */
    private void finish() {
        if (finishing.compareAndSet(false, true)) {
            sender.sendGoAway(Frame.FINISHED);
            // The client closes when its last reply has come, and what it sends meanwhile is refused, not lost.
            goodbye();
        }
    }

    private boolean isServed() {
        return inbound.isEmpty() && (inboundLanes == null || inboundLanes.isIdle());
    }

    private void goodbye() {
        try {
            engine.timer().schedule(() -> runElsewhere(this::close), GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            close(); // the connection has ended meanwhile, and the engine with it
        }
    }

    /** Why the connection ends: as it is; for an InternalError, that the peer has truncated its mapped file. */
    static IOException reason(Throwable why) {
        if (why instanceof OutOfMemoryError) {
            return new IOException(
                    "no room for what goes and comes by it (" + why.getMessage()
                            + "); raise -Xmx, or lower nearcall.limits.message",
                    why);
        }
        try {
            Thread.yield(); // compiled code goes on with garbage for a while and reports the fault here at the latest
        } catch (InternalError late) {
            return new Violation("its memory is gone: " + late.getMessage());
        }
        return why instanceof IOException known ? known : new Violation("its memory is gone: " + why.getMessage());
    }

    private void end(Exception reason) {
        end(Streams.words(reason), reason);
    }

    private void end(String reason, Exception cause) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (cause instanceof Violation || cause instanceof RuntimeException) {
            Log.LOG.log(Level.WARNING, "connection " + endpoint + " with " + peer().address() + " ends: " + reason);
        }
        Delivery delivery = peerFinished ? Delivery.NOT_EXECUTED : Delivery.UNKNOWN;
        end = new RpcException(
                StatusCode.UNAVAILABLE, "connection to " + endpoint + " ended: " + reason, delivery, cause);
        if (!(cause instanceof Violation)) {
            sender.flush();
        }
        sender.close();
        engine.stopHeartbeat(this);
        engine.watch().forget(this);
        closeChannel();
        outbound.failAll(end);
        sender.oneWays().wakeWaiters();
        inbound.cancelAll(end);
        onClosed.run();
        engine.release();
        ended.complete(null);
    }

    private void closeChannel() {
        unwatch();
        readers.close();
        Streams.closeQuietly(duplex);
        poller.nudge();
    }

    private void unwatch() {
        SelectionKey watchedKey = key;
        if (watchedKey != null) {
            watchedKey.cancel();
        }
    }
}
