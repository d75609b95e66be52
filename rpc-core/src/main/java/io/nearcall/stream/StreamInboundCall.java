package io.nearcall.stream;

import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.Status;
import io.nearcall.internal.flow.Flow;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.Log;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

/** A call's server side; used again by its connection when the thread that served it has also ended it. */
final class StreamInboundCall implements InboundCall, Pending.UserCode, Flow.Side {
    // The state is the id and one of these, so that a late cancel can never hit the object's next call.
    private static final int ENDED = 0;
    private static final int ACTIVE = 1;
    private static final int CANCELLED = 2;
    private static final Runnable NOTHING = () -> {};
    private static final Runnable RAN = () -> {};

    private static final VarHandle STATE;
    private static final VarHandle ON_CANCEL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(StreamInboundCall.class, "state", long.class);
            ON_CANCEL = lookup.findVarHandle(StreamInboundCall.class, "onCancel", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final StreamConnection connection;
    private final WireReader request = new WireReader();
    private final WireWriter reply;

    private long id;
    private long target;
    private ServedMethod method;
    private String unknownName;
    private int kind; // as flags of a frame
    private long expected; // bytes of a request in several frames; 0 otherwise
    private Deadline deadline;
    private Metadata metadata = Metadata.EMPTY;
    private Metadata headers = Metadata.EMPTY;
    private Metadata trailers = Metadata.EMPTY;
    private StreamFlow flow; // of a stream, null for others
    private final AtomicReference<Object> ending = new AtomicReference<>(); // of a stream: its failure, or OK
    private Thread endedBy;
    private boolean retained; // by the serving thread
    private int size;
    private volatile long state;
    private volatile Runnable onCancel = NOTHING;

    StreamInboundCall(StreamConnection connection) {
        this.connection = connection;
        this.reply = new WireWriter(connection.messageLimit());
        reply.borrowLarge();
        request.carrier(connection);
        reply.carrier(connection);
    }

    /** Starts anew; {@code headers} may be null. */
    void begin(long newId, int newKind, ServedMethod newMethod, Headers headers) {
        id = newId;
        kind = newKind;
        target = headers == null ? 0 : headers.target;
        method = newMethod;
        unknownName = newMethod == null && headers != null ? headers.method : null;
        deadline = headers == null || headers.timeoutNanos == 0 ? null : Deadline.afterNanos(headers.timeoutNanos);
        metadata = headers == null ? Metadata.EMPTY : headers.metadata;
        expected = headers == null ? 0 : headers.size;
        request.expect(expected);
        this.headers = Metadata.EMPTY;
        trailers = Metadata.EMPTY;
        endedBy = null;
        if (onCancel != NOTHING) {
            onCancel = NOTHING;
        }
        size = 0;
        reply.clear();
        if ((newKind & (Frame.REQUESTS | Frame.REPLIES)) != 0) {
            retained = true;
            flow = StreamFlow.ofCallee(this, connection, newKind);
        }
        STATE.setRelease(this, newId << 2 | ACTIVE);
    }

    long id() {
        return id;
    }

    boolean isOneWay() {
        return (kind & Frame.ONE_WAY) != 0;
    }

    /** Whether the call was begun as the kind that its method is. */
    boolean isOfItsKind() {
        return method.takes(kind);
    }

    ServedMethod method() {
        return method;
    }

    /** Bytes that the whole request will have, as far as known. */
    long expected() {
        return expected;
    }

    /** Takes a part of the request from {@code chunk}'s position. */
    void append(ByteBuffer chunk) {
        int length = chunk.remaining();
        request.append(chunk, length);
        size += length;
    }

    /** Takes a part of the request of that length, which the reader is going to fill in. */
    ByteBuffer land(int length) {
        size += length;
        return request.land(length);
    }

    /** Bytes of the request so far. */
    int size() {
        return size;
    }

    /** What a one-way call counts against the window: its bytes and a share for the object. */
    long cost() {
        return OneWayWindow.COST + size;
    }

    /** Whether the serving thread has ended the call, so that no one else can still hold it. */
    boolean isReusableBy(Thread thread) {
        return endedBy == thread && !retained && (state & 3) == ENDED;
    }

    /** Serves the call: the user code. */
    @Override
    public void run() {
        method.serve(this);
    }

    // ---- InboundCall

    @Override
    public String fullMethod() {
        return method == null ? String.valueOf(unknownName) : method.fullName();
    }

    @Override
    public long target() {
        return target;
    }

    @Override
    public PeerIdentity peer() {
        return connection.peer();
    }

    @Override
    public Connection reverse() {
        return connection;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public Metadata metadata() {
        return metadata;
    }

    @Override
    public WireReader request() {
        return request;
    }

    @Override
    public WireWriter reply() {
        return reply;
    }

    @Override
    public void headers(Metadata metadata) {
        headers = metadata;
    }

    @Override
    public void trailers(Metadata metadata) {
        trailers = metadata;
    }

    @Override
    public void complete() {
        long ended = id;
        if (isOneWay()) {
            endOneWay(false);
            return;
        }
        if (flow != null && flow.sendsMany()) {
            endAfterMessages(Status.OK);
            return;
        }
        reply.checkLimit();
        WireWriter head = connection.sender().replyHead(reply, headers, trailers);
        if (STATE.compareAndSet(this, ended << 2 | ACTIVE, ended << 2 | ENDED)) {
            connection.reply(ended, head, reply);
            reply.clear(); // what it has borrowed is the handler's
            if (flow != null) {
                flow.end();
            }
            endedBy = Thread.currentThread(); // last: from here on the object may serve another call
        } else {
            reply.clear();
        }
    }

    @Override
    public void fail(RpcException failure) {
        request.dropCarried();
        if (isOneWay()) {
            endOneWay(true);
            return;
        }
        if (flow != null && flow.sendsMany()) {
            endAfterMessages(failure);
            return;
        }
        long ended = id;
        reply.clear();
        if (STATE.compareAndSet(this, ended << 2 | ACTIVE, ended << 2 | ENDED)) {
            connection.fail(ended, failure);
            if (flow != null) {
                flow.end();
            }
            endedBy = Thread.currentThread();
        }
    }

    private void endOneWay(boolean failed) {
        long ended = id;
        long cost = cost();
        if (STATE.compareAndSet(this, ended << 2 | ACTIVE, ended << 2 | ENDED)) {
            connection.oneWayEnded(cost, failed);
            endedBy = Thread.currentThread();
        }
    }

    @Override
    public MessageStream open(MessageSink sink) {
        retained = true;
        if (flow == null) {
            flow = StreamFlow.ofCallee(this, connection, 0);
        }
        flow.attach(sink);
        return flow;
    }

    // ---- a stream

    /** The traffic of a stream, null where the call is none. */
    StreamFlow flow() {
        return flow;
    }

    private void endAfterMessages(Object how) {
        if (ending.compareAndSet(null, how)) {
            flow.close();
        }
    }

    @Override
    public void beforeFirst() {
        if (!headers.isEmpty()) {
            FrameSender sender = connection.sender();
            sender.sendHeaders(id, sender.replyHead(FrameSender.NO_PAYLOAD, headers, Metadata.EMPTY));
            headers = Metadata.EMPTY;
        }
    }

    @Override
    public void sentAll() {
        RpcException failure = ending.get() instanceof RpcException failed ? failed : null;
        if (failure != null) {
            abort(failure);
        } else if (STATE.compareAndSet(this, id << 2 | ACTIVE, id << 2 | ENDED)) {
            connection.reply(id, connection.sender().replyHead(reply, headers, trailers), reply);
        }
        flow.end();
    }

    @Override
    public void abort(RpcException failure) {
        long ended = id;
        if (STATE.compareAndSet(this, ended << 2 | ACTIVE, ended << 2 | ENDED)) {
            connection.fail(ended, failure);
        }
    }

    @Override
    public boolean isCancelled() {
        return (state & 3) == CANCELLED;
    }

    @Override
    public void onCancel(Runnable action) {
        Runnable before;
        Runnable both;
        do {
            before = onCancel;
            Runnable first = before;
            both = first == NOTHING || first == RAN
                    ? action
                    : () -> {
                        first.run();
                        action.run();
                    };
        } while (!ON_CANCEL.compareAndSet(this, before, both));
        if (isCancelled()) { // after the write: the canceller looks the other way round
            runOnCancel();
        }
    }

    @Override
    public void retain() {
        retained = true;
    }

    // ---- cancelling, by the reader or by the connection's end

    /** Ends the call of that id as cancelled; whether it was active. */
    boolean cancel(long cancelledId) {
        return STATE.compareAndSet(this, cancelledId << 2 | ACTIVE, cancelledId << 2 | CANCELLED);
    }

    /** Tells the sink of a call that was cancelled, if it is a stream. */
    void abortStream(RpcException why) {
        if (flow != null) {
            flow.abort(why);
        }
    }

    /** Runs the user's action, once. */
    void runOnCancel() {
        Runnable action = (Runnable) ON_CANCEL.getAndSet(this, RAN);
        try {
            action.run();
        } catch (RuntimeException e) {
            Log.LOG.log(System.Logger.Level.WARNING, "a cancel action of " + fullMethod() + " failed", e);
        }
    }
}
