package io.nearcall.grpc;

import io.nearcall.tck.Feed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Streams for tests; what they do not call is not there. */
final class Items implements Feed {
    @Override
    public Stream<Item> pull(long count, int size) {
        return LongStream.range(0, count).mapToObj(number -> new Item(number, new byte[size]));
    }

    @Override
    public Flow.Publisher<Item> push(long count, int size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long sum(Stream<Item> items) {
        return items.mapToLong(Item::number).sum();
    }

    @Override
    public CompletableFuture<Long> sumLater(Stream<Item> items) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long sumPushed(Flow.Publisher<Item> items) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<Item> relay(Stream<Item> items) {
        return items;
    }

    @Override
    public Flow.Publisher<Item> chat(Flow.Publisher<Item> items) {
        return items;
    }
}
