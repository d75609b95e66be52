package io.nearcall.stream;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.internal.RemoteObjects;
import io.nearcall.internal.flow.CreditPool;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Limits;
import io.nearcall.transport.Log;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.TransportContext;
import io.nearcall.wire.Carried;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
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

    static final WireWriter NO_PAYLOAD = new WireWriter(0);

    /** So many calls on lanes are served before the rest is looked at. */
    private static final int LANES_AT_ONCE = 64;

    /** After so many looks the channel beside shared memory is looked at, too: its end comes unasked. */
    private static final int LOOKS_PER_DRAIN = 4096;

    private static final long GOODBYE_MILLIS = 1_000;

    private static final String NO_ROOM =
            " is too small for what the peer has sent; raise -Xmx, or lower nearcall.limits.message";

    private static final VarHandle FLUSH_IS_DUE;

    static {
        try {
            FLUSH_IS_DUE = MethodHandles.lookup().findVarHandle(StreamConnection.class, "flushIsDue", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Engine engine;
    private final Poller poller;
    private final Endpoint endpoint;
    private final TransportContext context;
    private final Limits limits;
    private final Duplex duplex;
    private final int messageLimit;
    private final OutboundLanes outboundLanes; // null for none
    private final InboundLanes inboundLanes; // null for none
    private final SendQueue out;
    private final OutboundCalls outbound;
    private final InboundCalls inbound;
    private final OneWayWindow oneWays;
    private final StreamTurns turns;
    private final CreditPool streamPool;
    private final long peerStreamWindow;
    private final Readers readers;
    private final SpinBudget pollerSpin;
    private final Runnable onClosed;
    private final LongAdder failedOneWays;
    private final LongAdder droppedTrailers;

    // The reader's own.
    private final FrameBuffer frames;
    private final WireReader headerBytes = new WireReader();
    private final Headers headers = new Headers();
    private final WireReader scratch = new WireReader();
    private Carried carried; // with the frame that is being handled, until somebody takes it
    private int looks;
    private Thread corked; // the reader, while what it sends waits for the end of its batch

    @SuppressWarnings("UnusedVariable") // read by the VarHandle
    private volatile boolean flushIsDue;

    private boolean signalled; // the poller's leader has seen the channel readable
    private volatile boolean drains; // somebody wants to know whether it is
    private volatile int reads;
    private volatile boolean paused; // the peer does not read its replies
    private volatile boolean draining;
    private volatile boolean peerDraining;
    private volatile boolean peerFinished;
    private final AtomicBoolean finishing = new AtomicBoolean();
    private volatile IOException writeFailure;
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
        this.out = new SendQueue(duplex, limits.writeQueue());
        this.frames = new FrameBuffer(duplex);
        this.outbound = new OutboundCalls(this, Math.min(limits.calls(), peer.calls()), outboundLanes);
        this.oneWays = new OneWayWindow(this, peer.oneWayWindow());
        this.turns = new StreamTurns(out);
        this.streamPool = new CreditPool(limits.streams());
        this.peerStreamWindow = peer.streamWindow();
        this.pollerSpin = new SpinBudget(context.spin());
        this.failedOneWays = context.counters().counter("one-way calls failed");
        this.droppedTrailers = context.counters().counter("trailers dropped");
        this.poller = engine.poller(duplex.channel().provider());
        this.readers = new Readers(this, poller, engine.watch(), duplex, new SpinBudget(context.spin()));
        this.inbound = new InboundCalls(this, context.handler().open(this), limits);
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
        out.append(Frame.GOAWAY, 0, 0, 0, null, null, 0, 0);
        flush();
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

    ScheduledExecutorService timer() {
        return engine.timer();
    }

    void runElsewhere(Runnable work) {
        try {
            engine.workers().execute(work);
        } catch (RejectedExecutionException noThread) {
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
        if (corked == Thread.currentThread()) {
            flush();
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
        return outbound.awaitsReplies() || writeFailure != null;
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

    // ================================================================ sending

    /** Makes a call findable for its reply: before it is sent, as the reply may beat us back. */
    void register(Pending call) {
        outbound.put(call);
        if (end != null) { // looked at after the write: end() looks the other way round
            outbound.fail(call, end);
        }
    }

    void send(StreamOutboundCall call, long id, WireWriter head, int kind) {
        int length = call.request().size();
        int first = firstLength(head, length);
        out.append(Frame.REQUEST, kind | moreIf(first < length), call.number(), id, head, call.request(), 0, first);
        call.request().sent();
        try {
            for (int at = first; at < length; at += Frame.MAX_BODY) {
                flush();
                awaitRoom(call);
                int part = Math.min(Frame.MAX_BODY, length - at);
                out.send(Frame.REQUEST_MORE, moreIf(at + part < length), id, call.request(), at, part);
            }
        } catch (IOException | InternalError e) {
            writeFailed(e);
        } catch (RpcException e) {
            call.unsent();
            sendCancel(id);
            throw e;
        }
        flushUnlessCorked();
    }

    void sendOneWay(StreamOutboundCall call, WireWriter head) {
        int length = call.request().size();
        int first = firstLength(head, length);
        oneWays.send(call, () -> {
            int flags = Frame.ONE_WAY;
            out.append(Frame.REQUEST, flags | moreIf(first < length), call.number(), 0, head, call.request(), 0, first);
            for (int at = first; at < length; at += Frame.MAX_BODY) { // what is begun is finished: no waiting here
                int part = Math.min(Frame.MAX_BODY, length - at);
                out.append(
                        Frame.REQUEST_MORE, flags | moreIf(at + part < length), 0, 0, null, call.request(), at, part);
            }
            call.request().sent();
        });
        flushUnlessCorked();
    }

    /** What stands before a reply, or null where there is nothing to say. */
    WireWriter replyHead(WireWriter payload, Metadata before, Metadata after) {
        boolean large = payload.size() > Frame.MAX_BODY / 2;
        if (!large && before.isEmpty() && after.isEmpty() && !payload.isBound()) {
            return null;
        }
        Limits.checkMetadata(limits.metadata(), before, after);
        WireWriter head = new WireWriter(Frame.MAX_BODY);
        Headers.writeReply(head, large ? payload.size() : 0, before, after);
        Headers.writeReferences(head, payload);
        head.checkLimit();
        return head;
    }

    void sendReply(long id, WireWriter head, WireWriter reply) {
        if (OutboundLanes.isLane(id)) {
            answer(id, head, reply);
            return;
        }
        inbound.ended(id);
        sendFrames(id, head, reply);
    }

    private void sendFrames(long id, WireWriter head, WireWriter reply) {
        int length = reply.size();
        int first = firstLength(head, length);
        out.append(Frame.REPLY, moreIf(first < length), 0, id, head, reply, 0, first);
        reply.sent();
        try {
            for (int at = first; at < length; at += Frame.MAX_BODY) {
                flush();
                int part = Math.min(Frame.MAX_BODY, length - at);
                out.send(Frame.REPLY_MORE, moreIf(at + part < length), id, reply, at, part);
            }
        } catch (IOException | InternalError e) {
            writeFailed(e);
        }
        flushUnlessCorked();
        endIfIdle();
    }

    /**
     * Answers on a lane; in frames where the answer does not fit, and where it has references, as nobody looks at a lane
     * that was given up.
     */
    private void answer(long id, WireWriter head, WireWriter payload) {
        int lane = OutboundLanes.lane(id);
        int size = payload.size() + (head == null ? 0 : 2 + head.size());
        try {
            if (size <= inboundLanes.room() && payload.references().length == 0) {
                inboundLanes.answer(lane, head == null ? 0 : InboundLanes.HEADERS, head, payload);
            } else {
                sendFrames(id, head, payload);
                inboundLanes.answer(lane, InboundLanes.IN_FRAMES, null, NO_PAYLOAD);
            }
        } catch (InternalError fault) { // the peer has truncated the file in which it says whether it sleeps
            writeFailed(fault);
        }
        if (draining) {
            endIfIdle();
        }
    }

    void sendFailure(long id, RpcException failure) {
        if (!OutboundLanes.isLane(id)) {
            inbound.ended(id);
        }
        WireWriter head = new WireWriter(Frame.MAX_BODY);
        RpcException sent = Limits.within(limits.metadata(), failure);
        if (sent != failure) {
            droppedTrailers.increment();
        }
        Headers.writeFailure(head, sent);
        if (OutboundLanes.isLane(id)) {
            answer(id, head, NO_PAYLOAD);
            return;
        }
        out.append(Frame.REPLY, 0, 0, id, head, null, 0, 0);
        flushUnlessCorked();
        endIfIdle();
    }

    void sendCancel(long id) {
        out.append(Frame.CANCEL, 0, 0, id, null, null, 0, 0);
        flushUnlessCorked();
        readInBackground(); // somebody must see the late reply
    }

    // ---- of streams

    StreamTurns turns() {
        return turns;
    }

    CreditPool streamPool() {
        return streamPool;
    }

    long peerStreamWindow() {
        return peerStreamWindow;
    }

    boolean hasRoomForStreams() {
        return out.hasRoomForStreams();
    }

    boolean hasMuchUnsent() {
        return out.hasBatch();
    }

    /** Appends a part; somebody must flush. */
    void sendPart(long id, int flags, WireWriter message, int offset, int length, boolean last) {
        WireWriter head = null;
        if (message.references().length > 0) {
            head = new WireWriter(Frame.MAX_BODY);
            Headers.writeReferences(head, message);
        }
        out.append(Frame.DATA, flags | moreIf(!last), 0, id, head, message, offset, length);
    }

    /** Appends what goes before a stream's first part. */
    void sendHeaders(long id, WireWriter head) {
        out.append(Frame.REPLY, Frame.MORE, 0, id, head, null, 0, 0);
    }

    void sendHalfClose(long id) {
        out.append(Frame.HALF_CLOSE, 0, 0, id, null, null, 0, 0);
        flushUnlessCorked();
    }

    void sendWindow(long id, int flags, long total) {
        WireWriter body = new WireWriter(Long.BYTES);
        body.writeInt64(total);
        out.append(Frame.WINDOW, flags, 0, id, null, body, 0, body.size());
        flushUnlessCorked();
    }

    /** Flushes within a moment, unless somebody does before. */
    void flushSoon() {
        if (corked != Thread.currentThread() && FLUSH_IS_DUE.compareAndSet(this, false, true)) {
            engine.watch().flushSoon(this);
        }
    }

    void flushNow() {
        flushIsDue = false;
        flush();
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
            out.append(Frame.CREDIT, 0, 0, total, null, null, 0, 0);
            flushUnlessCorked();
        }
    }

    private void awaitRoom(StreamOutboundCall call) {
        if (!out.isFull()) {
            return;
        }
        WorkerThread.aboutToSleep();
        try {
            if (!out.awaitRoom(call.deadlineNanos())) {
                throw call.expired(Delivery.NOT_EXECUTED);
            }
        } catch (InterruptedException e) {
            throw interrupted(call.method(), Delivery.NOT_EXECUTED);
        }
    }

    private static int firstLength(WireWriter head, int length) {
        return Math.min(length, Frame.MAX_BODY - (head == null ? 0 : 2 + head.size()));
    }

    private static int moreIf(boolean more) {
        return more ? Frame.MORE : 0;
    }

    void flushUnlessCorked() {
        if (corked != Thread.currentThread() || out.hasBatch()) {
            flush();
        }
    }

    void flush() {
        try {
            boolean all;
            do {
                turns.take();
                all = out.flush();
            } while (all && turns.areDue());
            if (!all) {
                awaitWritable();
            } else if (draining) {
                endIfIdle();
            }
            if (paused && !out.isFull()) { // here, as it may be any thread that makes room
                goOn();
            }
        } catch (IOException | InternalError e) {
            writeFailed(e);
        } catch (RuntimeException | Error e) { // the queue is closed, and something is wrong here
            writeFailed(e);
            throw e;
        }
    }

    /** What the peer sent before it went is still to be read. */
    private void writeFailed(Throwable why) {
        writeFailure = reason(why);
        poller.adopt(this);
    }

    /** Reads again after {@link #isPaused}. */
    private void goOn() {
        paused = false;
        if (!duplex.tellsRoomByReading()) {
            poller.interest(this, SelectionKey.OP_READ, true);
        }
        poller.adopt(this); // frames may be in hand already
    }

    private void awaitWritable() {
        if (duplex.tellsRoomByReading()) {
            readInBackground(); // whoever reads flushes, too
        } else {
            poller.interest(this, SelectionKey.OP_WRITE, true);
        }
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
        flush();
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
        if (out.hasUnsent()) {
            flush(); // corked by a thread that is held up in user code
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
        boolean leftBehind = corked != null; // by a reader whose user code still runs
        corked = Thread.currentThread();
        int outcome;
        try {
            if (leftBehind && out.hasUnsent()) {
                flush(); // now, as what is read next may block as well
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
            return failed(leader, own, new IllegalStateException(full.getMessage() + NO_ROOM, full));
        } catch (RuntimeException | Error bug) {
            return failed(leader, own, new IllegalStateException(bug));
        }
        if (outcome != LOST && outcome != TAKEN) {
            corked = null;
            readers.give();
        }
        if (out.hasUnsent() || turns.areDue()) {
            flush();
        }
        if (paused && duplex.tellsRoomByReading() && !out.isFull()) { // there are frames to go on with
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
        corked = null;
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
            Pending.UserCode code = admitted(takeFrom(lane));
            int token = code == null ? KEPT : runUserCode(code, leader, own);
            if (token != KEPT) {
                return token;
            }
        }
        return outcome;
    }

    private StreamInboundCall takeFrom(int lane) throws Violation {
        StreamInboundCall call = inbound.spare();
        headerBytes.clear();
        int word = inboundLanes.take(lane, headerBytes, call.request());
        Headers head = null;
        if ((word & InboundLanes.HEADERS) != 0) {
            headers.read(headerBytes);
            head = headers;
            call.request().carried(RemoteObjects.arrived(this, head.references));
        }
        return inbound.onLane(call, inboundLanes.id(lane), word >>> 16, head);
    }

    private int readFrames(Poller leader, Awaited own) throws IOException {
        int outcome = NOTHING;
        boolean drained = false;
        while (true) {
            while (frames.next()) {
                outcome = SOME;
                int token = handleFrame(leader, own);
                if (token != KEPT) {
                    return token;
                }
            }
            if (frames.nextPart()) {
                land();
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

    /** What is missing of a frame, of which the beginning is here, is read right to where it belongs. */
    private void land() {
        int length = frames.body().remaining() + frames.missing();
        ByteBuffer landing = null;
        if (frames.type() == Frame.REQUEST_MORE) {
            StreamInboundCall call = inbound.landing(frames.callId(), length);
            landing = frames.has(Frame.ONE_WAY) || call == null ? null : call.land(length);
        } else {
            Pending call = outbound.find(frames.callId());
            boolean fits = call != null && (long) call.replySize() + length <= limits.message();
            landing = fits ? call.land(length) : null;
        }
        frames.land(landing);
    }

    /** A peer that does not read its replies is not served; replies to our own calls are always read. */
    private boolean isPaused() {
        boolean mustRead = !outbound.isIdle() || writeFailure != null; // of a peer that has gone, the end
        if (!out.isFull() || mustRead) {
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

    /** Handles one whole frame; everything is copied out of the buffer before user code runs. */
    private int handleFrame(Poller leader, Awaited own) throws Violation {
        Pending.UserCode code;
        try {
            Headers head = frames.has(Frame.HEADERS) ? readHeaders() : null;
            if (head != null) {
                carried = RemoteObjects.arrived(this, head.references);
            }
            code = switch (frames.type()) {
                case Frame.REQUEST -> admitted(inbound.onRequest(frames, head, takeCarried()));
                case Frame.REQUEST_MORE -> admitted(inbound.onRequestMore(frames));
                case Frame.REPLY, Frame.REPLY_MORE -> onReply(head);
                case Frame.CANCEL -> onCancel();
                case Frame.CREDIT -> onCredit();
                case Frame.DATA -> onData();
                case Frame.HALF_CLOSE -> onHalfClose();
                case Frame.WINDOW -> onWindow();
                case Frame.GOAWAY -> onGoAway();
                case Frame.PING -> onPing();
                default -> null; // PONG, and what later versions add
            };
        } finally {
            frames.leave();
            dropCarried();
        }
        return code == null ? KEPT : runUserCode(code, leader, own);
    }

    /** What came with the frame, null for nothing: the caller's from here on. */
    private Carried takeCarried() {
        Carried taken = carried;
        carried = null;
        return taken;
    }

    /** Gives back what came with a frame that belongs to nothing any more. */
    private void dropCarried() {
        Carried untaken = takeCarried();
        if (untaken != null) {
            untaken.drop();
        }
    }

    private Headers readHeaders() throws Violation {
        var body = frames.body();
        int length = body.remaining() < 2 ? -1 : body.getShort() & 0xffff;
        if (length < 0 || length > body.remaining()) {
            throw new Violation("a header length of " + length + " where " + body.remaining() + " bytes are left");
        }
        headerBytes.clear();
        headerBytes.append(body, length);
        headers.read(headerBytes);
        return headers;
    }

    /** The call if it is whole and may run; one that may not is failed here. */
    private Pending.UserCode admitted(StreamInboundCall call) {
        if (call == null) {
            return null;
        }
        RpcException refusal = inbound.refusal(call, draining, out.isFull());
        if (refusal == null) {
            call.method().arrived(call); // here, as the next one is read while user code runs
            return call;
        }
        call.fail(refusal);
        inbound.reuse(call);
        return null;
    }

    private Pending.UserCode onReply(Headers head) throws Violation {
        long id = frames.callId();
        Pending call = outbound.find(id);
        if (call == null) {
            return null;
        }
        if (head != null && head.code != 0) {
            released(id);
            return call.fail(head.failure());
        }
        if (head != null && !(head.before.isEmpty() && head.metadata.isEmpty())) {
            call.metadata(head.before, head.metadata);
        }
        if (carried != null) {
            call.carry(takeCarried());
        }
        boolean last = !frames.has(Frame.MORE);
        int length = frames.body().remaining();
        if (head != null && head.size > limits.message() || call.replySize() + length > limits.message()) {
            throw new Violation("a reply of more than " + limits.message() + " bytes");
        }
        if (last) {
            if (call.offeredNumber() != 0) {
                outbound.agree(call.offeredNumber());
            }
            released(id); // before its caller can see the end, and use the slot again
        }
        return call.onReply(frames.body(), length, last);
    }

    private void released(long id) {
        outbound.release(id);
        if (peerFinished && outbound.isIdle()) {
            runElsewhere(() -> end("the peer has shut down", null));
        } else {
            endIfIdle();
        }
    }

    private Pending.UserCode onCancel() {
        StreamInboundCall call = inbound.onCancel(frames.callId());
        if (call == null) {
            return null;
        }
        RpcException cancelled = InboundCalls.cancelled();
        sendFailure(frames.callId(), cancelled);
        call.abortStream(cancelled);
        return call::runOnCancel;
    }

    private Pending.UserCode onData() throws Violation {
        StreamFlow flow = stream();
        if (flow != null) {
            flow.receivePart(frames, takeCarried(), limits.message());
        }
        return null;
    }

    private Pending.UserCode onHalfClose() {
        StreamFlow flow = inbound.findStream(frames.callId());
        if (flow != null) {
            flow.receiveHalfClose();
        }
        return null;
    }

    private Pending.UserCode onWindow() {
        StreamFlow flow = stream();
        if (flow != null) {
            scratch().append(frames.body(), frames.body().remaining());
            flow.receiveGrant(scratch.readInt64());
        }
        return null;
    }

    /** The stream that the frame belongs to, null when it has ended. */
    private StreamFlow stream() {
        long id = frames.callId();
        if (!frames.has(Frame.CALLEE)) {
            return inbound.findStream(id);
        }
        return outbound.find(id) instanceof OutboundStream call ? call.flow() : null;
    }

    private Pending.UserCode onCredit() {
        oneWays.acknowledge(frames.callId());
        endIfIdle();
        return null;
    }

    private Pending.UserCode onGoAway() {
        peerDraining = true;
        acknowledge(0); // it waits for the end of its one-way calls
        peerFinished |= frames.callId() == Frame.FINISHED;
        if (peerFinished && outbound.isIdle()) { // not before: its one-way calls of ours may be running
            runElsewhere(() -> end("the peer has shut down", null));
        }
        return null;
    }

    private Pending.UserCode onPing() {
        out.append(Frame.PONG, 0, 0, 0, null, null, 0, 0);
        return null;
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
            flush();
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
        corked = me;
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
        out.append(Frame.PING, 0, 0, 0, null, null, 0, 0);
        flush();
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
        poller.adopt(this);
        readers.wakeActive();
    }

    private void endIfIdle() {
        if (draining && end == null && isServed() && outbound.isIdle() && oneWays.isIdle() && !out.hasUnsent()) {
            finish();
        }
    }

    /** Tells the peer that no call is in execution, and none will be. */
    private void finish() {
        if (finishing.compareAndSet(false, true)) {
            out.append(Frame.GOAWAY, 0, 0, Frame.FINISHED, null, null, 0, 0);
            flush();
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

    /** Why the connection ends: as it is, or, for an InternalError, that the peer has truncated its mapped file. */
    private static IOException reason(Throwable why) {
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
            flush();
        }
        out.close();
        engine.stopHeartbeat(this);
        engine.watch().forget(this);
        closeChannel();
        outbound.failAll(end);
        oneWays.wakeWaiters();
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
