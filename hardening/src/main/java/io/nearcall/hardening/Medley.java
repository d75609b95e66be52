package io.nearcall.hardening;

import io.nearcall.OneWay;
import io.nearcall.RemoteService;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Calls of every kind; what travels is a number, and bytes made of it. */
@RemoteService
public interface Medley {
    /** A number, and bytes made of it. */
    record Item(long nonce, byte[] bytes) {}

    /** An object of the client's. */
    @RemoteService
    interface Asked {
        /** Answers as {@link Medley#answer}. */
        Item answer(Item item);
    }

    /** The complement of the number, with as many bytes. */
    Item answer(Item item);

    /** The same, later. */
    CompletableFuture<Item> answerLater(Item item);

    /** Takes it. */
    @OneWay
    void take(Item item);

    /** The items of that number and the next ones, at most {@link Player#MOST_ITEMS}. */
    Stream<Item> several(Item first);

    /** The sum of their numbers. */
    long sum(Stream<Item> items);

    /** The answer to each. */
    Stream<Item> each(Stream<Item> items);

    /** What the client's object answers. */
    Item through(Item item, Asked asked);
}
