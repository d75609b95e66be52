package io.nearcall.stream;

import io.nearcall.RpcException;
import io.nearcall.internal.RemoteObjects;
import io.nearcall.transport.Limits;
import io.nearcall.wire.Carried;
import io.nearcall.wire.WireReader;
import java.nio.ByteBuffer;

/**
 * What the peer's frames do, and its calls on lanes.
 *
 * <p>It belongs to whoever holds the reading token. What it returns is user code, which runs when that is given back.
 */
final class FrameHandler {
    private final StreamConnection connection;
    private final FrameBuffer frames;
    private final FrameSender sender;
    private final OutboundCalls outbound;
    private final InboundCalls inbound;
    private final InboundLanes lanes; // null for none
    private final Limits limits;
    private final WireReader headerBytes = new WireReader();
    private final Headers headers = new Headers();
    private Carried carried; // with the frame that is being handled, until somebody takes it

    FrameHandler(
            StreamConnection connection,
            FrameBuffer frames,
            FrameSender sender,
            OutboundCalls outbound,
            InboundCalls inbound,
            InboundLanes lanes) {
        this.connection = connection;
        this.frames = frames;
        this.sender = sender;
        this.outbound = outbound;
        this.inbound = inbound;
        this.lanes = lanes;
        this.limits = connection.limits();
    }

    /** Handles one whole frame: everything is copied out of the buffer; null for no user code. */
    Pending.UserCode handle() throws Violation {
        try {
            Headers head = frames.has(Frame.HEADERS) ? readHeaders() : null;
            if (head != null) {
                carried = RemoteObjects.arrived(connection, head.references);
            }
            return switch (frames.type()) {
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
    }

    /** Takes the call on a lane; null for one that may not run. */
    Pending.UserCode handleLane(int lane) throws Violation {
        StreamInboundCall call = inbound.spare();
        headerBytes.clear();
        int word = lanes.take(lane, headerBytes, call.request());
        Headers head = null;
        if ((word & InboundLanes.HEADERS) != 0) {
            headers.read(headerBytes);
            head = headers;
            call.request().carried(RemoteObjects.arrived(connection, head.references));
        }
        return admitted(inbound.onLane(call, lanes.id(lane), word >>> 16, head));
    }

    /** What is missing of a frame, of which the beginning is here, is read right to where it belongs. */
    void land() {
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
        RpcException refusal = inbound.refusal(call, connection.isDraining(), sender.isFull());
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
            connection.released(id);
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
            connection.released(id); // before its caller can see the end, and use the slot again
        }
        try {
            return call.onReply(frames.body(), length, last);
        } catch (RuntimeException | Error e) { // the heap has no room
            outbound.unfinished(call); // the end of the connection is to find it
            throw e;
        }
    }

    private Pending.UserCode onCancel() {
        StreamInboundCall call = inbound.onCancel(frames.callId());
        if (call == null) {
            return null;
        }
        RpcException cancelled = InboundCalls.cancelled();
        connection.fail(frames.callId(), cancelled);
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
            WireReader body = connection.scratch();
            body.append(frames.body(), frames.body().remaining());
            flow.receiveGrant(body.readInt64());
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
        sender.oneWays().acknowledge(frames.callId());
        connection.endIfIdle();
        return null;
    }

    private Pending.UserCode onGoAway() {
        connection.peerDrains(frames.callId() == Frame.FINISHED);
        return null;
    }

    private Pending.UserCode onPing() {
        sender.sendPong();
        return null;
    }
}
