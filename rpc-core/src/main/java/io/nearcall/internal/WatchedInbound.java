package io.nearcall.internal;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/** A transport's call whose end is told, once. */
abstract class WatchedInbound implements InboundCall {
    private final InboundCall call;
    private final AtomicBoolean ended = new AtomicBoolean();

    WatchedInbound(InboundCall call) {
        this.call = call;
    }

    /** The call has ended; {@code failure} is null when it succeeded. The transport's call may serve another now. */
    abstract void ended(RpcException failure);

    /** Tells of a cancel, too. */
    final void watch() {
        call.onCancel(
                () -> endedOnce(new RpcException(StatusCode.CANCELLED, "cancelled by the caller", Delivery.UNKNOWN)));
    }

    private void endedOnce(RpcException failure) {
        if (ended.compareAndSet(false, true)) {
            ended(failure);
        }
    }

    @Override
    public void complete() {
        call.complete();
        endedOnce(null);
    }

    @Override
    public void fail(RpcException failure) {
        call.fail(failure);
        endedOnce(failure);
    }

    @Override
    public String fullMethod() {
        return call.fullMethod();
    }

    @Override
    public long target() {
        return call.target();
    }

    @Override
    public Object callee() {
        return call.callee();
    }

    @Override
    public void callee(Object found) {
        call.callee(found);
    }

    @Override
    public PeerIdentity peer() {
        return call.peer();
    }

    @Override
    public Connection reverse() {
        return call.reverse();
    }

    @Override
    public Deadline deadline() {
        return call.deadline();
    }

    @Override
    public Metadata metadata() {
        return call.metadata();
    }

    @Override
    public WireReader request() {
        return call.request();
    }

    @Override
    public WireWriter reply() {
        return call.reply();
    }

    @Override
    public void headers(Metadata headers) {
        call.headers(headers);
    }

    @Override
    public void trailers(Metadata trailers) {
        call.trailers(trailers);
    }

    @Override
    public MessageStream open(MessageSink sink) {
        return call.open(sink);
    }

    @Override
    public boolean isCancelled() {
        return call.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        call.onCancel(action);
    }

    @Override
    public void retain() {
        call.retain();
    }
}
