package io.nearcall.pipe;

import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.Status;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** A call that tells its pool, once, when it has ended, and how many bytes its messages had. */
final class PooledCall implements OutboundCall {
    private final OutboundCall call;
    private final LongConsumer ended;
    private final LongAdder moved = new LongAdder();
    private WireWriter request; // once it has been asked for
    private boolean closesItself;

    PooledCall(OutboundCall call, LongConsumer ended) {
        this.call = call;
        this.ended = ended;
    }

    @Override
    public Deadline deadline() {
        return call.deadline();
    }

    @Override
    public WireWriter request() {
        request = call.request();
        return request;
    }

    @Override
    public WireReader invoke() {
        countRequest();
        WireReader reply = call.invoke();
        moved.add(reply.remaining());
        return reply;
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
        countRequest();
        CompletableFuture<T> reply = call.invokeAsync(new CountingReader<>(reader, moved));
        closesItself = true;
        reply.whenComplete((value, failure) -> tell());
        return reply;
    }

    @Override
    public void send() {
        countRequest();
        call.send();
    }

    @Override
    public MessageStream open(MessageSink sink) {
        countRequest();
        MessageStream stream = call.open(new EndSink(sink));
        closesItself = true;
        return new CountingStream(stream, moved);
    }

    @Override
    public void close() {
        call.close();
        if (!closesItself) {
            closesItself = true;
            tell();
        }
    }

    private void countRequest() {
        moved.add(request == null ? 0 : request.size());
    }

    private void tell() {
        ended.accept(moved.sum());
    }

    private record CountingReader<T>(ReplyReader<T> reader, LongAdder moved) implements ReplyReader<T> {
        @Override
        public void metadata(Metadata headers, Metadata trailers) {
            reader.metadata(headers, trailers);
        }

        @Override
        public T read(WireReader reply) {
            moved.add(reply.remaining());
            return reader.read(reply);
        }

        @Override
        public boolean retries(RpcException failure, CompletableFuture<T> future) {
            return reader.retries(failure, future);
        }

        @Override
        public Throwable failed(RpcException failure) {
            return reader.failed(failure);
        }
    }

    private static final class CountingStream implements MessageStream {
        private final MessageStream stream;
        private final LongAdder moved;
        private WireWriter message;

        CountingStream(MessageStream stream, LongAdder moved) {
            this.stream = stream;
            this.moved = moved;
        }

        @Override
        public void request(int n) {
            stream.request(n);
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public WireWriter next() {
            message = stream.next();
            return message;
        }

        @Override
        public void send() {
            moved.add(message.size());
            stream.send();
        }

        @Override
        public void halfClose() {
            stream.halfClose();
        }

        @Override
        public void await(BooleanSupplier over, Deadline deadline) {
            stream.await(over, deadline);
        }

        @Override
        public void execute(Runnable work) {
            stream.execute(work);
        }

        @Override
        public void cancel(Status status) {
            stream.cancel(status);
        }
    }

    private final class EndSink implements MessageSink {
        private final MessageSink sink;

        EndSink(MessageSink sink) {
            this.sink = sink;
        }

        @Override
        public void onHeaders(Metadata metadata) {
            sink.onHeaders(metadata);
        }

        @Override
        public void onMessage(WireReader message) {
            moved.add(message.remaining());
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
            tell();
            sink.onComplete(trailers);
        }

        @Override
        public void onFail(RpcException failure) {
            tell();
            sink.onFail(failure);
        }
    }
}
