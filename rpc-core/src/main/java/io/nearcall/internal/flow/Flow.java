package io.nearcall.internal.flow;

import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.Status;
import io.nearcall.StatusCode;
import io.nearcall.transport.Log;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireWriter;
import java.lang.System.Logger.Level;

/** A stream as one side of its call sees it: both halves, over whatever moves their parts. */
public abstract class Flow implements MessageStream, Inflow.Owner, Outflow.Carrier {
    /** What the two sides of a call do differently. */
    public interface Side {
        /** The first part is about to go; called with a lock held. */
        void beforeFirst();

        /** Everything has gone that was sent before the sending half was closed. */
        void sentAll();

        /** Ends the call at once, unless it has ended. */
        void abort(RpcException why);
    }

    private final Side side;
    private final String method;
    private final Inflow in;
    private final Outflow out; // null where one message goes, or none
    private final WireWriter single; // the one message; null where none goes
    private final long bound;
    private boolean begun; // guarded by the outflow's lock

    /**
     * Both halves before anything has been sent.
     *
     * @param window what the peer may have on its way unasked; 0 where it sends one message and its end is the call's
     * @param credit what may be sent unasked; 0 where one message goes, or none
     * @param single takes the one message, null where none goes or many
     * @param bound bytes that are kept for want of credit or room
     */
    protected Flow(
            Side side,
            String method,
            long window,
            CreditPool pool,
            long credit,
            WireWriter single,
            int messageLimit,
            long bound) {
        this.side = side;
        this.method = method;
        this.single = single;
        this.bound = bound;
        this.in = new Inflow(this, window == 0 ? Long.MAX_VALUE : window, pool);
        this.out = credit == 0 ? null : new Outflow(this, credit, messageLimit, bound);
    }

    // ---- what the transport does

    /** The carrier lacks room for a part: {@link #takeTurn} is to be called when it has some. */
    protected abstract void needsRoom();

    /** Parts may have been carried; {@code blocked} if no further message can go without credit. */
    protected abstract void sent(boolean blocked);

    /** Takes a part to the peer. */
    protected abstract void carry(WireWriter message, int offset, int length, boolean last);

    // ---- what comes

    /** The full name of the method, for messages. */
    public final String method() {
        return method;
    }

    /** The receiving half. */
    public final Inflow in() {
        return in;
    }

    /** Whether this side sends a stream. */
    public final boolean sendsMany() {
        return out != null;
    }

    /** From now on {@code sink} is told. */
    public final void attach(MessageSink sink) {
        in.attach(sink);
        in.deliver();
    }

    /** The callee's metadata has come. */
    public final void receiveHeaders(Metadata headers) {
        in.headers(headers);
        in.deliver();
    }

    /** The peer sends no further message. */
    public final void receiveHalfClose() {
        in.halfClose();
        in.deliver();
    }

    /** The good end has come. */
    public final void receiveEnd(Metadata trailers) {
        in.complete(trailers);
        in.deliver();
    }

    /** The bad end has come. */
    public final void receiveFailure(RpcException why) {
        in.fail(why);
        in.deliver();
    }

    /** The peer takes up to {@code total} bytes. */
    public final void receiveGrant(long total) {
        if (out != null) {
            act(out.grant(total));
            sent(true);
        }
    }

    /** Sends a part, for which there is room; whether there is more to send. */
    public final boolean takeTurn() {
        int outcome = out.advance(1);
        act(outcome & ~Outflow.NEEDS_ROOM);
        return (outcome & Outflow.NEEDS_ROOM) != 0;
    }

    // ---- the end

    /** Nothing more is sent; see {@link Side#sentAll}. */
    public final void close() {
        act(out.close());
    }

    /** Nothing more is sent. */
    public final void stopSending() {
        if (out != null) {
            out.abort();
        }
    }

    /** This side has ended the call: nothing more is sent or received. */
    public final void end() {
        stopSending();
        in.discard();
        in.deliver();
    }

    /** Nothing more is sent or received, and the sink hears why. */
    public final void abort(RpcException why) {
        stopSending();
        if (in.abort(why)) {
            in.deliver();
        }
    }

    /** Ends the call from this side, at once. */
    public final void giveUp(RpcException why) {
        stopSending();
        if (in.abort(why)) { // before the peer is told, whose answer would be another reason
            side.abort(why);
            in.deliver();
        }
    }

    // ---- MessageStream

    @Override
    public final void request(int n) {
        in.request(n);
    }

    @Override
    public final boolean isReady() {
        if (out == null) {
            return single != null;
        }
        int outcome = out.isReady();
        act(outcome & Outflow.NEEDS_ROOM);
        return outcome == Outflow.READY;
    }

    @Override
    public final WireWriter next() {
        if (out == null && single == null) {
            throw new IllegalStateException(method + " takes one request, which was sent when the stream was opened");
        }
        return out == null ? single : out.next();
    }

    @Override
    public final void send() {
        if (out == null) {
            next().checkLimit(); // it goes with the end
            return;
        }
        int outcome = out.send();
        act(outcome & ~Outflow.NEEDS_CREDIT);
        sent((outcome & Outflow.NEEDS_CREDIT) != 0);
    }

    @Override
    public final void halfClose() {
        if (out != null) {
            close();
        }
    }

    @Override
    public final void cancel(Status status) {
        StatusCode code = status.isOk() ? StatusCode.CANCELLED : status.code();
        RpcException why = new RpcException(code, status.message(), Delivery.UNKNOWN);
        giveUp(why);
    }

    // ---- Inflow.Owner, Outflow.Carrier

    @Override
    public final void broken(Throwable thrown) {
        Log.LOG.log(Level.ERROR, "the receiver of a stream of " + method + " threw", thrown);
        cancel(new Status(StatusCode.INTERNAL, method + ": the receiver of the stream failed: " + thrown));
    }

    @Override
    public final void part(WireWriter message, int offset, int length, boolean last) {
        if (!begun) {
            begun = true;
            side.beforeFirst();
        }
        carry(message, offset, length, last);
    }

    private void act(int outcome) {
        if ((outcome & Outflow.NEEDS_ROOM) != 0) {
            needsRoom();
        }
        if ((outcome & Outflow.READY) != 0) {
            in.ready();
            in.deliver();
        }
        if ((outcome & Outflow.CLOSED) != 0) {
            side.sentAll();
        }
        if ((outcome & Outflow.OVERFLOW) != 0) {
            cancel(new Status(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": more than " + bound
                            + " bytes of a stream wait for its receiver; ask isReady() before sending"));
        }
    }
}
