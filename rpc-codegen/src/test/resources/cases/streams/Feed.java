package cases.streams;

import io.nearcall.RemoteService;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** Streams of every kind. */
@RemoteService
public interface Feed {
    /** Pulled by the caller. */
    Stream<Tick> ticks(String symbol, int count);

    /** Pushed to the caller. */
    Flow.Publisher<Tick> watch(Tick from);

    Stream<String> everything();

    int count(Stream<Tick> ticks);

    void drop(Stream<Integer> numbers);

    CompletableFuture<List<String>> collect(Stream<String> words);

    CompletableFuture<Void> swallow(Flow.Publisher<Tick> ticks);

    Tick last(Flow.Publisher<Tick> ticks);

    Stream<List<Integer>> pairs(Stream<Integer> numbers);

    Flow.Publisher<Tick> chat(Flow.Publisher<Tick> ticks);

    Flow.Publisher<Tick> half(Stream<Tick> ticks);

    Stream<Tick> otherHalf(Flow.Publisher<Tick> out);

    int risky(Stream<Tick> ticks) throws Gone;

    CompletableFuture<Tick> riskyLater(Stream<Tick> ticks) throws Gone;

    Stream<Tick> pulled() throws Gone;

    Flow.Publisher<Tick> pushed() throws Gone;
}
