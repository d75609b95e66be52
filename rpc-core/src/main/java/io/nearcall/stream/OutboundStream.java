package io.nearcall.stream;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.internal.flow.Flow;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.Carried;
import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A streaming call's caller side: the call's end in its replies, everything else in its flow. */
final class OutboundStream implements Pending, Flow.Side {
    private final StreamConnection connection;
    private final long id;
    private final int offeredNumber;
    private final MethodInfo method;
    private final boolean repliesOnce;
    private final StreamFlow flow;
    private volatile boolean replied;
    private volatile boolean cancelled;
    private volatile ScheduledFuture<?> timer;

    // The reader's.
    private Metadata trailers = Metadata.EMPTY;
    private int replySize;
    private Carried carried; // with the one reply, until its first part is there

    OutboundStream(
            StreamConnection connection, long id, int offeredNumber, MethodInfo method, int kind, MessageSink sink) {
        this.connection = connection;
        this.id = id;
        this.offeredNumber = offeredNumber;
        this.method = method;
        this.repliesOnce = (kind & Frame.REPLIES) == 0;
        this.flow = StreamFlow.ofCaller(this, connection, method.fullName(), kind);
        flow.attach(sink);
    }

    MessageStream stream() {
        return flow;
    }

    StreamFlow flow() {
        return flow;
    }

    void expireAfter(long nanos, CallOptions options) {
        ScheduledFuture<?> scheduled = connection
                .timer()
                .schedule(() -> connection.runElsewhere(() -> expire(options)), nanos, TimeUnit.NANOSECONDS);
        timer = scheduled;
        if (replied) {
            scheduled.cancel(false);
        }
    }

    private void expire(CallOptions options) {
        RpcException late = new RpcException(
                StatusCode.DEADLINE_EXCEEDED,
                method + ": the stream from " + connection.endpoint() + " did not end within " + options.timeLimit(),
                Delivery.UNKNOWN);
        if (!replied) {
            flow.giveUp(late);
        }
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
    public ByteBuffer land(int length) {
        return null;
    }

    @Override
    public int replySize() {
        return replySize;
    }

    @Override
    public void metadata(Metadata before, Metadata after) {
        if (!before.isEmpty()) {
            flow.in().headers(before);
        }
        trailers = after;
    }

    @Override
    public void carry(Carried references) {
        carried = references;
    }

    @Override
    public UserCode onReply(ByteBuffer chunk, int length, boolean last) {
        if (repliesOnce) {
            replySize += length;
            flow.in().part(chunk, length, last, carried);
            carried = null;
        }
        if (last) {
            ended();
            flow.in().complete(trailers);
        }
        flow.in().deliver();
        return null;
    }

    @Override
    public UserCode fail(RpcException why) {
        ended();
        if (connection.isEnded()) {
            flow.abort(why);
        } else {
            flow.receiveFailure(why);
        }
        return null;
    }

    private void ended() {
        replied = true;
        connection.outbound().streamEnded();
        flow.stopSending();
        ScheduledFuture<?> pending = timer;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    // ---- Flow.Side

    @Override
    public void beforeFirst() {
        // the request has gone
    }

    @Override
    public void sentAll() {
        connection.sender().sendHalfClose(id);
    }

    @Override
    public void abort(RpcException why) {
        if (!replied && !cancelled) {
            cancelled = true;
            connection.sender().sendCancel(id);
        }
    }
}
