package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Load: many calls at once, judged by an oracle. */
public interface LoadContract extends Contract {
    /** Blocks in as many threads. */
    private static void inThreads(int threads, java.util.function.IntConsumer body) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            all.add(CompletableFuture.runAsync(
                    () -> body.accept(number), work -> new Thread(work, "tck-load-" + number).start()));
        }
        all.forEach(Outcomes::reply);
    }

    private static Oracle.Done call(Oracle oracle, Tally tally, int length) {
        Oracle.Work work = tally.next(length);
        Oracle.Done done = oracle.work(work);
        tally.succeeded(work, done);
        return done;
    }

    @Test
    default void sixtyFourThreadsGetTheirOwnReplies(Rig rig) {
        Tally tally = new Tally();
        Oracle oracle = rig.connect(rig.serve(Oracle.class, tally)).service(Oracle.class);
        inThreads(64, thread -> {
            for (int i = 0; i < 100; i++) {
                call(oracle, tally, (thread * 7 + i) % 300);
            }
        });
        tally.check();
        assertEquals(6_400, tally.executed());
    }

    @Test
    default void sixtyFourCallsInFlightGetTheirOwnReplies(Rig rig) throws Exception {
        Tally tally = new Tally();
        Oracle oracle = rig.connect(rig.serve(Oracle.class, tally)).service(Oracle.class);
        Semaphore window = new Semaphore(64);
        for (int i = 0; i < 5_000; i++) {
            assertTrue(window.tryAcquire(Outcomes.PATIENCE_SECONDS, TimeUnit.SECONDS));
            Oracle.Work work = tally.next(i % 200);
            oracle.workLater(work).whenComplete((done, failure) -> {
                if (failure == null) {
                    tally.succeeded(work, done);
                }
                window.release();
            });
        }
        assertTrue(window.tryAcquire(64, Outcomes.PATIENCE_SECONDS, TimeUnit.SECONDS));
        tally.check();
    }

    @Test
    default void largeAndSmallCallsInterleave(Rig rig) {
        Tally tally = new Tally();
        Oracle oracle = rig.connect(rig.serve(Oracle.class, tally)).service(Oracle.class);
        inThreads(8, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 30; i++) {
                int length = thread < 3 ? 20_000 + random.nextInt(400_000) : random.nextInt(2_000);
                if (i % 2 == 0) {
                    call(oracle, tally, length);
                } else {
                    Oracle.Work work = tally.next(length);
                    tally.succeeded(work, reply(oracle.workLater(work)));
                }
            }
        });
        tally.check();
    }

    @Test
    default void aMixtureOfEverythingGetsItsOwnReplies(Rig rig) {
        Tally tally = new Tally();
        RpcServer server = rig.start(Rig.builder(question -> "re: " + question)
                .serve(Oracle.class, tally)
                .listen(rig.target()));
        RpcClient client = rig.connect(server);
        Oracle oracle = client.service(Oracle.class);
        Ask ask = client.service(Ask.class);
        Tell tell = client.service(Tell.class);
        inThreads(12, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 150; i++) {
                switch (random.nextInt(5)) {
                    case 0 -> call(oracle, tally, random.nextInt(40_000));
                    case 1 -> {
                        Oracle.Work work = tally.next(random.nextInt(1_000));
                        tally.succeeded(work, reply(oracle.workLater(work)));
                    }
                    case 2 -> assertEquals("re: " + i, ask.ask("" + i));
                    case 3 -> tell.tell("" + i);
                    default -> abandon(oracle, tally, random.nextInt(3_000));
                }
            }
        });
        tally.check();
        assertEquals("re: end", ask.ask("end"));
    }

    /** A call that its caller cancels: it ends once, however the race goes. */
    private static void abandon(Oracle oracle, Tally tally, int length) {
        Oracle.Work work = tally.next(length);
        CompletableFuture<Oracle.Done> call = oracle.workLater(work);
        CompletableFuture<Void> end = call.handle((done, failure) -> {
            if (failure == null) {
                tally.succeeded(work, done);
            } else {
                tally.ended(work);
            }
            return null;
        });
        call.cancel(true);
        reply(end);
    }

    @Test
    default void callsBeyondTheLimitWaitOrAreRefused(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = rig.serve(question -> question.equals("block") ? gate.pass() : question);
        RpcClient client = rig.connect(Rig.targetOf(server), Rig.config("nearcall.limits.calls", "4"));
        AskLater ask = client.service(AskLater.class);
        List<CompletableFuture<String>> held = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            held.add(ask.ask("block"));
        }
        gate.awaitEntered(4);
        RpcException refused = Outcomes.failure(ask.ask("one more"));
        Outcomes.checkNames(
                Outcomes.check(StatusCode.RESOURCE_EXHAUSTED, Delivery.NOT_EXECUTED, refused), "nearcall.limits.calls");
        CompletableFuture<String> waiting =
                CompletableFuture.supplyAsync(() -> client.service(Ask.class).ask("patient"), Outcomes.THREAD);
        gate.open();
        held.forEach(call -> assertEquals("passed", reply(call)));
        assertEquals("patient", reply(waiting));
        assertEquals("again", reply(ask.ask("again")));
    }

    @Test
    default void clientsThatComeAndGoLoseNothing(Rig rig) {
        Tally tally = new Tally();
        RpcServer server = rig.serve(Oracle.class, tally);
        inThreads(4, thread -> {
            for (int i = 0; i < 20; i++) {
                try (RpcClient client = RpcClient.connect(Rig.targetOf(server))) {
                    Oracle oracle = client.service(Oracle.class);
                    call(oracle, tally, 10);
                    call(oracle, tally, 5_000);
                }
            }
        });
        tally.check();
    }

    @Test
    @Needs(Capability.REBINDING)
    default void noCallFailsInARollingRestart(Rig rig) {
        Tally tally = new Tally();
        List<RpcServer> servers =
                new ArrayList<>(List.of(rig.serve(Oracle.class, tally), rig.serve(Oracle.class, tally)));
        List<String> addresses = servers.stream().map(Rig::targetOf).toList();
        RpcClient client = rig.connect(String.join(",", addresses));
        Oracle oracle = client.service(Oracle.class);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.runAsync(
                () -> inThreads(4, thread -> {
                    while (!over.get()) {
                        Oracle.Work work = tally.next(thread * 500);
                        tally.succeeded(work, thread == 0 ? reply(oracle.workLater(work)) : oracle.work(work));
                    }
                }),
                Outcomes.THREAD);
        for (int restart = 0; restart < 10; restart++) {
            int before = tally.executed();
            Outcomes.awaitState(() -> load.isDone() || tally.executed() > before + 200, "calls between restarts");
            int which = restart % 2;
            servers.get(which).close();
            servers.set(
                    which,
                    rig.start(RpcServer.builder().listen(addresses.get(which)).serve(Oracle.class, tally)));
        }
        over.set(true);
        reply(load);
        tally.check();
        System.out.printf(
                "%-22s calls made again in 10 restarts: %d%n",
                title(), client.counters().get("calls repeated"));
    }
}
