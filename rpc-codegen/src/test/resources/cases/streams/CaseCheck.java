package cases.streams;

import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.codegen.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import java.util.stream.Stream;

public final class CaseCheck implements Check {
    private static final class Impl implements Feed {
        @Override
        public Stream<Tick> ticks(String symbol, int count) {
            return count < 0 ? null : IntStream.range(0, count).mapToObj(at -> new Tick(symbol, at));
        }

        @Override
        public Flow.Publisher<Tick> watch(Tick from) {
            return publisher(Stream.of(from, new Tick(from.symbol(), from.at() + 1)));
        }

        @Override
        public Stream<String> everything() {
            return Stream.of("", "a", "null").map(text -> text.equals("null") ? null : text);
        }

        @Override
        public int count(Stream<Tick> ticks) {
            return (int) ticks.count();
        }

        @Override
        public void drop(Stream<Integer> numbers) {
            if (numbers.mapToInt(number -> number).sum() != 6) {
                throw new IllegalArgumentException("not 6");
            }
        }

        @Override
        public CompletableFuture<List<String>> collect(Stream<String> words) {
            return CompletableFuture.completedFuture(words.toList());
        }

        @Override
        public CompletableFuture<Void> swallow(Flow.Publisher<Tick> ticks) {
            return collected(ticks).thenApply(all -> null);
        }

        @Override
        public Tick last(Flow.Publisher<Tick> ticks) {
            List<Tick> all = collected(ticks).join();
            return all.isEmpty() ? null : all.get(all.size() - 1);
        }

        @Override
        public Stream<List<Integer>> pairs(Stream<Integer> numbers) {
            return numbers.map(number -> List.of(number, number));
        }

        @Override
        public Flow.Publisher<Tick> chat(Flow.Publisher<Tick> ticks) {
            return ticks;
        }

        @Override
        public Flow.Publisher<Tick> half(Stream<Tick> ticks) {
            return publisher(ticks);
        }

        @Override
        public Stream<Tick> otherHalf(Flow.Publisher<Tick> out) {
            return collected(out).join().stream();
        }

        @Override
        public int risky(Stream<Tick> ticks) throws Gone {
            throw new Gone("away");
        }

        @Override
        public CompletableFuture<Tick> riskyLater(Stream<Tick> ticks) throws Gone {
            return CompletableFuture.failedFuture(new Gone("later"));
        }

        @Override
        public Stream<Tick> pulled() throws Gone {
            throw new Gone("pulled");
        }

        @Override
        public Flow.Publisher<Tick> pushed() {
            return subscriber -> {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {}

                    @Override
                    public void cancel() {}
                });
                subscriber.onError(new Gone("pushed"));
            };
        }
    }

    @Override
    public void run() throws Gone {
        try (RpcServer server = RpcServer.serve("inproc:feed", Feed.class, new Impl());
                RpcClient client = RpcClient.connect(server.endpoints().get(0).toString())) {
            run(client.service(Feed.class));
        }
    }

    private static void run(Feed feed) throws Gone {
        List<Tick> ticks = IntStream.range(0, 1000).mapToObj(at -> new Tick("X", at)).toList();
        Check.same(ticks, feed.ticks("X", 1000).toList());
        Check.same(List.of(), feed.ticks("X", 0).toList());
        try (Stream<Tick> some = feed.ticks("X", 1_000_000)) {
            Check.same(ticks.subList(0, 3), some.limit(3).toList());
        }
        Check.fails(RpcException.class, "Feed/Ticks returned null", () -> feed.ticks("X", -1).toList());
        Check.same(ticks.subList(7, 9), collected(feed.watch(ticks.get(7))).join());
        Check.fails(NullPointerException.class, "from", () -> feed.watch(null));

        Check.same(1000, feed.count(ticks.stream()));
        Check.same(0, feed.count(Stream.empty()));
        feed.drop(Stream.of(1, 2, 3));
        Check.fails(RpcException.class, "not 6", () -> feed.drop(Stream.of(1)));
        Check.fails(NullPointerException.class, "Feed/Count: the stream is null", () -> feed.count(null));
        Check.fails(
                NullPointerException.class,
                "Feed/Drop: an element of the stream is null",
                () -> feed.drop(Stream.of(1, null)));
        Check.fails(RpcException.class, "an element of the stream is null", () -> feed.everything().toList());
        Check.fails(
                IllegalStateException.class,
                "the source is dry",
                () -> feed.drop(Stream.of(1).peek(number -> {
                    throw new IllegalStateException("the source is dry");
                })));
        Check.same(List.of("a", "b"), feed.collect(Stream.of("a", "b")).join());
        Check.same(null, feed.swallow(publisher(ticks.stream())).join());
        Check.same(ticks.get(999), feed.last(publisher(ticks.stream())));
        Check.fails(RpcException.class, "returned null", () -> feed.last(publisher(Stream.empty())));
        Check.same(List.of(List.of(1, 1), List.of(2, 2)), feed.pairs(Stream.of(1, 2)).toList());
        Check.same(ticks, collected(feed.chat(publisher(ticks.stream()))).join());
        Check.same(ticks, collected(feed.half(ticks.stream())).join());
        Check.same(ticks, feed.otherHalf(publisher(ticks.stream())).toList());
        try {
            feed.risky(ticks.stream());
            throw new AssertionError("not risky");
        } catch (Gone declared) {
            Check.same("away", declared.where());
        }
        Stream<Tick> pulled = feed.pulled();
        Check.same("pulled", ((Gone) failure(pulled::toList).getCause()).where());
        Check.same("pushed", ((Gone) failure(collected(feed.pushed())::join).getCause()).where());
        Check.same("later", ((Gone) failure(feed.riskyLater(ticks.stream())::join).getCause()).where());
    }

    private static RuntimeException failure(Runnable code) {
        try {
            code.run();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("no failure");
    }

    private static <T> Flow.Publisher<T> publisher(Stream<T> elements) {
        return subscriber -> {
            SubmissionPublisher<T> publisher = new SubmissionPublisher<>();
            publisher.subscribe(subscriber);
            new Thread(() -> {
                        elements.forEach(publisher::submit);
                        publisher.close();
                    })
                    .start();
        };
    }

    private static <T> CompletableFuture<List<T>> collected(Flow.Publisher<T> publisher) {
        CompletableFuture<List<T>> all = new CompletableFuture<>();
        publisher.subscribe(new Flow.Subscriber<T>() {
            private final List<T> elements = new ArrayList<>();
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                subscription.request(3);
            }

            @Override
            public void onNext(T element) {
                elements.add(element);
                subscription.request(1);
            }

            @Override
            public void onError(Throwable thrown) {
                all.completeExceptionally(thrown);
            }

            @Override
            public void onComplete() {
                all.complete(elements);
            }
        });
        return all;
    }
}
