package io.nearcall.pipe;

import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletableFuture;

/** A call that tells its pool, once, when it has ended. */
final class PooledCall implements OutboundCall {
    private final OutboundCall call;
    private final Runnable ended;
    private boolean closesItself;

    PooledCall(OutboundCall call, Runnable ended) {
        this.call = call;
        this.ended = ended;
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
    public WireReader invoke() {
        return call.invoke();
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public Metadata headers() {
        return call.headers();
    }

    @Override
    public Metadata trailers() {
        return call.trailers();
    }

    @Override
    public <T> CompletableFuture<T> invokeAsync(ReplyReader<T> reader) {
        CompletableFuture<T> reply = call.invokeAsync(reader);
        closesItself = true;
        reply.whenComplete((value, failure) -> ended.run());
        return reply;
    }

    @Override
    public void send() {
        call.send();
    }

    @Override
    public MessageStream open(MessageSink sink) {
        MessageStream stream = call.open(new EndSink(sink, ended));
        closesItself = true;
        return stream;
    }

    @Override
    public void close() {
        call.close();
        if (!closesItself) {
            closesItself = true;
            ended.run();
        }
    }

    private record EndSink(MessageSink sink, Runnable ended) implements MessageSink {
        @Override
        public void onHeaders(Metadata metadata) {
            sink.onHeaders(metadata);
        }

        @Override
        public void onMessage(WireReader message) {
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
            ended.run();
            sink.onComplete(trailers);
        }

        @Override
        public void onFail(RpcException failure) {
            ended.run();
            sink.onFail(failure);
        }
    }
}
