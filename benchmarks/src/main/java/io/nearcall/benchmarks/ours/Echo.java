package io.nearcall.benchmarks.ours;

import io.nearcall.Inline;
import io.nearcall.OneWay;
import io.nearcall.RemoteService;
import io.nearcall.benchmarks.Order;
import io.nearcall.benchmarks.Order.Person;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The service every Nearcall row calls. */
@RemoteService
public interface Echo {
    /** The same text. */
    String echo(String text);

    /** The same text, by a handler that is marked. */
    @Inline
    String echoInline(String text);

    /** The same text, later. */
    CompletableFuture<String> echoLater(String text);

    /** The sum. */
    long add(long a, long b);

    /** How many bytes came. */
    int take(byte[] bytes);

    /** The same record. */
    Person person(Person person);

    /** The same record. */
    Order order(Order order);

    /** What {@code listener} makes of the text. */
    String tell(String text, Listener listener);

    /** Heard and forgotten. */
    @OneWay
    void note(String text);

    /** The same text without end. */
    Stream<String> repeat(String text);

    /** {@link System#nanoTime()} at the start of the handler. */
    long startedAt();

    /** Its handler blocks until {@link #release} of the same number. */
    CompletableFuture<Long> block(long number);

    /** Ends the handler of {@link #block} of the same number. */
    void release(long number);

    /** The caller's side of {@link #tell}. */
    @RemoteService
    interface Listener {
        /** The same text. */
        String heard(String text);
    }
}
