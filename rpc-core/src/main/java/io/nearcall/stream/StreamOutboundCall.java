package io.nearcall.stream;

import io.nearcall.CallOptions;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.Carried;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** A call's caller side; used again and again by its connection. */
final class StreamOutboundCall implements OutboundCall, Pending, Awaited {
    private static final int IDLE = 0;
    private static final int WAITING = 1;
    /** The reader is copying a part of the reply. */
    private static final int DELIVERING = 2;

    private static final int DONE = 3;
    /** The caller gave up; the reply, if it comes, only frees the slot. The object is not used again. */
    private static final int ABANDONED = 4;

    /** A lane is looked at so often before the clock is; a look lasts for one pause, up to 50 ns. */
    private static final int QUICK_LOOKS = 20;

    /** About what so many looks take. */
    private static final long QUICK_NANOS = 500;

    /** A virtual thread holds its carrier while it spins. */
    private static final long VIRTUAL_NANOS = 20_000;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(StreamOutboundCall.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final StreamConnection connection;
    private final WireWriter request;
    private final WireWriter head = new WireWriter(Frame.MAX_BODY);
    private final WireReader reply = new WireReader();

    private MethodInfo method;
    private long target;
    private CallOptions options = CallOptions.DEFAULT;
    private long deadline; // of System.nanoTime(), 0 for none
    private long id;
    private int offeredNumber;
    private int lane; // -1: in frames
    private WireReader laneHead; // made when the first one comes
    private int replySize; // the reader's
    private Metadata replyHeaders = Metadata.EMPTY;
    private Metadata replyTrailers = Metadata.EMPTY;
    private RpcException failure;
    private volatile int state;
    private volatile Thread parked;
    private volatile boolean cancelled;

    StreamOutboundCall(StreamConnection connection) {
        this.connection = connection;
        this.request = new WireWriter(connection.messageLimit());
        request.borrowLarge();
        request.carrier(connection);
        reply.carrier(connection);
    }

    /** Starts anew. */
    StreamOutboundCall begin(MethodInfo newMethod, long newTarget, CallOptions newOptions) {
        method = newMethod;
        target = newTarget;
        options = newOptions;
        long timeoutNanos = newOptions.timeoutNanos();
        deadline = timeoutNanos == 0 ? 0 : nonZero(System.nanoTime() + timeoutNanos);
        failure = null;
        id = 0;
        lane = -1;
        replySize = 0;
        return this;
    }

    @Override
    public Deadline deadline() {
        return deadline == 0 ? null : Deadline.afterNanos(deadline - System.nanoTime());
    }

    @Override
    public WireWriter request() {
        return request;
    }

    @Override
    public WireReader invoke() {
        WireWriter headers = head();
        OutboundLanes lanes = connection.outboundLanes();
        lane = lanes == null || laneSize(headers) > lanes.room() ? -1 : lanes.claim();
        if (lane >= 0) {
            try {
                invokeOnLane(lanes, headers);
            } catch (Violation | InternalError violation) { // the error: the peer has truncated its file
                failure = connection.violated(method, violation);
            }
        } else {
            invokeInFrames(headers);
        }
        if (failure != null) {
            RpcException f = failure; // thrown from here, so that the stack is the caller's
            throw new RpcException(f.code(), f.getMessage(), f.delivery(), f.trailers(), f.getCause());
        }
        return reply;
    }

    private void invokeInFrames(WireWriter headers) {
        id = connection.outbound().claim(method, deadline, true);
        state = WAITING;
        connection.register(this);
        connection.sender().sendRequest(this, id, headers, 0);
        connection.await(this, deadline, true);
        if (state != DONE) {
            giveUp();
        }
    }

    // ---- on a lane

    private int laneSize(WireWriter headers) {
        return request.size() + (headers == null ? 0 : 2 + headers.size());
    }

    private void invokeOnLane(OutboundLanes lanes, WireWriter headers) throws Violation {
        id = lanes.nextId(lane);
        connection.outbound().putOnLane(lane, this);
        STATE.setRelease(this, WAITING);
        lanes.request(lane, number(), headers, request);
        request.sent();
        connection.failIfEnded(this); // looked at behind the fence: end() looks the other way round
        SpinBudget spin = connection.callerSpin();
        long budget = spin.begin();
        if (budget == 0) {
            long start = System.nanoTime();
            sleepOnLane(lanes);
            spin.ended(false, System.nanoTime() - start);
        } else if (!spinOnLane(lanes, spin, budget)) {
            sleepOnLane(lanes);
        }
        if (!lanes.isAnswered(lane)) {
            lanes.abandon(lane);
            if (state != DONE) {
                giveUp();
            }
            return;
        }
        readLane(lanes);
        connection.onLaneReleased();
    }

    private void sleepOnLane(OutboundLanes lanes) {
        try {
            connection.await(this, deadline, false);
        } finally {
            lanes.wakes(lane);
        }
    }

    /** Whether the reply came, or the wait ended, while this thread looked at the lane. */
    private boolean spinOnLane(OutboundLanes lanes, SpinBudget spin, long budget) {
        for (int i = 0; i < QUICK_LOOKS; i++) {
            if (lanes.isAnswered(lane)) {
                spin.ended(true, QUICK_NANOS);
                return true;
            }
            Thread.onSpinWait();
        }
        return spinLonger(lanes, spin, budget);
    }

    private boolean spinLonger(OutboundLanes lanes, SpinBudget spin, long budget) {
        long start = System.nanoTime();
        long now = start;
        long away = 0;
        long patience = spin.patience();
        long until = Threads.isVirtual(Thread.currentThread()) ? Math.min(budget, VIRTUAL_NANOS) : budget;
        while (now - start - away < until && state != DONE && !cancelled) {
            if (lanes.isAnswered(lane)) {
                spin.ended(true, now - start - away);
                return true;
            }
            if (now - start > patience) {
                away += spin.giveWay(now); // where cores are few the peer may be waiting for this one
            }
            now = System.nanoTime();
            if (deadline != 0 && deadline - now <= 0 || Thread.currentThread().isInterrupted()) {
                return true;
            }
            if (now - start > Readers.LONG_SPIN_NANOS) {
                break; // one that spins without end goes on where the end of the connection is seen, too
            }
        }
        spin.ended(true, now - start - away);
        return lanes.isAnswered(lane);
    }

    private void readLane(OutboundLanes lanes) throws Violation {
        if (laneHead == null) {
            laneHead = new WireReader();
        }
        int flags = lanes.reply(lane, laneHead, reply);
        if ((flags & InboundLanes.IN_FRAMES) != 0) {
            int held = lane;
            lane = -1; // what ends the wait is in the frames alone
            try {
                connection.await(this, deadline, true);
                if (state != DONE) {
                    giveUp();
                }
            } finally {
                lanes.release(held); // not before: by its lane the frames find the call
            }
            return;
        }
        Headers head = (flags & InboundLanes.HEADERS) == 0 ? null : readHead();
        RpcException said = head == null || head.code == 0 ? null : head.failure();
        if (said == null && offeredNumber != 0) {
            connection.outbound().agree(offeredNumber);
        }
        answered(said);
        releaseLane(lanes); // last: a peer that has shut down is let go when no lane is claimed
    }

    /** The reply is here: should the connection end just now, that comes too late for this call. */
    private void answered(RpcException said) {
        while (!STATE.compareAndSet(this, WAITING, DONE) && state != DONE) {
            Thread.onSpinWait();
        }
        failure = said;
    }

    private void releaseLane(OutboundLanes lanes) {
        lanes.release(lane);
        lane = -1;
    }

    private Headers readHead() throws Violation {
        Headers head = new Headers();
        head.read(laneHead);
        laneHead.clear();
        replyHeaders = head.before;
        replyTrailers = head.metadata;
        return head;
    }

    @Override
    public void cancel() {
        cancelled = true;
        Thread sleeper = parked;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        } else {
            connection.wakeActive();
        }
    }

    @Override
    public Metadata headers() {
        return replyHeaders;
    }

    @Override
    public Metadata trailers() {
        return replyTrailers;
    }

    @Override
    public <T> CompletableFuture<T> invokeAsync(ReplyReader<T> reader) {
        WireWriter headers = head();
        id = connection.outbound().claim(method, deadline, false);
        CallFuture<T> future = new CallFuture<>(connection, id, offeredNumber, method, reader);
        connection.register(future); // before sending: the reply may beat us back
        connection.sender().sendRequest(this, id, headers, 0);
        if (deadline != 0) {
            future.expireAfter(Math.max(1, deadline - System.nanoTime()), options);
        }
        connection.readInBackground();
        return future;
    }

    @Override
    public void send() {
        connection.sender().sendOneWay(this, head());
    }

    @Override
    public MessageStream open(MessageSink sink) {
        int kind = Frame.kind(method.kind());
        if ((kind & Frame.REQUESTS) != 0) {
            request.clear();
        }
        WireWriter headers = head();
        id = connection.outbound().claim(method, deadline, true);
        OutboundStream call = new OutboundStream(connection, id, offeredNumber, method, kind, sink);
        connection.outbound().streamBegins();
        connection.register(call); // before sending: the reply may beat us back
        try {
            connection.sender().sendRequest(this, id, headers, kind);
        } catch (RpcException e) {
            call.flow().end(); // whoever opened it gets the exception
            throw e;
        }
        if (deadline != 0) {
            call.expireAfter(Math.max(1, deadline - System.nanoTime()), options);
        }
        connection.readInBackground();
        return call.stream();
    }

    @Override
    public void close() {
        if (state == ABANDONED) {
            request.clear();
            return; // the slot and this object wait for the late reply
        }
        state = IDLE;
        request.clear();
        if (failure == null) {
            reply.clear();
        } else {
            reply.forsake();
        }
        lane = -1;
        options = CallOptions.DEFAULT;
        replyHeaders = Metadata.EMPTY;
        replyTrailers = Metadata.EMPTY;
        failure = null;
        if (cancelled) {
            cancelled = false;
        }
        connection.outbound().give(this);
    }

    // ---- what the connection needs to send

    MethodInfo method() {
        return method;
    }

    CallOptions options() {
        return options;
    }

    long deadlineNanos() {
        return deadline;
    }

    /** The header message of the request, or null where there is nothing to say. */
    private WireWriter head() {
        request.checkLimit();
        int number = method.number() < CallTable.MAX_CALLS ? method.number() : 0;
        boolean named = number == 0 || !connection.outbound().isAgreed(number);
        offeredNumber = named ? number : 0;
        long left = 0;
        if (deadline != 0) {
            left = deadline - System.nanoTime();
            if (left <= 0) {
                throw expired(Delivery.NOT_EXECUTED);
            }
        }
        Metadata metadata = options.metadata();
        boolean large = request.size() > Frame.MAX_BODY / 2;
        if (!named && target == 0 && left == 0 && metadata.isEmpty() && !large && !request.isBound()) {
            return null;
        }
        if (metadata.size() > connection.limits().metadata()) {
            throw new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": metadata of " + metadata.size() + " bytes is over the limit of "
                            + connection.limits().metadata() + " bytes; raise nearcall.limits.metadata on both sides",
                    Delivery.NOT_EXECUTED);
        }
        head.clear();
        Headers.writeRequest(head, named ? method.fullName() : null, target, left, metadata);
        if (large) {
            Headers.writeSize(head, request.size());
        }
        Headers.writeReferences(head, request);
        return head;
    }

    /** The number as the frame's header carries it. */
    int number() {
        return method.number() < CallTable.MAX_CALLS ? method.number() : 0;
    }

    RpcException expired(Delivery delivery) {
        return new RpcException(
                StatusCode.DEADLINE_EXCEEDED,
                method + ": no reply from " + connection.endpoint() + " within " + options.timeLimit(),
                delivery);
    }

    // ---- the reply

    @Override
    public long id() {
        return id;
    }

    @Override
    public int offeredNumber() {
        return offeredNumber;
    }

    @Override
    public int replySize() {
        return replySize;
    }

    @Override
    public void metadata(Metadata headers, Metadata trailers) {
        if (STATE.compareAndSet(this, WAITING, DELIVERING)) {
            replyHeaders = headers;
            replyTrailers = trailers;
            state = WAITING;
        }
    }

    @Override
    public void carry(Carried references) {
        if (STATE.compareAndSet(this, WAITING, DELIVERING)) {
            reply.carried(references);
            state = WAITING;
        } else {
            references.drop();
        }
    }

    @Override
    public ByteBuffer land(int length) {
        if (!STATE.compareAndSet(this, WAITING, DELIVERING)) {
            return null;
        }
        replySize += length;
        try {
            return reply.land(length);
        } finally {
            state = WAITING; // also where the heap has no room: the end of the connection ends the call
        }
    }

    @Override
    public UserCode onReply(ByteBuffer chunk, int length, boolean last) {
        if (STATE.compareAndSet(this, WAITING, DELIVERING)) {
            try {
                reply.append(chunk, length);
            } catch (RuntimeException | Error e) {
                state = WAITING; // for the end of the connection to end the call
                throw e;
            }
            replySize += length;
            if (last) {
                finish();
            } else {
                state = WAITING;
            }
        }
        return null;
    }

    @Override
    public UserCode fail(RpcException why) {
        if (STATE.compareAndSet(this, WAITING, DELIVERING)) {
            failure = why;
            finish();
        }
        return null;
    }

    private void finish() {
        state = DONE;
        Thread sleeper = parked;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    // ---- waiting

    @Override
    public boolean isOver() {
        return state == DONE
                || cancelled
                || lane >= 0 && connection.outboundLanes().isAnswered(lane);
    }

    /** Wakes the caller if its reply is on its lane: called by whoever drained a doorbell that may have been its. */
    void wakeIfAnswered() {
        Thread sleeper = parked;
        if (sleeper != null && isOver()) {
            LockSupport.unpark(sleeper);
        }
    }

    @Override
    public void sleeps() {
        if (lane >= 0) {
            connection.outboundLanes().sleeps(lane);
        }
    }

    @Override
    public void parks(Thread thread) {
        parked = thread;
    }

    /** The wait ended without a reply: by the deadline, an interrupt or a cancel. */
    private void giveUp() {
        while (!STATE.compareAndSet(this, WAITING, ABANDONED)) {
            if (state == DONE) {
                return; // the reply came just now
            }
            Thread.onSpinWait();
        }
        reply.dropCarried(); // of parts that have come
        connection.sender().sendCancel(id);
        if (cancelled) {
            throw new RpcException(StatusCode.CANCELLED, method + ": cancelled", Delivery.UNKNOWN);
        }
        if (deadline != 0 && deadline - System.nanoTime() <= 0) {
            throw expired(Delivery.UNKNOWN);
        }
        throw StreamConnection.interrupted(method, Delivery.UNKNOWN);
    }

    /** The request could not be sent whole; what the peer has seen of it is cancelled. */
    void unsent() {
        state = ABANDONED;
    }

    static long nonZero(long nanoTime) {
        return nanoTime == 0 ? 1 : nanoTime;
    }
}
