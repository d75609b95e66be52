package io.nearcall.stream;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Limits;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.TransportContext;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls over a duplex of bytes, in both directions.
 *
 * <p>Reading is a token, {@link #reader}: whoever holds it reads, and handles every frame that comes. It is taken by a
 * caller that waits for its reply, else by the connection's {@link Poller}, and it is given back before user code runs,
 * so that a handler that blocks holds up nothing.
 */
final class StreamConnection extends Pollable implements Connection {
    /** What a one-way call counts against the window beside its bytes. */
    static final long ONE_WAY_COST = 1024;

    private static final int FREE = 0;
    private static final int HELD = 1;

    /** What became of the reading token while user code ran. */
    private static final int KEPT = 10;

    private static final int TAKEN = 11;

    private static final int POOLED_CALLS = 16;
    private static final int LINGER_TICKS = 20;
    private static final long YIELD_AFTER_NANOS = 10_000;
    private static final long GOODBYE_MILLIS = 1_000;

    private static final VarHandle READER;
    private static final VarHandle ACTIVE_CALLER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            READER = lookup.findVarHandle(StreamConnection.class, "reader", int.class);
            ACTIVE_CALLER = lookup.findVarHandle(StreamConnection.class, "activeCaller", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Engine engine;
    private final Poller poller;
    private final Endpoint endpoint;
    private final Limits limits;
    private final Duplex duplex;
    private final Hello peerHello;
    private final SendQueue out;
    private final CallHandler.Session session;
    private final Runnable onClosed;
    private final LongAdder failedOneWays;

    // ---- reading; all but the token belongs to its holder
    @SuppressWarnings("UnusedVariable") // read by the VarHandle
    private volatile int reader;

    private Thread corked; // the reader, while what it sends waits for the end of its batch
    private ByteBuffer in; // filled up to its position
    private int parsed; // handled up to here
    private boolean drained; // the last read found less than it could have taken
    private final WireReader headerBytes = new WireReader();
    private final Headers headers = new Headers();
    private final WireReader scratch = new WireReader();
    private StreamInboundCall spare;
    private ServedMethod[] methods = new ServedMethod[16];
    private StreamInboundCall oneWayParts;
    private volatile int reads;

    // ---- who waits
    private volatile Thread activeCaller; // the caller that reads, if one does
    private final AtomicInteger parkedCallers = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean(true);
    private final SpinBudget callerSpin;
    private final SpinBudget pollerSpin;
    private Selector ownSelector; // the active caller's
    private int seenReads; // the watch's own
    int quietTicks; // the watch's own

    // ---- our calls
    private final CallTable<Pending> outbound;
    private final AtomicReferenceArray<StreamOutboundCall> pool = new AtomicReferenceArray<>(POOLED_CALLS);
    private volatile byte[] agreed = new byte[64];
    private final ReentrantLock slotLock = new ReentrantLock();
    private final Condition slotFreed = slotLock.newCondition();
    private final AtomicInteger slotWaiters = new AtomicInteger();

    // ---- the peer's calls
    private final CallTable<StreamInboundCall> inbound;
    private final AtomicInteger openOneWays = new AtomicInteger();
    private final AtomicLong oneWaysDone = new AtomicLong();
    private final AtomicLong oneWaysCredited = new AtomicLong();

    // ---- our one-way calls
    private final ReentrantLock oneWayLock = new ReentrantLock();
    private final Condition oneWayCredit = oneWayLock.newCondition();
    private long oneWaysSent; // guarded by oneWayLock
    private volatile long oneWaysAcknowledged;

    // ---- life
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private volatile boolean draining;
    private volatile boolean peerDraining;
    private volatile IOException writeFailure;
    private volatile RpcException end;
    private int beatReads; // the timer's own
    private long beatSince; // the timer's own
    private boolean pinged; // the timer's own

    StreamConnection(
            Engine engine,
            Endpoint endpoint,
            TransportContext context,
            Duplex duplex,
            Hello peerHello,
            Runnable onClosed)
            throws IOException {
        this.engine = engine;
        this.endpoint = endpoint;
        this.limits = context.limits();
        this.duplex = duplex;
        this.peerHello = peerHello;
        this.onClosed = onClosed;
        this.out = new SendQueue(duplex, limits.writeQueue());
        this.outbound = new CallTable<>(Math.min(limits.calls(), peerHello.calls()));
        this.inbound = new CallTable<>(limits.calls());
        this.callerSpin = new SpinBudget(context.spin());
        this.pollerSpin = new SpinBudget(context.spin());
        this.failedOneWays = context.counters().counter("one-way calls failed");
        this.poller = engine.poller(duplex.channel().provider());
        this.session = context.handler().open(this);
    }

    /** Starts reading; not before the constructor's caller has published the connection. */
    void start(boolean heartbeat) {
        if (heartbeat && !limits.heartbeat().isZero()) {
            engine.startHeartbeat(this);
        }
        poller.register(this);
    }

    // ================================================================ Connection

    @Override
    public OutboundCall newCall(MethodInfo method, CallOptions options) {
        if (!isOpen()) {
            throw refused(method);
        }
        int hint = (int) Thread.currentThread().getId() & (POOLED_CALLS - 1);
        StreamOutboundCall call = pool.getPlain(hint) == null ? null : pool.getAndSet(hint, null);
        return (call == null ? new StreamOutboundCall(this) : call).begin(method, options);
    }

    void reuse(StreamOutboundCall call) {
        int hint = (int) Thread.currentThread().getId() & (POOLED_CALLS - 1);
        pool.setRelease(hint, call);
    }

    @Override
    public boolean isOpen() {
        return end == null && !draining && !peerDraining;
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

    /** Completes when a draining connection has no call left, or when the connection has ended. */
    CompletableFuture<Void> idle() {
        return idle;
    }

    @Override
    public void close() {
        end("this side closed the connection", null);
    }

    boolean isEnded() {
        return end != null;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Limits limits() {
        return limits;
    }

    int peerMessageLimit() {
        return Math.min(limits.message(), peerHello.message());
    }

    ScheduledExecutorService timer() {
        return engine.timer();
    }

    void runElsewhere(Runnable work) {
        engine.workers().execute(work);
    }

    WireReader scratch() {
        scratch.clear();
        return scratch;
    }

    // ================================================================ sending

    /** Claims an id, waiting for one to get free where the caller may wait. */
    long claimId(MethodInfo method, long deadline, boolean mayWait) {
        long id = outbound.claim();
        if (id != 0) {
            return id;
        }
        slotWaiters.incrementAndGet();
        slotLock.lock();
        try {
            while ((id = outbound.claim()) == 0) {
                boolean late = deadline != 0 && deadline - System.nanoTime() <= 0;
                if (end != null) {
                    throw refused(method);
                }
                if (!mayWait || late || Thread.currentThread().isInterrupted()) {
                    throw new RpcException(
                            StatusCode.RESOURCE_EXHAUSTED,
                            method + ": " + outbound.capacity() + " calls are in flight on this connection to "
                                    + endpoint + "; raise nearcall.limits.calls on both sides or connect twice",
                            Delivery.NOT_EXECUTED);
                }
                readInBackground();
                long left = deadline == 0 ? Long.MAX_VALUE : deadline - System.nanoTime();
                slotFreed.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
            }
            return id;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(
                    StatusCode.CANCELLED, method + ": the calling thread was interrupted", Delivery.NOT_EXECUTED);
        } finally {
            slotLock.unlock();
            slotWaiters.decrementAndGet();
        }
    }

    private void releaseId(long id) {
        outbound.release(id);
        if (slotWaiters.get() > 0) {
            signal(slotLock, slotFreed);
        }
        if (peerDraining && outbound.isIdle()) {
            runElsewhere(() -> end("the peer has shut down", null));
        }
    }

    void register(Pending call) {
        outbound.set(CallTable.slot(call.id()), call);
        if (end != null) { // after the write: end() looks the other way round
            Pending.UserCode code = takeFailed(call, end);
            if (code != null) {
                code.run();
            }
        }
    }

    boolean isAgreed(int number) {
        byte[] known = agreed;
        return number < known.length && known[number] != 0;
    }

    void send(StreamOutboundCall call, long id, WireWriter head) {
        int flags = 0;
        int length = call.request().size();
        int first = firstLength(head, length);
        out.append(Frame.REQUEST, moreIf(first < length), call.number(), id, head, call.request(), 0, first);
        try {
            sendRest(Frame.REQUEST_MORE, flags, id, call, first, true);
        } catch (RpcException e) {
            call.unsent(true);
            sendCancel(id);
            throw e;
        }
        flushUnlessCorked();
    }

    void sendOneWay(StreamOutboundCall call, WireWriter head) {
        int length = call.request().size();
        long cost = ONE_WAY_COST + length;
        lockOneWays(call);
        try {
            awaitCredit(call, cost);
            int first = firstLength(head, length);
            int flags = Frame.ONE_WAY | moreIf(first < length);
            out.append(Frame.REQUEST, flags, call.number(), 0, head, call.request(), 0, first);
            oneWaysSent += cost;
            sendRest(Frame.REQUEST_MORE, Frame.ONE_WAY, 0, call, first, false); // begun is finished
        } finally {
            oneWayLock.unlock();
        }
        if (end != null) {
            throw refused(call.method());
        }
        flushUnlessCorked();
    }

    void sendReply(long id, WireWriter reply) {
        inboundEnded(id);
        int length = reply.size();
        WireWriter head = null;
        if (length > Frame.MAX_BODY / 2) {
            head = new WireWriter(Frame.MAX_BODY);
            Headers.writeSize(head, length);
        }
        int first = firstLength(head, length);
        out.append(Frame.REPLY, moreIf(first < length), 0, id, head, reply, 0, first);
        for (int at = first; at < length; ) {
            int part = Math.min(Frame.MAX_BODY, length - at);
            out.append(Frame.REPLY_MORE, moreIf(at + part < length), 0, id, null, reply, at, part);
            at += part;
        }
        flushUnlessCorked();
        endIfIdle();
    }

    void sendFailure(long id, RpcException failure) {
        inboundEnded(id);
        WireWriter head = new WireWriter(Frame.MAX_BODY);
        Headers.writeFailure(head, failure, limits.metadata());
        out.append(Frame.REPLY, 0, 0, id, head, null, 0, 0);
        flushUnlessCorked();
        endIfIdle();
    }

    void sendCancel(long id) {
        out.append(Frame.CANCEL, 0, 0, id, null, null, 0, 0);
        flushUnlessCorked();
        readInBackground(); // somebody must see the late reply
    }

    void oneWayEnded(long cost) {
        long done = oneWaysDone.addAndGet(cost);
        openOneWays.decrementAndGet();
        long credited = oneWaysCredited.get();
        if (done - credited >= limits.writeQueue() / 4 && oneWaysCredited.compareAndSet(credited, done)) {
            out.append(Frame.CREDIT, 0, 0, done, null, null, 0, 0);
            flushUnlessCorked();
        }
        endIfIdle();
    }

    void countFailedOneWay() {
        failedOneWays.increment();
    }

    private void sendRest(int type, int flags, long id, StreamOutboundCall call, int from, boolean mayGiveUp) {
        int length = call.request().size();
        for (int at = from; at < length; ) {
            int part = Math.min(Frame.MAX_BODY, length - at);
            flush();
            if (mayGiveUp) {
                awaitRoom(call);
            }
            out.append(type, flags | moreIf(at + part < length), 0, id, null, call.request(), at, part);
            at += part;
        }
    }

    private void awaitRoom(StreamOutboundCall call) {
        if (!out.isFull()) {
            return;
        }
        WorkerThread.aboutToSleep();
        try {
            if (!out.awaitRoom(call.deadline())) {
                throw call.expired(Delivery.NOT_EXECUTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(
                    StatusCode.CANCELLED,
                    call.method() + ": the calling thread was interrupted",
                    Delivery.NOT_EXECUTED);
        }
    }

    private void lockOneWays(StreamOutboundCall call) {
        if (oneWayLock.tryLock()) {
            return;
        }
        try {
            if (call.deadline() == 0) {
                oneWayLock.lockInterruptibly();
            } else if (!oneWayLock.tryLock(call.deadline() - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw oneWayQueueFull(call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(
                    StatusCode.CANCELLED,
                    call.method() + ": the calling thread was interrupted",
                    Delivery.NOT_EXECUTED);
        }
    }

    private void awaitCredit(StreamOutboundCall call, long cost) {
        while (oneWaysSent > oneWaysAcknowledged
                && oneWaysSent + cost - oneWaysAcknowledged > peerHello.oneWayWindow()) {
            if (end != null) {
                throw refused(call.method());
            }
            flush();
            readInBackground();
            WorkerThread.aboutToSleep();
            try {
                long left = call.deadline() == 0 ? Long.MAX_VALUE : call.deadline() - System.nanoTime();
                if (left <= 0) {
                    throw oneWayQueueFull(call);
                }
                oneWayCredit.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RpcException(
                        StatusCode.CANCELLED,
                        call.method() + ": the calling thread was interrupted",
                        Delivery.NOT_EXECUTED);
            }
        }
    }

    private RpcException oneWayQueueFull(StreamOutboundCall call) {
        return new RpcException(
                StatusCode.RESOURCE_EXHAUSTED,
                call.method() + ": the queue of one-way calls to " + endpoint
                        + " stayed full until the deadline; the server is slower than its callers",
                Delivery.NOT_EXECUTED);
    }

    private static int firstLength(WireWriter head, int length) {
        return Math.min(length, Frame.MAX_BODY - (head == null ? 0 : 2 + head.size()));
    }

    private static int moreIf(boolean more) {
        return more ? Frame.MORE : 0;
    }

    private void inboundEnded(long id) {
        inbound.set(CallTable.slot(id), null); // before the reply goes out: the peer may use the slot again at once
    }

    private void flushUnlessCorked() {
        if (corked != Thread.currentThread()) {
            flush();
        }
    }

    private void flush() {
        try {
            if (!out.flush()) {
                poller.interest(this, SelectionKey.OP_WRITE, true);
            } else if (draining) {
                endIfIdle();
            }
        } catch (IOException e) {
            writeFailure = e; // what the peer sent before it went is still to be read
            poller.adopt(this);
        }
    }

    private RpcException refused(MethodInfo method) {
        RpcException why = end;
        String reason = why != null ? why.getMessage() : "the connection to " + endpoint + " is draining";
        return new RpcException(StatusCode.UNAVAILABLE, method + ": " + reason, Delivery.NOT_EXECUTED, why);
    }

    // ================================================================ waiting

    /**
     * Waits until {@code awaited} is over, until {@code deadline} (0: none), or until the thread is interrupted.
     *
     * <p>One caller at a time, the active one, reads; the others park, and it wakes them when their replies come, or
     * when it leaves.
     */
    void await(Awaited awaited, long deadline) {
        Thread me = Thread.currentThread();
        if (corked == me) {
            flush();
        }
        boolean mayRead = !Threads.isVirtual(me);
        while (!awaited.isOver() && !me.isInterrupted() && !isLate(deadline)) {
            if (mayRead && ACTIVE_CALLER.compareAndSet(this, null, me)) {
                try {
                    readUntilOver(awaited, deadline, me);
                } finally {
                    stopReading();
                }
            } else {
                park(awaited, deadline, mayRead, me);
            }
        }
    }

    private void readUntilOver(Awaited awaited, long deadline, Thread me) {
        long start = System.nanoTime();
        long budget = callerSpin.nanos();
        int rounds = 0;
        boolean spinning = true;
        while (!awaited.isOver()) {
            if (poll(null) == SOME) {
                if (activeCaller != me) {
                    return; // user code ran here and the role went to another
                }
                continue;
            }
            long now = System.nanoTime();
            if (deadline != 0 && deadline - now <= 0 || (++rounds & 63) == 0 && me.isInterrupted()) {
                return;
            }
            if (now - start < budget) {
                if (now - start > YIELD_AFTER_NANOS) {
                    Thread.yield(); // where cores are few the peer may be waiting for this one
                }
                continue;
            }
            if (spinning && budget > 0) {
                callerSpin.miss();
            }
            spinning = false;
            WorkerThread.aboutToSleep();
            sleepUntilReadable(deadline);
            if (me.isInterrupted()) {
                return;
            }
        }
        if (!spinning) {
            callerSpin.slept(System.nanoTime() - start);
        } else if (budget > 0) {
            callerSpin.hit();
        }
    }

    private void sleepUntilReadable(long deadline) {
        if (!READER.compareAndSet(this, FREE, HELD)) {
            Thread.onSpinWait();
            return;
        }
        try {
            if (closed.get()) {
                return;
            }
            if (ownSelector == null) {
                ownSelector = duplex.channel().provider().openSelector();
                duplex.channel().register(ownSelector, SelectionKey.OP_READ);
            }
            long millis = 0;
            if (deadline != 0) {
                millis = Math.max(1, (deadline - System.nanoTime() + 999_999) / 1_000_000);
            }
            ownSelector.select(key -> {}, millis);
        } catch (IOException | RuntimeException e) {
            if (!closed.get()) {
                engine.workers().execute(() -> end("it cannot be waited for: " + e, e));
            }
        } finally {
            reader = FREE;
        }
        if (closed.get()) {
            closeOwnSelector();
        }
    }

    private void closeOwnSelector() {
        if (!READER.compareAndSet(this, FREE, HELD)) {
            return; // its holder closes it
        }
        try {
            if (ownSelector != null) {
                ownSelector.close();
                ownSelector = null;
            }
        } catch (IOException e) {
            Engine.LOG.log(Level.DEBUG, "closing a selector", e);
        } finally {
            reader = FREE;
        }
    }

    private void park(Awaited awaited, long deadline, boolean mayRead, Thread me) {
        awaited.parks(me);
        parkedCallers.incrementAndGet();
        try {
            boolean someoneReads = activeCaller != null || watched.get();
            if (!someoneReads && mayRead) {
                return; // become the active caller
            }
            if (!someoneReads) {
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
            parkedCallers.decrementAndGet();
            awaited.parks(null);
        }
    }

    /** The active caller leaves: somebody else must read if there is anything to wait for. */
    private void stopReading() {
        if (activeCaller != Thread.currentThread()) {
            return;
        }
        activeCaller = null; // before the look at the others, as park() looks the other way round
        if (parkedCallers.get() > 0 || !outbound.isIdle() || writeFailure != null) {
            readInBackground();
        }
    }

    /** Makes sure that somebody reads: the poller, if no caller does. */
    void readInBackground() {
        if (activeCaller == null && watched.compareAndSet(false, true)) {
            poller.interest(this, SelectionKey.OP_READ, true);
        }
    }

    private static boolean isLate(long deadline) {
        return deadline != 0 && deadline - System.nanoTime() <= 0;
    }

    // ---- the poller's view

    @Override
    SelectableChannel channel() {
        return duplex.channel();
    }

    @Override
    int interest() {
        return watched.get() ? SelectionKey.OP_READ : 0;
    }

    @Override
    SpinBudget spin() {
        return pollerSpin;
    }

    @Override
    void writable() {
        flush();
    }

    @Override
    void cooled() {
        if (activeCaller == null) {
            releaseBuffer();
        }
    }

    @Override
    boolean leaveToOthers() {
        if (activeCaller == null || !watched.compareAndSet(true, false)) {
            return false;
        }
        engine.watch().linger(this);
        if (activeCaller == null && watched.compareAndSet(false, true)) {
            return false; // it left just now
        }
        return true;
    }

    @Override
    void abandoned(Exception reason) {
        runElsewhere(() -> end("it cannot be watched: " + reason, reason));
    }

    /** Called at each tick of the watch while no selector watches; false when one does again. */
    boolean staysUnwatched() {
        if (closed.get() || watched.get()) {
            return false;
        }
        int now = reads;
        if (now != seenReads || activeCaller != null) {
            seenReads = now;
            quietTicks = 0;
            return true;
        }
        if (out.hasUnsent()) {
            flush(); // corked by a thread that is held up in user code
        }
        if (++quietTicks < LINGER_TICKS && outbound.isIdle()) {
            return true;
        }
        releaseBuffer();
        readInBackground();
        return !watched.get();
    }

    // ================================================================ reading

    @Override
    int poll(Poller leader) {
        if (!READER.compareAndSet(this, FREE, HELD)) {
            return BUSY;
        }
        if (closed.get()) {
            reader = FREE;
            return NOTHING;
        }
        corked = Thread.currentThread();
        int outcome;
        try {
            outcome = readFrames(leader);
        } catch (IOException | RuntimeException e) {
            corked = null;
            reader = FREE;
            long odd = leader == null ? 0 : leader.enterUserCode(); // futures complete now
            end(e);
            return leader == null || leader.leaveUserCode(odd) ? SOME : LOST;
        }
        if (outcome != LOST && outcome != TAKEN) {
            corked = null;
            reader = FREE;
        }
        if (out.hasUnsent()) {
            flush();
        }
        return outcome == TAKEN ? SOME : outcome;
    }

    private int readFrames(Poller leader) throws IOException {
        int outcome = NOTHING;
        drained = false;
        while (true) {
            while (hasFrame()) {
                outcome = SOME;
                int token = handleFrame(leader);
                if (token != KEPT) {
                    return token;
                }
            }
            if (drained || out.isFull() && outbound.isIdle()) { // a peer that does not read is not served
                return outcome;
            }
            int count = fill();
            if (count < 0) {
                throw new IOException("the peer closed the connection");
            }
            if (count == 0) {
                if (writeFailure != null) {
                    throw writeFailure;
                }
                return outcome;
            }
            outcome = SOME;
        }
    }

    private int fill() throws IOException {
        if (in == null) {
            in = Chunks.take();
            parsed = 0;
        } else if (parsed == in.position()) {
            in.clear();
            parsed = 0;
        } else if (in.remaining() < Frame.HEADER_LENGTH + Frame.MAX_BODY) {
            int end = in.position();
            in.limit(end).position(parsed);
            in.compact();
            parsed = 0;
        }
        int count = duplex.read(in);
        if (count > 0) {
            reads++;
            drained = in.hasRemaining() && !duplex.readsAhead();
        }
        return count;
    }

    /** An idle connection holds no buffer. */
    private void releaseBuffer() {
        if (READER.compareAndSet(this, FREE, HELD)) {
            if (in != null && parsed == in.position()) {
                Chunks.give(in);
                in = null;
            }
            reader = FREE;
        }
    }

    private boolean hasFrame() throws Violation {
        if (in == null) {
            return false;
        }
        int available = in.position() - parsed;
        if (available < Frame.HEADER_LENGTH) {
            return false;
        }
        int body = Frame.bodyLength(in, parsed);
        if (body < 0 || body > Frame.MAX_BODY) {
            throw new Violation("a frame of " + Integer.toUnsignedString(body) + " bytes, at most " + Frame.MAX_BODY
                    + " are allowed");
        }
        return available >= Frame.HEADER_LENGTH + body;
    }

    /** Handles one whole frame; everything is copied out of the buffer before user code runs. */
    private int handleFrame(Poller leader) throws Violation {
        int at = parsed;
        int body = Frame.bodyLength(in, at);
        int type = Frame.type(in, at);
        int flags = Frame.flags(in, at);
        int method = Frame.method(in, at);
        long id = Frame.callId(in, at);
        int filled = in.position();
        int limit = in.limit();
        parsed = at + Frame.HEADER_LENGTH + body;
        in.limit(parsed).position(at + Frame.HEADER_LENGTH);
        Pending.UserCode code;
        try {
            Headers head = (flags & Frame.HEADERS) == 0 ? null : readHeaders();
            code = switch (type) {
                case Frame.REQUEST -> onRequest(id, flags, method, head);
                case Frame.REQUEST_MORE -> onRequestMore(id, flags);
                case Frame.REPLY -> onReply(id, flags, head);
                case Frame.REPLY_MORE -> onReply(id, flags, null);
                case Frame.CANCEL -> onCancel(id);
                case Frame.CREDIT -> onCredit(id);
                case Frame.GOAWAY -> onGoAway();
                case Frame.PING -> onPing();
                case Frame.PONG -> null;
                default -> null; // a later version's; it must make sense to ignore it
            };
        } finally {
            in.limit(limit).position(filled);
        }
        return code == null ? KEPT : runUserCode(code, leader);
    }

    private Headers readHeaders() throws Violation {
        int length = in.remaining() < 2 ? -1 : in.getShort() & 0xffff;
        if (length < 0 || length > in.remaining()) {
            throw new Violation("a header length of " + length + " where " + in.remaining() + " bytes are left");
        }
        headerBytes.clear();
        headerBytes.append(in, length);
        headers.read(headerBytes);
        return headers;
    }

    private Pending.UserCode onRequest(long id, int flags, int number, Headers head) throws Violation {
        boolean oneWay = (flags & Frame.ONE_WAY) != 0;
        int slot = CallTable.slot(id);
        ServedMethod method = served(number, head);
        StreamInboundCall call = spare == null ? new StreamInboundCall(this) : spare;
        spare = null;
        if (!oneWay && (slot >= inbound.capacity() || inbound.get(slot) != null)) {
            throw new Violation("call id " + id + " is out of range or in use");
        }
        call.begin(id, oneWay, method, head);
        if (call.expected() > limits.message()) {
            throw new Violation(
                    "a request of " + call.expected() + " bytes, at most " + limits.message() + " are allowed");
        }
        call.append(in, in.remaining());
        if (oneWay) {
            openOneWays.incrementAndGet();
        } else {
            inbound.set(slot, call);
        }
        if ((flags & Frame.MORE) != 0) {
            if (oneWay) {
                if (oneWayParts != null) {
                    throw new Violation("a one-way request begins inside another");
                }
                oneWayParts = call;
            }
            return null;
        }
        return admit(call);
    }

    private Pending.UserCode onRequestMore(long id, int flags) throws Violation {
        boolean oneWay = (flags & Frame.ONE_WAY) != 0;
        StreamInboundCall call = oneWay ? oneWayParts : inbound.get(CallTable.slot(id));
        if (call == null || call.id() != id) {
            return null; // cancelled meanwhile
        }
        if (call.size() + in.remaining() > limits.message()) {
            throw new Violation("a request of more than " + limits.message() + " bytes");
        }
        call.append(in, in.remaining());
        if ((flags & Frame.MORE) != 0) {
            return null;
        }
        if (oneWay) {
            oneWayParts = null;
        }
        return admit(call);
    }

    /** The user code of a whole request, or null when it is refused. */
    private Pending.UserCode admit(StreamInboundCall call) {
        RpcException refusal = null;
        if (call.method() == null) {
            refusal = new RpcException(
                    StatusCode.UNIMPLEMENTED,
                    call.fullMethod() + ": " + endpoint + " serves no such method",
                    Delivery.NOT_EXECUTED);
        } else if (draining) {
            refusal = new RpcException(
                    StatusCode.UNAVAILABLE,
                    call.fullMethod() + ": the server at " + endpoint + " is shutting down",
                    Delivery.NOT_EXECUTED);
        } else if (out.isFull()) {
            refusal = new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    call.fullMethod() + ": more than " + limits.writeQueue()
                            + " bytes of replies wait for this client to read them",
                    Delivery.NOT_EXECUTED);
        }
        if (refusal == null) {
            return call;
        }
        call.fail(refusal);
        if (call.isReusableBy(Thread.currentThread())) {
            spare = call;
        }
        return null;
    }

    private ServedMethod served(int number, Headers head) throws Violation {
        if (head != null && head.method != null) {
            ServedMethod known = number != 0 && number < methods.length ? methods[number] : null;
            if (known != null && known.fullName().equals(head.method)) {
                return known;
            }
            CallHandler.Method method = session.find(head.method);
            if (method == null) {
                return null;
            }
            ServedMethod served = new ServedMethod(head.method, method);
            if (number != 0) {
                if (number >= methods.length) {
                    methods = Arrays.copyOf(methods, Math.max(number + 1, 2 * methods.length));
                }
                methods[number] = served;
            }
            return served;
        }
        ServedMethod served = number < methods.length ? methods[number] : null;
        if (served == null) {
            throw new Violation("method number " + number + " was not agreed on");
        }
        return served;
    }

    private Pending.UserCode onReply(long id, int flags, Headers head) throws Violation {
        Pending call = outbound.get(CallTable.slot(id));
        if (call == null || call.id() != id) {
            return null; // given up before it was sent whole
        }
        boolean last = (flags & Frame.MORE) == 0;
        if (head != null && head.code != 0) {
            RpcException failure = head.failure();
            outbound.set(CallTable.slot(id), null);
            releaseId(id);
            return call.fail(failure);
        }
        if (head != null && head.size > limits.message()) {
            throw new Violation("a reply of " + head.size + " bytes, at most " + limits.message() + " are allowed");
        }
        if (!last) {
            return call.onReply(in, in.remaining(), false);
        }
        if (call.offeredNumber() != 0) {
            agree(call.offeredNumber());
        }
        outbound.set(CallTable.slot(id), null);
        Pending.UserCode code = call.onReply(in, in.remaining(), true);
        releaseId(id);
        return code;
    }

    private void agree(int number) {
        byte[] known = agreed;
        if (number >= known.length) {
            known = Arrays.copyOf(known, Math.max(number + 1, 2 * known.length));
        }
        known[number] = 1;
        agreed = known;
    }

    private Pending.UserCode onCancel(long id) {
        StreamInboundCall call = inbound.get(CallTable.slot(id));
        if (call == null || !call.cancel(id)) {
            return null;
        }
        sendFailure(id, new RpcException(StatusCode.CANCELLED, "cancelled by the caller", Delivery.UNKNOWN));
        return call::runOnCancel;
    }

    private Pending.UserCode onCredit(long total) {
        oneWayLock.lock();
        try {
            oneWaysAcknowledged = Math.max(oneWaysAcknowledged, total);
            oneWayCredit.signalAll();
        } finally {
            oneWayLock.unlock();
        }
        return null;
    }

    private Pending.UserCode onGoAway() {
        peerDraining = true;
        return () -> {
            if (outbound.isIdle()) {
                end("the peer has shut down", null);
            }
        };
    }

    private Pending.UserCode onPing() {
        out.append(Frame.PONG, 0, 0, 0, null, null, 0, 0);
        return null;
    }

    /** Runs user code with nothing held; whether this thread reads on. */
    private int runUserCode(Pending.UserCode code, Poller leader) {
        Thread me = Thread.currentThread();
        StreamInboundCall served = code instanceof StreamInboundCall call ? call : null;
        ServedMethod method = served == null ? null : served.method();
        boolean slow = method != null && method.isSlow();
        long odd = leader == null ? 0 : leader.enterUserCode();
        boolean wasActive = activeCaller == me;
        reader = FREE;
        if (wasActive) {
            stopReading();
        }
        if (slow) {
            flush();
            if (leader != null) {
                leader.offerLeadership(odd);
            }
        }
        long start = System.nanoTime();
        try {
            code.run();
        } catch (RuntimeException | Error e) {
            Engine.LOG.log(Level.ERROR, "user code on " + endpoint + " threw past its handler", e);
        }
        if (method != null) {
            method.took(System.nanoTime() - start);
        }
        if (leader != null && !leader.leaveUserCode(odd)) {
            return LOST;
        }
        if (wasActive && !ACTIVE_CALLER.compareAndSet(this, null, me)) {
            return TAKEN;
        }
        if (!READER.compareAndSet(this, FREE, HELD)) {
            return TAKEN;
        }
        corked = me;
        if (served != null && spare == null && served.isReusableBy(me)) {
            spare = served;
        }
        return KEPT;
    }

    // ================================================================ life

    /** Finds a peer that has stopped: called twice a second while the connection is open. */
    void beat(long now) {
        int seen = reads;
        if (seen != beatReads || outbound.isIdle()) {
            beatReads = seen;
            beatSince = now;
            pinged = false;
            return;
        }
        long silence = now - beatSince;
        long patience = limits.heartbeat().toNanos();
        if (!pinged && silence > patience) {
            pinged = true;
            out.append(Frame.PING, 0, 0, 0, null, null, 0, 0);
            flush();
            readInBackground();
        } else if (silence > 2 * patience) {
            runElsewhere(() -> end(
                    "the peer has not answered for " + limits.heartbeat().multipliedBy(2)
                            + " (nearcall.limits.heartbeat)",
                    null));
        }
    }

    private void endIfIdle() {
        if (draining && openOneWays.get() == 0 && !out.hasUnsent() && isInboundEmpty() && idle.complete(null)) {
            engine.timer().schedule(() -> runElsewhere(this::close), GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isInboundEmpty() {
        return inbound.isEmpty();
    }

    private void end(Exception reason) {
        if (reason instanceof Violation || reason instanceof RuntimeException) {
            Engine.LOG.log(
                    Level.WARNING,
                    "connection " + endpoint + " with " + peer().address() + " ends: " + reason.getMessage());
        }
        String words = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        end(words, reason);
    }

    private void end(String reason, Exception cause) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        end = new RpcException(
                StatusCode.UNAVAILABLE, "connection to " + endpoint + " ended: " + reason, Delivery.UNKNOWN, cause);
        flush();
        out.close();
        engine.stopHeartbeat(this);
        engine.watch().forget(this);
        closeChannel();
        outbound.forEach(call -> {
            Pending.UserCode code = takeFailed(call, end);
            if (code != null) {
                code.run();
            }
        });
        inbound.forEach(call -> {
            if (call.cancel(call.id())) {
                call.runOnCancel();
            }
        });
        wakeAll();
        session.closed();
        idle.complete(null);
        onClosed.run();
        engine.release();
    }

    private Pending.UserCode takeFailed(Pending call, RpcException why) {
        outbound.set(CallTable.slot(call.id()), null);
        return call.fail(why);
    }

    private void closeChannel() {
        SelectionKey watchedKey = key;
        if (watchedKey != null) {
            watchedKey.cancel();
        }
        Selector own = ownSelector;
        if (own != null) {
            own.wakeup();
        }
        closeOwnSelector();
        try {
            duplex.close();
        } catch (IOException e) {
            Engine.LOG.log(Level.DEBUG, "closing " + endpoint, e);
        }
        poller.nudge();
    }

    private static void signal(ReentrantLock lock, Condition condition) {
        lock.lock();
        try {
            condition.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        signal(slotLock, slotFreed);
        signal(oneWayLock, oneWayCredit);
    }
}
