package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.await;
import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One-way calls: accepted, in order, bounded, counted. */
public interface OneWayContract extends Contract {
    String FAILED = "one-way calls failed";

    private static RpcServer serve(Rig rig, Tell handler) {
        return rig.start(RpcServer.builder()
                .serve(Tell.class, handler)
                .serve(Ask.class, question -> question)
                .serve(Carry.class, new Carrier())
                .listen(rig.target()));
    }

    private static void checkOrder(Rig rig, RpcServer server, BlockingQueue<Integer> seen, int count) {
        Tell tell = rig.connect(server).service(Tell.class);
        for (int i = 0; i < count; i++) {
            tell.tell(Integer.toString(i));
        }
        Outcomes.awaitState(() -> seen.size() >= count, count + " calls, " + seen.size() + " came");
        assertEquals(IntStream.range(0, count).boxed().toList(), List.copyOf(seen));
    }

    @Test
    default void oneWayCallsRunInTheOrderTheyWereSent(Rig rig) {
        BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        checkOrder(rig, serve(rig, news -> seen.add(Integer.valueOf(news))), seen, 10_000);
    }

    @Test
    default void oneWayCallsKeepTheirOrderOnAnExecutorToo(Rig rig) {
        BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            RpcServer server = rig.start(RpcServer.builder()
                    .serve(Tell.class, news -> seen.add(Integer.valueOf(news)))
                    .executor(executor)
                    .listen(rig.target()));
            checkOrder(rig, server, seen, 2_000);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    default void oneWayCallsKeepTheirOrderWhileOneIsSlow(Rig rig) {
        BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        Gate gate = rig.gate();
        RpcServer server = serve(rig, news -> {
            if (news.equals("0")) {
                gate.pass();
            }
            seen.add(Integer.valueOf(news));
        });
        Thread opener = new Thread(() -> {
            gate.awaitEntered(1);
            gate.open();
        });
        opener.start();
        checkOrder(rig, server, seen, 500);
    }

    @Test
    default void aOneWayCallReturnsBeforeItsHandlerRan(Rig rig) {
        Gate gate = rig.gate();
        CountDownLatch ran = new CountDownLatch(3);
        RpcClient client = rig.connect(serve(rig, news -> {
            gate.pass();
            ran.countDown();
        }));
        Tell tell = client.service(Tell.class);
        for (int i = 0; i < 3; i++) {
            tell.tell("news");
        }
        gate.awaitEntered(1);
        assertEquals(3, ran.getCount());
        assertEquals("meanwhile", client.service(Ask.class).ask("meanwhile"));
        gate.open();
        await(ran, "the handlers");
    }

    @Test
    default void aFullQueueBlocksUntilTheDeadline(Rig rig) {
        Gate gate = rig.gate();
        RpcConfig config = Rig.config("nearcall.limits.write-queue", "64KiB");
        AtomicInteger ran = new AtomicInteger();
        RpcServer server = rig.start(RpcServer.builder()
                .serve(Tell.class, news -> {
                    gate.pass();
                    ran.incrementAndGet();
                })
                .serve(Ask.class, question -> question)
                .config(config)
                .listen(rig.target()));
        RpcClient client = rig.connect(Rig.targetOf(server), config);
        Tell tell = client.with(Rig.within(150)).service(Tell.class);
        int[] accepted = {0};
        long[] start = {0};
        var full = failure(() -> {
            while (accepted[0] < 100_000) {
                start[0] = System.nanoTime();
                tell.tell("x".repeat(1_000));
                accepted[0]++;
            }
        });
        String message = check(StatusCode.RESOURCE_EXHAUSTED, Delivery.NOT_EXECUTED, full);
        checkNames(message, "one-way");
        double waited = Outcomes.millisSince(start[0]);
        assertTrue(waited >= 150, "gave up after " + waited + " ms");
        assertEquals("meanwhile", client.service(Ask.class).ask("meanwhile"));
        gate.open();
        client.service(Tell.class).tell("room again");
        Outcomes.awaitState(() -> ran.get() == accepted[0] + 1, "every accepted call, and none that was refused");
    }

    @Test
    default void aFullQueueLetsItsCallerGoOnWhenThereIsRoom(Rig rig) {
        Gate gate = rig.gate();
        RpcConfig config = Rig.config("nearcall.limits.write-queue", "16KiB");
        AtomicInteger ran = new AtomicInteger();
        RpcServer server = rig.start(RpcServer.builder()
                .serve(Tell.class, news -> {
                    gate.pass();
                    ran.incrementAndGet();
                })
                .config(config)
                .listen(rig.target()));
        Tell tell = rig.connect(Rig.targetOf(server), config).service(Tell.class);
        CompletableFuture<Void> sender = CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < 1_000; i++) {
                        tell.tell("x".repeat(500));
                    }
                },
                Outcomes.THREAD);
        gate.awaitEntered(1);
        gate.open();
        Outcomes.reply(sender);
        Outcomes.awaitState(() -> ran.get() == 1_000, "all calls");
    }

    @Test
    default void failuresOfOneWayCallsAreCountedOnTheServer(Rig rig) {
        RpcServer server = serve(rig, news -> {
            if (news.equals("fail")) {
                throw new IllegalStateException("nobody will know");
            }
        });
        RpcClient client = rig.connect(server);
        Tell tell = client.service(Tell.class);
        for (int i = 0; i < 10; i++) {
            tell.tell("fail");
            tell.tell("fine");
        }
        Outcomes.awaitState(() -> server.counters().getOrDefault(FAILED, 0L) == 10, "10 failures counted");
        assertEquals("fine", client.service(Ask.class).ask("fine"));
    }

    @Test
    default void largeOneWayCallsArriveWholeAndInOrder(Rig rig) {
        List<Integer> hashes = new CopyOnWriteArrayList<>();
        RpcServer server = serve(rig, news -> hashes.add(news.hashCode()));
        Tell tell = rig.connect(server).service(Tell.class);
        List<Integer> sent = IntStream.range(0, 40)
                .mapToObj(i -> Integer.toString(i).repeat(i % 3 == 0 ? 10 : 50_000))
                .map(news -> {
                    tell.tell(news);
                    return news.hashCode();
                })
                .toList();
        Outcomes.awaitState(() -> hashes.size() == sent.size(), "40 calls");
        assertEquals(sent, hashes);
    }

    @Test
    default void aOneWayCallOverTheLimitIsRefused(Rig rig) {
        RpcClient client = rig.connect(serve(rig, news -> {}));
        String message = check(
                StatusCode.RESOURCE_EXHAUSTED,
                Delivery.NOT_EXECUTED,
                failure(() -> client.service(Carry.class).drop(new byte[5 << 20])));
        checkNames(message, "nearcall.limits.message");
        assertEquals("fine", client.service(Ask.class).ask("fine"));
    }

    @Test
    default void aClosingServerRunsTheOneWayCallsItAccepted(Rig rig) {
        AtomicInteger ran = new AtomicInteger();
        Gate gate = rig.gate();
        RpcServer server = serve(rig, news -> {
            gate.pass();
            ran.incrementAndGet();
        });
        RpcClient client = rig.connect(server);
        Tell tell = client.service(Tell.class);
        for (int i = 0; i < 100; i++) {
            tell.tell("news");
        }
        assertEquals("all have arrived", client.service(Ask.class).ask("all have arrived"));
        gate.awaitEntered(1);
        gate.open();
        server.close();
        assertEquals(100, ran.get());
    }
}
