package io.nearcall.tck;

import io.nearcall.RemoteService;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What the server of a mismatch was compiled with; its client was with {@link OldStock}. */
@RemoteService
public interface Stock {
    /** What there is. */
    record Item(int count) {}

    /** Its colour. */
    enum Tone {
        RED,
        GREEN,
        BLUE
    }

    String take(Item item);

    Item give(String name);

    CompletableFuture<Item> giveLater(String name);

    Stream<Item> giveAll(String name);

    Tone tone(String name);

    int sum(List<Integer> numbers);

    int twice(int number);
}
