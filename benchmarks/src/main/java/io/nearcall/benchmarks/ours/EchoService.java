package io.nearcall.benchmarks.ours;

import io.nearcall.benchmarks.Order;
import io.nearcall.benchmarks.Order.Person;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Does as little as it can. */
final class EchoService implements Echo {
    private final ConcurrentMap<Long, CountDownLatch> blocked = new ConcurrentHashMap<>();
    private final LongAdder notes = new LongAdder();

    @Override
    public String echo(String text) {
        return text;
    }

    @Override
    public String echoInline(String text) {
        return text;
    }

    @Override
    public CompletableFuture<String> echoLater(String text) {
        return CompletableFuture.completedFuture(text);
    }

    @Override
    public long add(long a, long b) {
        return a + b;
    }

    @Override
    public int take(byte[] bytes) {
        return bytes.length;
    }

    @Override
    public Person person(Person person) {
        return person;
    }

    @Override
    public Order order(Order order) {
        return order;
    }

    @Override
    public String tell(String text, Listener listener) {
        return listener.heard(text);
    }

    @Override
    public void note(String text) {
        notes.increment();
    }

    @Override
    public Stream<String> repeat(String text) {
        return Stream.generate(() -> text);
    }

    @Override
    public long startedAt() {
        return System.nanoTime();
    }

    @Override
    public CompletableFuture<Long> block(long number) {
        try {
            latch(number).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        blocked.remove(number);
        return CompletableFuture.completedFuture(number);
    }

    @Override
    public void release(long number) {
        // Made here when the release overtakes the call it is for.
        latch(number).countDown();
    }

    private CountDownLatch latch(long number) {
        return blocked.computeIfAbsent(number, key -> new CountDownLatch(1));
    }
}
