package io.nearcall.hardening;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The server of {@link Medley}: checks what comes, and counts the calls. */
final class Player implements Medley {
    static final int MOST_ITEMS = 32;

    private final LongAdder calls = new LongAdder();

    /** The item of that number. */
    static Item item(long nonce, int length) {
        return new Item(nonce, Judge.bytes(length, nonce));
    }

    /** The item, if it is whole. */
    static Item checked(Item item) {
        if (!Arrays.equals(item.bytes(), Judge.bytes(item.bytes().length, item.nonce()))) {
            throw new RpcException(StatusCode.DATA_LOSS, "the bytes of " + item.nonce() + " are not its own");
        }
        return item;
    }

    static Item answerTo(Item item) {
        return item(~checked(item).nonce(), item.bytes().length);
    }

    static int count(long nonce) {
        return (int) (nonce & MOST_ITEMS - 1);
    }

    /** How many calls there were. */
    long calls() {
        return calls.sum();
    }

    @Override
    public Item answer(Item item) {
        calls.increment();
        return answerTo(item);
    }

    @Override
    public CompletableFuture<Item> answerLater(Item item) {
        calls.increment();
        return CompletableFuture.supplyAsync(() -> answerTo(item));
    }

    @Override
    public void take(Item item) {
        checked(item);
        calls.increment();
    }

    @Override
    public Stream<Item> several(Item first) {
        calls.increment();
        int length = checked(first).bytes().length;
        return LongStream.range(0, count(first.nonce())).mapToObj(i -> item(first.nonce() + i, length));
    }

    @Override
    public long sum(Stream<Item> items) {
        calls.increment();
        return items.mapToLong(item -> checked(item).nonce()).sum();
    }

    @Override
    public Stream<Item> each(Stream<Item> items) {
        calls.increment();
        return items.map(Player::answerTo);
    }

    @Override
    public Item through(Item item, Asked asked) {
        calls.increment();
        return asked.answer(checked(item));
    }
}
