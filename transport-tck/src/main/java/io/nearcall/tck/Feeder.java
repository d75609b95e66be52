package io.nearcall.tck;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Serves {@link Feed}, and knows how much of its streams was pulled and whether they were closed. */
class Feeder implements Feed {
    final AtomicLong pulled = new AtomicLong();
    final AtomicLong closed = new AtomicLong();

    @Override
    public Stream<Item> pull(long count, int size) {
        return LongStream.range(0, count)
                .mapToObj(number -> Item.of(number, size))
                .peek(item -> pulled.incrementAndGet())
                .onClose(closed::incrementAndGet);
    }

    @Override
    public Flow.Publisher<Item> push(long count, int size) {
        return new Counting(count, size);
    }

    @Override
    public long sum(Stream<Item> items) {
        return items.peek(item -> pulled.incrementAndGet())
                .mapToLong(Item::number)
                .sum();
    }

    @Override
    public CompletableFuture<Long> sumLater(Stream<Item> items) {
        return CompletableFuture.completedFuture(sum(items));
    }

    @Override
    public long sumPushed(Flow.Publisher<Item> items) {
        Taker taker = new Taker(4);
        items.subscribe(taker);
        return taker.sum();
    }

    @Override
    public Stream<Item> relay(Stream<Item> items) {
        return items.onClose(closed::incrementAndGet);
    }

    @Override
    public Flow.Publisher<Item> chat(Flow.Publisher<Item> items) {
        return items;
    }
}
