package io.nearcall.pipe;

import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.Status;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.transport.WatchedOutbound;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** A call that its pool counts, and the bytes of its messages. */
final class PooledCall extends WatchedOutbound {
    private final LongConsumer moved;
    private final Runnable ended;
    private WireWriter request; // once it has been asked for

    PooledCall(OutboundCall call, LongConsumer moved, Runnable ended) {
        super(call);
        this.moved = moved;
        this.ended = ended;
    }

    @Override
    protected void ended(Throwable failure) {
        ended.run();
    }

    @Override
    public WireWriter request() {
        request = super.request();
        return request;
    }

    @Override
    public WireReader invoke() {
        countRequest();
        return super.invoke();
    }

    @Override
    protected void arrived(WireReader message) {
        moved.accept(message.remaining());
    }

    @Override
    public <T> CompletableFuture<T> invokeAsync(ReplyReader<T> reader) {
        countRequest();
        return super.invokeAsync(new CountingReader<>(reader, moved));
    }

    @Override
    public void send() {
        countRequest();
        super.send();
    }

    @Override
    public MessageStream open(MessageSink sink) {
        countRequest();
        return new CountingStream(super.open(sink), moved);
    }

    private void countRequest() {
        moved.accept(request == null ? 0 : request.size());
    }

    private record CountingReader<T>(ReplyReader<T> reader, LongConsumer moved) implements ReplyReader<T> {
        @Override
        public void metadata(Metadata headers, Metadata trailers) {
            reader.metadata(headers, trailers);
        }

        @Override
        public T read(WireReader reply) {
            moved.accept(reply.remaining());
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
        private final LongConsumer moved;
        private WireWriter message;

        CountingStream(MessageStream stream, LongConsumer moved) {
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
            moved.accept(message.size());
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
}
