package io.nearcall.tck;

import io.nearcall.RemoteService;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** {@link Stock} as an older client has it. */
@RemoteService
public interface OldStock {
    /** What there is, in words. */
    record OldItem(String count) {}

    /** Its colour. */
    enum OldTone {
        RED,
        GREEN
    }

    String take(OldItem item);

    OldItem give(String name);

    CompletableFuture<OldItem> giveLater(String name);

    Stream<OldItem> giveAll(String name);

    OldTone tone(String name);

    int sum(int number);

    int twice(List<Integer> numbers);
}
