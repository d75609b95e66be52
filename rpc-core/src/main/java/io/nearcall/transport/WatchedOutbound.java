package io.nearcall.transport;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A transport's call whose end is told, once. */
public abstract class WatchedOutbound implements OutboundCall {
    private final OutboundCall call;
    private final AtomicBoolean ended = new AtomicBoolean();
    private boolean closesItself;

    /** Forwards to {@code call}. */
    protected WatchedOutbound(OutboundCall call) {
        this.call = call;
    }

    /**
     * The call has ended, by any thread; must not block.
     *
     * @param failure what it was thrown or completed with, null when it succeeded
     */
    protected abstract void ended(Throwable failure);

    /** A reply that the caller waits for has come, or a message of a stream; must not block, nor read it. */
    protected void arrived(WireReader message) {
        // most watch the end alone
    }

    private void endedOnce(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            ended(failure);
        }
    }

    @Override
    public WireReader invoke() {
        WireReader reply;
        try {
            reply = call.invoke();
        } catch (RpcException failure) {
            endedOnce(failure);
            throw failure;
        }
        arrived(reply);
        endedOnce(null);
        return reply;
    }

    @Override
    public <T> CompletableFuture<T> invokeAsync(ReplyReader<T> reader) {
        CompletableFuture<T> future;
        try {
            future = call.invokeAsync(reader);
        } catch (RpcException failure) {
            endedOnce(failure);
            throw failure;
        }
        closesItself = true;
        future.whenComplete((reply, failure) -> endedOnce(failure));
        return future;
    }

    @Override
    public void send() {
        try {
            call.send();
        } catch (RpcException failure) {
            endedOnce(failure);
            throw failure;
        }
        endedOnce(null);
    }

    @Override
    public MessageStream open(MessageSink sink) {
        MessageStream stream;
        try {
            stream = call.open(new Sink(sink));
        } catch (RpcException failure) {
            endedOnce(failure);
            throw failure;
        }
        closesItself = true;
        return stream;
    }

    @Override
    public void close() {
        call.close();
        if (!closesItself) {
            endedOnce(new RpcException(StatusCode.CANCELLED, "not sent, as writing it failed", Delivery.NOT_EXECUTED));
        }
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public Deadline deadline() {
        return call.deadline();
    }

    @Override
    public WireWriter request() {
        return call.request();
    }

    @Override
    public Metadata headers() {
        return call.headers();
    }

    @Override
    public Metadata trailers() {
        return call.trailers();
    }

    /** A stream's sink that learns of the end after the watcher. */
    private final class Sink implements MessageSink {
        private final MessageSink sink;

        Sink(MessageSink sink) {
            this.sink = sink;
        }

        @Override
        public void onHeaders(Metadata metadata) {
            sink.onHeaders(metadata);
        }

        @Override
        public void onMessage(WireReader message) {
            arrived(message);
            sink.onMessage(message);
        }

        @Override
        public void onReady() {
            sink.onReady();
        }

        @Override
        public void onHalfClose() {
            sink.onHalfClose();
        }

        @Override
        public void onComplete(Metadata trailers) {
            endedOnce(null);
            sink.onComplete(trailers);
        }

        @Override
        public void onFail(RpcException failure) {
            endedOnce(failure);
            sink.onFail(failure);
        }
    }
}
