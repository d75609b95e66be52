package io.nearcall.stream;

import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.transport.Limits;
import io.nearcall.transport.TransportContext;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a connection sends: the frames of its calls, replies and streams, and answers on lanes.
 *
 * <p>Any thread sends. What the connection's reader sends waits for the end of its batch, while it is corked.
 */
final class FrameSender {
    static final WireWriter NO_PAYLOAD = new WireWriter(0);

    private static final VarHandle FLUSH_IS_DUE;

    static {
        try {
            FLUSH_IS_DUE = MethodHandles.lookup().findVarHandle(FrameSender.class, "flushIsDue", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final StreamConnection connection;
    private final Limits limits;
    private final InboundLanes lanes; // null for none
    private final SendQueue queue;
    private final StreamTurns turns;
    private final OneWayWindow oneWays;
    private final Watch watch;
    private final LongAdder droppedTrailers;

    private Thread corked; // the reader, while what it sends waits for the end of its batch

    @SuppressWarnings("UnusedVariable") // read by the VarHandle
    private volatile boolean flushIsDue;

    private volatile IOException failure;

    FrameSender(StreamConnection connection, TransportContext context, Duplex duplex, Hello peer, Watch watch) {
        this.connection = connection;
        this.limits = context.limits();
        this.lanes = duplex.inboundLanes();
        this.queue = new SendQueue(duplex, limits.writeQueue());
        this.turns = new StreamTurns(queue);
        this.oneWays = new OneWayWindow(connection, peer.oneWayWindow());
        this.watch = watch;
        this.droppedTrailers = context.counters().counter("trailers dropped");
    }

    // ---- of our calls

    void sendRequest(StreamOutboundCall call, long id, WireWriter head, int kind) {
        int length = call.request().size();
        int first = firstLength(head, length);
        append(Frame.REQUEST, kind | moreIf(first < length), call.number(), id, head, call.request(), 0, first);
        call.request().sent();
        try {
            for (int at = first; at < length; at += Frame.MAX_BODY) {
                flush();
                awaitRoom(call);
                int part = Math.min(Frame.MAX_BODY, length - at);
                queue.send(Frame.REQUEST_MORE, moreIf(at + part < length), id, call.request(), at, part);
            }
        } catch (IOException | InternalError | OutOfMemoryError e) {
            failed(e);
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
            append(Frame.REQUEST, flags | moreIf(first < length), call.number(), 0, head, call.request(), 0, first);
            for (int at = first; at < length; at += Frame.MAX_BODY) { // what is begun is finished: no waiting here
                int part = Math.min(Frame.MAX_BODY, length - at);
                append(Frame.REQUEST_MORE, flags | moreIf(at + part < length), 0, 0, null, call.request(), at, part);
            }
            call.request().sent();
        });
        flushUnlessCorked();
    }

    /** The window of our one-way calls. */
    OneWayWindow oneWays() {
        return oneWays;
    }

    void sendCancel(long id) {
        sendBare(Frame.CANCEL, id);
        flushUnlessCorked();
        connection.readInBackground(); // somebody must see the late reply
    }

    private void awaitRoom(StreamOutboundCall call) {
        if (!queue.isFull()) {
            return;
        }
        WorkerThread.aboutToSleep();
        try {
            if (!queue.awaitRoom(call.deadlineNanos())) {
                throw call.expired(Delivery.NOT_EXECUTED);
            }
        } catch (InterruptedException e) {
            throw StreamConnection.interrupted(call.method(), Delivery.NOT_EXECUTED);
        }
    }

    // ---- of the peer's calls

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
        } else {
            sendFrames(id, head, reply);
        }
    }

    void sendFailure(long id, RpcException failure) {
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
        append(Frame.REPLY, 0, 0, id, head, null, 0, 0);
        flushUnlessCorked();
    }

    private void sendFrames(long id, WireWriter head, WireWriter reply) {
        int length = reply.size();
        int first = firstLength(head, length);
        append(Frame.REPLY, moreIf(first < length), 0, id, head, reply, 0, first);
        reply.sent();
        try {
            for (int at = first; at < length; at += Frame.MAX_BODY) {
                flush();
                int part = Math.min(Frame.MAX_BODY, length - at);
                queue.send(Frame.REPLY_MORE, moreIf(at + part < length), id, reply, at, part);
            }
        } catch (IOException | InternalError | OutOfMemoryError e) {
            failed(e);
        }
        flushUnlessCorked();
    }

    /**
     * Answers on a lane; in frames where the answer does not fit, and where it has references, as nobody looks at a lane
     * that was given up.
     */
    private void answer(long id, WireWriter head, WireWriter payload) {
        int lane = OutboundLanes.lane(id);
        int size = payload.size() + (head == null ? 0 : 2 + head.size());
        try {
            if (size <= lanes.room() && payload.references().length == 0) {
                lanes.answer(lane, head == null ? 0 : InboundLanes.HEADERS, head, payload);
            } else {
                sendFrames(id, head, payload);
                lanes.answer(lane, InboundLanes.IN_FRAMES, null, NO_PAYLOAD);
            }
        } catch (InternalError fault) { // the peer has truncated the file in which it says whether it sleeps
            failed(fault);
        }
    }

    /** The handlers of so many bytes of one-way calls have ended since the connection began. */
    void acknowledge(long total) {
        sendBare(Frame.CREDIT, total);
        flushUnlessCorked();
    }

    // ---- of streams

    /** The streams that wait for room. */
    StreamTurns turns() {
        return turns;
    }

    boolean hasRoomForStreams() {
        return queue.hasRoomForStreams();
    }

    boolean hasMuchUnsent() {
        return queue.hasBatch();
    }

    /** Appends a part; somebody must flush. */
    void sendPart(long id, int flags, WireWriter message, int offset, int length, boolean last) {
        WireWriter head = null;
        if (message.references().length > 0) {
            head = new WireWriter(Frame.MAX_BODY);
            Headers.writeReferences(head, message);
        }
        append(Frame.DATA, flags | moreIf(!last), 0, id, head, message, offset, length);
    }

    /** Appends what goes before a stream's first part. */
    void sendHeaders(long id, WireWriter head) {
        append(Frame.REPLY, Frame.MORE, 0, id, head, null, 0, 0);
    }

    void sendHalfClose(long id) {
        sendBare(Frame.HALF_CLOSE, id);
        flushUnlessCorked();
    }

    void sendWindow(long id, int flags, long total) {
        WireWriter body = new WireWriter(Long.BYTES);
        body.writeInt64(total);
        append(Frame.WINDOW, flags, 0, id, null, body, 0, body.size());
        flushUnlessCorked();
    }

    // ---- of the connection

    /** Says that this side drains: 0, or {@link Frame#FINISHED} when it has. */
    void sendGoAway(long id) {
        sendBare(Frame.GOAWAY, id);
        flush();
    }

    void sendPing() {
        sendBare(Frame.PING, 0);
        flush();
    }

    /** Appends the answer to a ping, for the end of the reader's batch. */
    void sendPong() {
        sendBare(Frame.PONG, 0);
    }

    /** Appends a frame; where the heap has no room for it the connection ends, as its peer waits for what does not come. */
    private void append(
            int type, int flags, int method, long id, WireWriter head, WireWriter payload, int offset, int length) {
        try {
            queue.append(type, flags, method, id, head, payload, offset, length);
        } catch (OutOfMemoryError full) {
            failed(full);
            throw full;
        }
    }

    private void sendBare(int type, long id) {
        append(type, 0, 0, id, null, null, 0, 0);
    }

    private static int firstLength(WireWriter head, int length) {
        return Math.min(length, Frame.MAX_BODY - (head == null ? 0 : 2 + head.size()));
    }

    private static int moreIf(boolean more) {
        return more ? Frame.MORE : 0;
    }

    // ---- to the duplex

    /** From here on what this thread, the reader, sends waits; whether another one had left the cork in. */
    boolean cork() {
        boolean leftBehind = corked != null;
        corked = Thread.currentThread();
        return leftBehind;
    }

    void uncork() {
        corked = null;
    }

    boolean isCorkedByThisThread() {
        return corked == Thread.currentThread();
    }

    void flushUnlessCorked() {
        if (!isCorkedByThisThread() || queue.hasBatch()) {
            flush();
        }
    }

    /** Flushes within a moment, unless somebody does before. */
    void flushSoon() {
        if (!isCorkedByThisThread() && FLUSH_IS_DUE.compareAndSet(this, false, true)) {
            watch.flushSoon(this);
        }
    }

    /** What {@link #flushSoon} has asked for. */
    void flushNow() {
        flushIsDue = false;
        flush();
    }

    /** Writes what there is, as far as the duplex takes it; the connection sees to the rest. */
    void flush() {
        try {
            boolean all;
            do {
                turns.take();
                all = queue.flush();
            } while (all && turns.areDue());
            connection.flushed(all);
        } catch (IOException | InternalError | OutOfMemoryError e) {
            failed(e);
        } catch (RuntimeException | Error e) { // the queue is closed, and something is wrong here
            failed(e);
            throw e;
        }
    }

    /** What the peer sent before it went is still to be read. */
    private void failed(Throwable why) {
        failure = StreamConnection.reason(why);
        connection.readOn();
    }

    /** Why nothing goes out any more, null as long as it does. */
    IOException failure() {
        return failure;
    }

    boolean isFull() {
        return queue.isFull();
    }

    boolean hasUnsent() {
        return queue.hasUnsent();
    }

    /** Whether a flush would send something, also of streams that wait. */
    boolean isDue() {
        return queue.hasUnsent() || turns.areDue();
    }

    void close() {
        queue.close();
    }
}
