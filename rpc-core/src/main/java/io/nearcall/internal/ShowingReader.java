package io.nearcall.internal;

import io.nearcall.CallOptions;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import java.util.concurrent.CompletableFuture;

/** Shows what came beside a reply to whom the call's options name. */
record ShowingReader<T>(ReplyReader<T> reader, CallOptions.ReplyMetadata sight) implements ReplyReader<T> {
    @Override
    public void metadata(Metadata headers, Metadata trailers) {
        sight.accept(headers, trailers);
        reader.metadata(headers, trailers);
    }

    @Override
    public T read(WireReader reply) {
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
