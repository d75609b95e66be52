package io.nearcall.stream;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Limits;
import io.nearcall.wire.Carried;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The peer's calls on one connection, from their first frame to their end. */
final class InboundCalls {
    private final StreamConnection connection;
    private final CallHandler.Session session;
    private final Limits limits;
    private final CallTable<StreamInboundCall> table;

    // The reader's own.
    private ServedMethod[] methods = new ServedMethod[16];
    private StreamInboundCall spare;
    private final StreamInboundCall[] onLanes = new StreamInboundCall[OutboundLanes.MAX]; // the last call of each
    private final long[] cancelledEarly = new long[OutboundLanes.MAX];
    private StreamInboundCall oneWayParts;

    private volatile boolean serving;
    private final AtomicInteger openOneWays = new AtomicInteger();
    private final AtomicLong oneWaysDone = new AtomicLong();
    private final AtomicLong oneWaysCredited = new AtomicLong();

    InboundCalls(StreamConnection connection, CallHandler.Session session, Limits limits) {
        this.connection = connection;
        this.session = session;
        this.limits = limits;
        this.table = new CallTable<>(limits.calls());
    }

    CallHandler.Session session() {
        return session;
    }

    /** The first frame of a request, and what came with it, perhaps null: the call to serve when it is whole, else null. */
    StreamInboundCall onRequest(FrameBuffer frame, Headers headers, Carried carried) throws Violation {
        boolean oneWay = frame.has(Frame.ONE_WAY);
        long id = frame.callId();
        int slot = CallTable.slot(id);
        if (!oneWay && (OutboundLanes.isLane(id) || slot >= table.capacity() || table.get(slot) != null)) {
            throw new Violation("call id " + id + " is out of range or in use");
        }
        ServedMethod method = served(frame.method(), headers);
        StreamInboundCall call = spare();
        call.begin(id, frame.flags() & Frame.KIND, method, headers);
        if (call.expected() > limits.message()) {
            throw tooLarge(call.expected());
        }
        call.append(frame.body());
        call.request().carried(carried);
        if (oneWay) {
            openOneWays.incrementAndGet();
        } else {
            table.set(slot, call);
        }
        if (!frame.has(Frame.MORE)) {
            return call;
        }
        if (oneWay) {
            if (oneWayParts != null) {
                throw new Violation("a one-way request begins inside another");
            }
            oneWayParts = call;
        }
        return null;
    }

    /** An object for the next call, empty. */
    StreamInboundCall spare() {
        StreamInboundCall call = spare == null ? new StreamInboundCall(connection) : spare;
        spare = null;
        call.request().clear();
        return call;
    }

    /** A request that came by a lane, whole, and is in {@code call} already. */
    StreamInboundCall onLane(StreamInboundCall call, long id, int number, Headers headers) throws Violation {
        int lane = OutboundLanes.lane(id);
        call.begin(id, 0, served(number, headers), headers);
        onLanes[lane] = call;
        if (cancelledEarly[lane] == id && call.cancel(id)) {
            call.request().dropCarried();
            connection.fail(id, cancelled());
            return null;
        }
        return call;
    }

    static RpcException cancelled() {
        return new RpcException(StatusCode.CANCELLED, "cancelled by the caller", Delivery.UNKNOWN);
    }

    /** A later frame of a request. */
    StreamInboundCall onRequestMore(FrameBuffer frame) throws Violation {
        boolean oneWay = frame.has(Frame.ONE_WAY);
        StreamInboundCall call = oneWay ? oneWayParts : table.get(CallTable.slot(frame.callId()));
        if (call == null || call.id() != frame.callId()) {
            return null; // cancelled meanwhile
        }
        long size = (long) call.size() + frame.body().remaining();
        if (size > limits.message()) {
            throw tooLarge(size);
        }
        call.append(frame.body());
        if (frame.has(Frame.MORE)) {
            return null;
        }
        if (oneWay) {
            oneWayParts = null;
        }
        return call;
    }

    /** The request that a part belongs to, of which only the beginning is here; null if it is to be read whole first. */
    StreamInboundCall landing(long id, int length) {
        StreamInboundCall call = table.get(CallTable.slot(id));
        boolean fits = call != null && call.id() == id && (long) call.size() + length <= limits.message();
        return fits ? call : null;
    }

    /** The stream of that id, or null when it has ended. */
    StreamFlow findStream(long id) {
        StreamInboundCall call = table.get(CallTable.slot(id));
        return call != null && call.id() == id ? call.flow() : null;
    }

    /** The call that a CANCEL frame ended, or null when it has ended already. */
    StreamInboundCall onCancel(long id) {
        if (OutboundLanes.isLane(id)) {
            return onLaneCancel(OutboundLanes.lane(id), id);
        }
        StreamInboundCall call = table.get(CallTable.slot(id));
        return call != null && call.cancel(id) ? call : null;
    }

    private StreamInboundCall onLaneCancel(int lane, long id) {
        cancelledEarly[lane] = id; // the word in the frame may overtake the one on the lane
        StreamInboundCall call = onLanes[lane];
        return call != null && call.cancel(id) ? call : null;
    }

    /** Why a whole request is refused, or null. */
    RpcException refusal(StreamInboundCall call, boolean draining, boolean full) {
        if (call.method() == null) {
            return refusal(
                    StatusCode.UNIMPLEMENTED,
                    call,
                    connection.endpoint()
                            + " serves no such method; is it the right server, and as new as its client?");
        }
        if (!call.isOfItsKind()) {
            return refusal(
                    StatusCode.UNIMPLEMENTED,
                    call,
                    "the caller's interface has another kind of method, here it is "
                            + call.method().kind() + "; compile both sides with the same one");
        }
        if (draining) {
            return refusal(
                    StatusCode.UNAVAILABLE, call, "the server at " + connection.endpoint() + " is shutting down");
        }
        if (full) {
            return refusal(
                    StatusCode.RESOURCE_EXHAUSTED,
                    call,
                    "more than " + limits.writeQueue() + " bytes of replies wait for this client to read them");
        }
        return null;
    }

    /** Keeps the object of an ended call for the next one, if nobody else can hold it. */
    void reuse(StreamInboundCall call) {
        if (spare == null && call.isReusableBy(Thread.currentThread())) {
            spare = call;
        }
    }

    /** The call ends: before the reply goes out, as the peer may use the slot again at once. */
    void ended(long id) {
        table.set(CallTable.slot(id), null);
    }

    /** A one-way call has ended, after {@code cost}. */
    void oneWayEnded(long cost) {
        openOneWays.decrementAndGet();
        oneWaysDone.addAndGet(cost);
    }

    /** The total of one-way calls to acknowledge if that is {@code least} or more ahead of the last one, else 0. */
    long toAcknowledge(long least) {
        long credited = oneWaysCredited.get();
        long done = oneWaysDone.get();
        return done - credited >= least && done > credited && oneWaysCredited.compareAndSet(credited, done) ? done : 0;
    }

    /** How much of them is acknowledged together while the peer is in no hurry. */
    long acknowledgedTogether() {
        return limits.writeQueue() / 4;
    }

    /** Whether the peer calls on this connection. */
    boolean isServing() {
        return serving;
    }

    boolean isEmpty() {
        return openOneWays.get() == 0 && table.isEmpty();
    }

    void cancelAll(RpcException gone) {
        table.forEach(call -> cancel(call, gone));
        for (StreamInboundCall call : onLanes) {
            if (call != null) {
                cancel(call, gone);
            }
        }
        session.closed();
    }

    private static void cancel(StreamInboundCall call, RpcException gone) {
        if (call.cancel(call.id())) {
            call.abortStream(gone);
            call.runOnCancel();
        }
    }

    private ServedMethod served(int number, Headers headers) throws Violation {
        ServedMethod known = number < methods.length ? methods[number] : null;
        if (headers == null || headers.method == null) {
            if (known == null) {
                throw new Violation("method number " + number + " was not agreed on");
            }
            return known;
        }
        if (known != null && known.fullName().equals(headers.method)) {
            return known;
        }
        CallHandler.Method method = session.find(headers.method);
        if (method == null) {
            return null;
        }
        serving = true;
        ServedMethod served = new ServedMethod(headers.method, method);
        if (number != 0) {
            if (number >= methods.length) {
                methods = Arrays.copyOf(methods, Math.max(number + 1, 2 * methods.length));
            }
            methods[number] = served;
        }
        return served;
    }

    private static RpcException refusal(StatusCode code, StreamInboundCall call, String why) {
        return new RpcException(code, call.fullMethod() + ": " + why, Delivery.NOT_EXECUTED);
    }

    private Violation tooLarge(long size) {
        return new Violation("a request of " + size + " bytes or more, at most " + limits.message() + " are allowed");
    }
}
