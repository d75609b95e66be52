package io.nearcall.tck;

import io.nearcall.RemoteService;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** Streams of every kind; an item's bytes are made from its number, as those of {@link Carry}. */
@RemoteService
public interface Feed {
    /**
     * An element of a stream.
     *
     * @param number from 0 on
     * @param bytes {@link Carry#bytes} of the number
     */
    record Item(long number, byte[] bytes) {
        static Item of(long number, int size) {
            return new Item(number, Carry.bytes(size, number));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Item item && number == item.number && Arrays.equals(bytes, item.bytes);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }

    Stream<Item> pull(long count, int size);

    Flow.Publisher<Item> push(long count, int size);

    /** The sum of the numbers. */
    long sum(Stream<Item> items);

    CompletableFuture<Long> sumLater(Stream<Item> items);

    long sumPushed(Flow.Publisher<Item> items);

    Stream<Item> relay(Stream<Item> items);

    Flow.Publisher<Item> chat(Flow.Publisher<Item> items);
}
