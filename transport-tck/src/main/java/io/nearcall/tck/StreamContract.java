package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.awaitState;
import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallContext;
import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.tck.Feed.Item;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams as a user has them: {@code Stream} to pull and {@code Flow.Publisher} to push, both ways. */
public interface StreamContract extends Contract {
    private static Feed connect(Rig rig, Feed service) {
        return rig.connect(rig.serve(Feed.class, service)).service(Feed.class);
    }

    private static Stream<Item> items(long count, int size) {
        return LongStream.range(0, count).mapToObj(number -> Item.of(number, size));
    }

    private static long sumOf(long count) {
        return count * (count - 1) / 2;
    }

    @Test
    default void pulledElementsComeWholeAndInOrder(Rig rig) {
        Feeder feeder = new Feeder();
        Feed feed = connect(rig, feeder);
        AtomicLong next = new AtomicLong();
        for (int size : new int[] {0, 1, 100, 40_000}) {
            next.set(0);
            feed.pull(500, size).forEach(item -> {
                assertEquals(next.getAndIncrement(), item.number());
                assertArrayEquals(Carry.bytes(size, item.number()), item.bytes());
            });
            assertEquals(500, next.get());
        }
        assertEquals(4, feeder.closed.get());
    }

    @Test
    default void aStreamIsProducedAsItIsRead(Rig rig) {
        Feeder feeder = new Feeder();
        try (Stream<Item> stream = connect(rig, feeder).pull(Long.MAX_VALUE, 1_000)) {
            Iterator<Item> items = stream.iterator();
            for (int i = 0; i < 10; i++) {
                assertEquals(i, items.next().number());
            }
            assertTrue(feeder.pulled.get() < 10_000, () -> feeder.pulled + " elements for 10");
        }
        awaitState(() -> feeder.closed.get() == 1, "the close at the server");
    }

    @Test
    default void aBlockingCallPullsItsArgumentOnItsOwnThread(Rig rig) {
        Feed feed = connect(rig, new Feeder());
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicBoolean closed = new AtomicBoolean();
        Stream<Item> argument = items(5_000, 100)
                .peek(item -> threads.add(Thread.currentThread()))
                .onClose(() -> closed.set(true));
        assertEquals(sumOf(5_000), feed.sum(argument));
        assertEquals(Set.of(Thread.currentThread()), threads);
        assertTrue(closed.get());
    }

    @Test
    default void otherCallsPullTheirArgumentOnAThreadThatMayBlock(Rig rig) {
        RpcClient client = rig.connect(rig.start(Rig.builder(question -> question)
                .serve(Feed.class, new Feeder())
                .listen(target())));
        Gate gate = rig.gate();
        AtomicReference<Thread> thread = new AtomicReference<>();
        CompletableFuture<Long> sum = client.service(Feed.class)
                .sumLater(items(100, 10).peek(item -> {
                    thread.set(Thread.currentThread());
                    if (item.number() == 50) {
                        gate.pass();
                    }
                }));
        gate.awaitEntered(1);
        assertNotSame(Thread.currentThread(), thread.get());
        for (int i = 0; i < 20; i++) {
            assertEquals("x", client.service(Ask.class).ask("x"));
        }
        gate.open();
        assertEquals(sumOf(100), reply(sum));
    }

    @Test
    default void pushedElementsComeAsTheyAreAskedFor(Rig rig) {
        Feed feed = connect(rig, new Feeder());
        Taker all = new Taker(7);
        feed.push(3_000, 100).subscribe(all);
        assertEquals(sumOf(3_000), all.sum());
        assertEquals(List.of(), all.complaints());
        Taker none = new Taker(0);
        feed.push(3_000, 100).subscribe(none);
        none.subscription().request(5);
        awaitState(() -> none.taken() == 5, "5 elements");
        none.subscription().request(3);
        awaitState(() -> none.taken() == 8, "3 more");
        none.subscription().cancel();
        assertEquals(List.of(), none.complaints());
    }

    @Test
    default void aSubscriberThatBlocksHoldsUpNobody(Rig rig) {
        RpcClient client = rig.connect(rig.start(Rig.builder(question -> question)
                .serve(Feed.class, new Feeder())
                .listen(target())));
        Gate gate = rig.gate();
        for (int i = 0; i < 4; i++) {
            client.service(Feed.class).push(100_000, 1_000).subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(Item item) {
                    gate.pass();
                }

                @Override
                public void onError(Throwable thrown) {}

                @Override
                public void onComplete() {}
            });
        }
        gate.awaitEntered(4);
        for (int i = 0; i < 100; i++) {
            assertEquals("x", client.service(Ask.class).ask("x"));
        }
    }

    @Test
    default void aCancelledSubscriptionEndsItsPublisher(Rig rig) {
        Counting source = new Counting(Long.MAX_VALUE, 100);
        Feed feed = connect(rig, new Feeder() {
            @Override
            public Flow.Publisher<Item> push(long count, int size) {
                return source;
            }
        });
        Taker taker = new Taker(10);
        feed.push(0, 0).subscribe(taker);
        awaitState(() -> taker.taken() > 100, "100 elements");
        taker.subscription().cancel();
        awaitState(() -> source.cancelled.get() == 1, "the cancel at the server");
        assertEquals(List.of(), taker.complaints());
    }

    @Test
    default void requestsArePushedToTheHandler(Rig rig) {
        Feed feed = connect(rig, new Feeder());
        assertEquals(sumOf(3_000), feed.sumPushed(new Counting(3_000, 100)));
        assertEquals(0, feed.sumPushed(new Counting(0, 100)));
    }

    @Test
    default void elementsGoBothWaysAtOnce(Rig rig) {
        Feed feed = connect(rig, new Feeder());
        assertEquals(
                sumOf(3_000),
                feed.relay(items(3_000, 100)).mapToLong(Item::number).sum());
        Taker taker = new Taker(64);
        feed.chat(new Counting(3_000, 100)).subscribe(taker);
        assertEquals(sumOf(3_000), taker.sum());
        assertEquals(List.of(), taker.complaints());
    }

    @Test
    default void aFailureComesBehindTheElementsBeforeIt(Rig rig) {
        Feed feed = connect(rig, new Feeder() {
            @Override
            public Stream<Item> pull(long count, int size) {
                return items(count, size).peek(item -> {
                    if (item.number() == 1_000) {
                        throw new IllegalArgumentException("no more than 1000");
                    }
                });
            }
        });
        AtomicLong got = new AtomicLong();
        RpcException failure = failure(() -> feed.pull(2_000, 100).forEach(item -> got.incrementAndGet()));
        checkNames(check(StatusCode.INVALID_ARGUMENT, Delivery.EXECUTED, failure), "no more than 1000");
        assertEquals(1_000, got.get());
    }

    @Test
    default void whatAnArgumentThrowsIsThrownToItsCallerAndCancelsTheCall(Rig rig) {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Feed feed = connect(rig, new Feeder() {
            @Override
            public long sum(Stream<Item> items) {
                try {
                    return super.sum(items);
                } catch (RpcException e) {
                    seen.set(e);
                    throw e;
                }
            }
        });
        IllegalStateException dry = new IllegalStateException("dry");
        Stream<Item> argument = items(100, 10).peek(item -> {
            if (item.number() == 50) {
                throw dry;
            }
        });
        assertSame(dry, assertThrows(IllegalStateException.class, () -> feed.sum(argument)));
        awaitState(() -> seen.get() != null, "the cancel at the handler");
        check(StatusCode.CANCELLED, (RpcException) seen.get());
        Stream<Item> other = items(100, 10).peek(item -> {
            throw dry;
        });
        RpcException failure = failure(feed.sumLater(other));
        assertSame(dry, failure.getCause());
    }

    @Test
    default void aReplyEndsThePullOfItsArgument(Rig rig) {
        Feed feed = connect(rig, new Feeder() {
            @Override
            public long sum(Stream<Item> items) {
                return items.limit(10).mapToLong(Item::number).sum();
            }
        });
        AtomicBoolean closed = new AtomicBoolean();
        assertEquals(45, feed.sum(items(Long.MAX_VALUE, 100).onClose(() -> closed.set(true))));
        assertTrue(closed.get());
    }

    @Test
    default void theRequestsOfACallEndWithIt(Rig rig) {
        CompletableFuture<Long> late = new CompletableFuture<>();
        Feed feed = connect(rig, new Feeder() {
            @Override
            public long sum(Stream<Item> items) {
                new Thread(() -> {
                            try {
                                late.complete(super.sum(items));
                            } catch (RpcException e) {
                                late.completeExceptionally(e);
                            }
                        })
                        .start();
                awaitState(() -> pulled.get() >= 10, "10 requests");
                return 7;
            }
        });
        assertEquals(7, feed.sum(items(Long.MAX_VALUE, 10)));
        checkNames(check(StatusCode.CANCELLED, failure(late)), "the call has ended");
    }

    @Test
    default void aDeadlineEndsAStream(Rig rig) {
        Gate gate = rig.gate();
        Feeder feeder = new Feeder() {
            @Override
            public Stream<Item> pull(long count, int size) {
                return super.pull(count, size).peek(item -> {
                    if (item.number() == 10) {
                        CallContext.current().onCancel(gate::open);
                        gate.pass();
                    }
                });
            }
        };
        RpcClient client = rig.connect(rig.serve(Feed.class, feeder)).with(Rig.within(200));
        RpcException failure =
                failure(() -> client.service(Feed.class).pull(100, 10).forEach(item -> {}));
        check(StatusCode.DEADLINE_EXCEEDED, Delivery.UNKNOWN, failure);
        awaitState(() -> feeder.closed.get() == 1, "the close at the server");
    }

    @Test
    default void anInterruptEndsTheWaitForAnElement(Rig rig) {
        Gate gate = rig.gate();
        Feeder feeder = new Feeder() {
            @Override
            public Stream<Item> pull(long count, int size) {
                return super.pull(count, size).peek(item -> gate.pass());
            }
        };
        Feed feed = connect(rig, feeder);
        AtomicBoolean flag = new AtomicBoolean();
        AtomicReference<RpcException> failure = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            failure.set(failure(() -> feed.pull(10, 10).forEach(item -> {})));
            flag.set(Thread.currentThread().isInterrupted());
        });
        reader.start();
        gate.awaitEntered(1);
        reader.interrupt();
        awaitState(() -> !reader.isAlive(), "the reader's end");
        check(StatusCode.CANCELLED, failure.get());
        assertTrue(flag.get());
        gate.open();
        awaitState(() -> feeder.closed.get() == 1, "the close at the server");
    }

    @Test
    default void requestsHaveOneSubscriber(Rig rig) {
        CompletableFuture<Long> second = new CompletableFuture<>();
        Feed feed = connect(rig, new Feeder() {
            @Override
            public long sumPushed(Flow.Publisher<Item> items) {
                long sum = super.sumPushed(items);
                Taker taker = new Taker(1);
                items.subscribe(taker);
                taker.end().whenComplete((value, failure) -> second.completeExceptionally(failure));
                return sum;
            }
        });
        assertEquals(3, feed.sumPushed(new Counting(3, 10)));
        Throwable refusal = assertThrows(Exception.class, second::get).getCause();
        checkNames(refusal.getMessage(), "Feed/SumPushed", "a subscriber already");
    }

    @Test
    default void anAbandonedStreamIsReportedWithItsOriginAndCancelled(Rig rig) {
        Feeder feeder = new Feeder();
        Feed feed = connect(rig, feeder);
        try (LogTail log = new LogTail()) {
            leaveOpen(feed);
            awaitState(
                    () -> {
                        System.gc();
                        return feeder.closed.get() == 1;
                    },
                    "the close at the server");
            log.await("Feed/Pull", "neither read to its end nor closed", "leaveOpen");
        }
    }

    private static void leaveOpen(Feed feed) {
        assertEquals(0, feed.pull(Long.MAX_VALUE, 100).findFirst().orElseThrow().number());
    }
}
