package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.await;
import static io.nearcall.tck.Outcomes.millisSince;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Threads: who may block, and whom it stalls: nobody. */
public interface ThreadContract extends Contract {
    /** The promise is 2 ms on a machine that does nothing else; here other things run. */
    double STALL_MILLIS = 50;

    private static void checkNobodyStalls(Contract contract, String what, Ask ask, int calls) {
        double[] millis = new double[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            assertEquals("other " + i, ask.ask("other " + i));
            millis[i] = millisSince(start);
        }
        Arrays.sort(millis);
        Figures.print(contract, what, millis);
        assertTrue(Figures.percentile(millis, 99) < STALL_MILLIS, "p99 " + Figures.percentile(millis, 99) + " ms");
    }

    /** It was quick, or what it waited for was the machine and not the handlers before it. */
    private static void checkOvertakes(long start, int entered, int most) {
        double millis = millisSince(start);
        assertTrue(millis < STALL_MILLIS || entered < most, millis + " ms, behind " + entered + " handlers");
    }

    @Test
    default void aHandlerThatBlocksForEverStallsNoOtherCall(Rig rig) {
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> question.equals("block") ? gate.pass() : question));
        CompletableFuture<String> held = client.service(AskLater.class).ask("block");
        gate.awaitEntered(1);
        checkNobodyStalls(this, "calls beside a blocked handler", client.service(Ask.class), 1_000);
        gate.open();
        assertEquals("passed", reply(held));
    }

    @Test
    default void callsStartWhileEachOneBeforeThemBlocks(Rig rig) {
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> question.equals("block") ? gate.pass() : question));
        AskLater ask = client.service(AskLater.class);
        List<CompletableFuture<String>> held = new ArrayList<>();
        double[] millis = new double[100];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            held.add(ask.ask("block"));
            gate.awaitEntered(1);
            millis[i] = millisSince(start);
        }
        Arrays.sort(millis);
        Figures.print(this, "start of a call beside up to 100 blocked", millis);
        checkNobodyStalls(this, "calls beside 100 blocked handlers", client.service(Ask.class), 300);
        gate.open();
        held.forEach(call -> assertEquals("passed", reply(call)));
    }

    @Test
    default void callsSentTogetherWithOneThatBlocksStart(Rig rig) {
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> question.equals("block") ? gate.pass() : question));
        AskLater ask = client.service(AskLater.class);
        List<CompletableFuture<String>> held = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            held.add(ask.ask("block"));
            List<CompletableFuture<String>> free = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                free.add(ask.ask("free " + i));
            }
            for (int i = 0; i < 20; i++) {
                assertEquals("free " + i, reply(free.get(i)));
            }
        }
        gate.open();
        held.forEach(call -> assertEquals("passed", reply(call)));
    }

    @Test
    default void aReplyIsNotHeldUpByTheHandlersThatBlockAfterIt(Rig rig) {
        Gate gate = rig.gate();
        CompletableFuture<String> promise = new CompletableFuture<>();
        RpcServer server = rig.serve(AskLater.class, question -> switch (question) {
            case "promise" -> promise;
            case "keep it and block" -> {
                promise.complete("kept");
                yield CompletableFuture.completedFuture(gate.pass());
            }
            default -> CompletableFuture.completedFuture(gate.pass());
        });
        AskLater ask = rig.connect(server).service(AskLater.class);
        CompletableFuture<Integer> enteredBefore =
                ask.ask("promise").thenApply(kept -> gate.entered()); // on the thread that reads the reply
        long start = System.nanoTime();
        List<CompletableFuture<String>> held = new ArrayList<>(List.of(ask.ask("keep it and block")));
        for (int i = 0; i < 200; i++) {
            held.add(ask.ask("block"));
        }
        checkOvertakes(start, reply(enteredBefore), 100);
        gate.open();
        held.forEach(call -> assertEquals("passed", reply(call)));
    }

    @Test
    default void aBurstOfBlockingCallsStallsNoOtherConnection(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = rig.serve(question -> question.equals("block") ? gate.pass() : question);
        AskLater first = rig.connect(server).service(AskLater.class);
        Ask other = rig.connect(server).service(Ask.class);
        assertEquals("before", other.ask("before"));
        List<CompletableFuture<String>> held = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            held.add(first.ask("block"));
        }
        long start = System.nanoTime();
        assertEquals("meanwhile", other.ask("meanwhile"));
        checkOvertakes(start, gate.entered(), 300);
        gate.open();
        held.forEach(call -> assertEquals("passed", reply(call)));
    }

    @Test
    default void aHandlerMayCallItsOwnServer(Rig rig) {
        AtomicReference<Ask> self = new AtomicReference<>();
        RpcServer server = rig.serve(question -> {
            int depth = Integer.parseInt(question);
            return depth == 0 ? "bottom" : self.get().ask(Integer.toString(depth - 1));
        });
        self.set(rig.connect(server).service(Ask.class));
        RpcClient client = rig.connect(server);
        assertEquals("bottom", client.service(Ask.class).ask("20"));
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            calls.add(client.service(AskLater.class).ask("5"));
        }
        calls.forEach(call -> assertEquals("bottom", reply(call)));
    }

    @Test
    default void aCompletionThatBlocksStallsNoOtherCall(Rig rig) {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> question.equals("block") ? gate.pass() : question));
        try {
            client.service(AskLater.class).ask("block").thenRun(() -> {
                blocked.countDown();
                await(release, "the end of the test");
            });
            gate.awaitEntered(1);
            gate.open();
            await(blocked, "the completion");
            checkNobodyStalls(this, "calls beside a blocked completion", client.service(Ask.class), 300);
            for (int i = 0; i < 100; i++) {
                assertEquals("later", reply(client.service(AskLater.class).ask("later")));
            }
        } finally {
            release.countDown();
        }
    }

    @Test
    default void aCompletionMayCallAgainAndWait(Rig rig) {
        RpcClient client = rig.connect(rig.serve(question -> question));
        Ask ask = client.service(Ask.class);
        AskLater later = client.service(AskLater.class);
        for (int i = 0; i < 100; i++) {
            CompletableFuture<String> nested =
                    later.ask("a").thenApply(a -> a + ask.ask("b")).thenApply(ab -> ab + reply(later.ask("c")));
            assertEquals("abc", reply(nested));
        }
    }

    @Test
    default void aBlockedCallerStallsNoOtherCallerOfItsConnection(Rig rig) {
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> question.equals("block") ? gate.pass() : question));
        Ask ask = client.with(Rig.within(60_000)).service(Ask.class);
        List<CompletableFuture<String>> held = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            held.add(CompletableFuture.supplyAsync(() -> ask.ask("block"), Outcomes.THREAD));
        }
        gate.awaitEntered(5);
        checkNobodyStalls(this, "calls beside 5 blocked callers", ask, 300);
        gate.open();
        held.forEach(call -> assertEquals("passed", reply(call)));
    }

    @Test
    default void threadsBearOurName(Rig rig) {
        Set<String> handlers = ConcurrentHashMap.newKeySet();
        Map<Thread, StackTraceElement[]> before = Thread.getAllStackTraces();
        RpcClient client = rig.connect(rig.serve(question -> {
            handlers.add(Thread.currentThread().getName());
            return question;
        }));
        for (int i = 0; i < 20; i++) {
            reply(client.with(Rig.within(60_000)).service(AskLater.class).ask("?"));
        }
        handlers.forEach(name -> assertTrue(name.startsWith("nearcall-"), name));
        List<String> strangers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.containsKey(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("nearcall-") && !name.startsWith("CompletableFuture"))
                .toList();
        assertEquals(List.of(), strangers);
    }
}
