package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Overload: what a server cannot do it refuses at once, and does the rest. */
public interface OverloadContract extends Contract {
    /** How long a server is under load; {@code -Dtck.overload=300} for a long run. */
    double SECONDS = Integer.getInteger("tck.overload", 1);

    private static RpcServer busy(Rig rig, int handlers, Ask handler) {
        return rig.start(Rig.builder(handler)
                .listen(rig.target())
                .config(Rig.config("nearcall.limits.handlers", Integer.toString(handlers))));
    }

    @Test
    default void aCallBeyondTheLimitIsRefusedAtOnce(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = busy(rig, 2, question -> question.equals("block") ? gate.pass() : question);
        RpcClient client = rig.connect(server);
        AskLater later = client.service(AskLater.class);
        List<CompletableFuture<String>> held = List.of(later.ask("block"), later.ask("block"));
        gate.awaitEntered(2);
        String message = check(
                StatusCode.RESOURCE_EXHAUSTED,
                Delivery.NOT_EXECUTED,
                failure(() -> client.service(Ask.class).ask("?")));
        checkNames(message, "nearcall.limits.handlers", "Ask/Ask");
        check(StatusCode.RESOURCE_EXHAUSTED, Delivery.NOT_EXECUTED, failure(later.ask("?")));
        assertEquals(2, server.counters().get("calls refused"));
        gate.open();
        held.forEach(call -> assertEquals("passed", reply(call)));
        assertEquals("?", client.service(Ask.class).ask("?"));
    }

    @Test
    default void theLimitHoldsForAllConnectionsTogether(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = busy(rig, 1, question -> gate.pass());
        CompletableFuture<String> held =
                rig.connect(server).service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        check(
                StatusCode.RESOURCE_EXHAUSTED,
                Delivery.NOT_EXECUTED,
                failure(() -> rig.connect(server).service(Ask.class).ask("?")));
        gate.open();
        assertEquals("passed", reply(held));
    }

    @Test
    default void everyEndMakesRoomForAnother(Rig rig) {
        RpcServer server = busy(rig, 1, question -> {
            if (question.equals("fail")) {
                throw new RpcException(StatusCode.ABORTED, "no");
            }
            return question;
        });
        RpcClient client = rig.connect(server);
        for (int i = 0; i < 50; i++) {
            assertEquals("fine", client.service(Ask.class).ask("fine"));
            check(StatusCode.ABORTED, failure(() -> client.service(Ask.class).ask("fail")));
            check(StatusCode.ABORTED, failure(client.service(AskLater.class).ask("fail")));
        }
    }

    @Test
    default void aCancelledCallTakesRoomUntilItsHandlerReturns(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = busy(rig, 1, question -> question.equals("block") ? gate.pass() : question);
        RpcClient client = rig.connect(server);
        CompletableFuture<String> held = client.service(AskLater.class).ask("block");
        gate.awaitEntered(1);
        held.cancel(true);
        Ask ask = client.service(Ask.class);
        check(StatusCode.RESOURCE_EXHAUSTED, failure(() -> ask.ask("?")));
        gate.open();
        Outcomes.awaitState(
                () -> {
                    try {
                        return ask.ask("fine").equals("fine");
                    } catch (RpcException e) {
                        check(StatusCode.RESOURCE_EXHAUSTED, e);
                        return false;
                    }
                },
                "room for another call");
    }

    @Test
    default void aFullExecutorMakesRoomToo(Rig rig) {
        RpcServer server = rig.start(Rig.builder(question -> question)
                .listen(rig.target())
                .executor(work -> {
                    throw new java.util.concurrent.RejectedExecutionException();
                })
                .config(Rig.config("nearcall.limits.handlers", "1")));
        Ask ask = rig.connect(server).service(Ask.class);
        for (int i = 0; i < 3; i++) {
            checkNames(
                    check(StatusCode.RESOURCE_EXHAUSTED, Delivery.NOT_EXECUTED, failure(() -> ask.ask("?"))),
                    "executor");
        }
    }

    /** What became of calls that were made at a fixed rate, whether or not those before had ended. */
    final class Offer {
        final List<Throwable> others = Collections.synchronizedList(new ArrayList<>());
        final List<Double> refusals = Collections.synchronizedList(new ArrayList<>()); // milliseconds each
        private final AtomicInteger served = new AtomicInteger();
        private final int calls;
        private final double seconds;

        Offer(AskLater ask, double rate, double howLong) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            long start = System.nanoTime();
            long gap = (long) (1e9 / rate);
            for (long due = start; due - start < howLong * 1e9; due += gap) {
                while (System.nanoTime() - due < 0) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                all.add(outcome(ask.ask("?"), System.nanoTime()));
            }
            all.forEach(Outcomes::reply);
            calls = all.size();
            seconds = (System.nanoTime() - start) / 1e9;
        }

        private CompletableFuture<Void> outcome(CompletableFuture<String> call, long sent) {
            return call.handle((reply, failure) -> {
                if (failure == null) {
                    served.incrementAndGet();
                } else if (failure instanceof RpcException rpc
                        && rpc.code() == StatusCode.RESOURCE_EXHAUSTED
                        && rpc.delivery() == Delivery.NOT_EXECUTED) {
                    refusals.add(Outcomes.millisSince(sent));
                } else {
                    others.add(failure);
                }
                return null;
            });
        }
    }

    /** Calls a second that are served where each of {@code callers} waits for its reply. */
    private static double peak(Ask ask, int callers, double seconds) {
        AtomicInteger served = new AtomicInteger();
        long start = System.nanoTime();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        while (System.nanoTime() - start < seconds * 1e9) {
                            ask.ask("?");
                            served.incrementAndGet();
                        }
                    },
                    Outcomes.THREAD));
        }
        all.forEach(Outcomes::reply);
        return served.get() / ((System.nanoTime() - start) / 1e9);
    }

    private static long usedKibibytes() {
        System.gc();
        Runtime memory = Runtime.getRuntime();
        return memory.totalMemory() - memory.freeMemory() >> 10;
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void aServerUnderTenTimesItsLoadGoesOnAtItsOwnPace(Rig rig) {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RpcServer server = busy(rig, 8, question -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            running.decrementAndGet();
            return question;
        });
        RpcClient client = rig.connect(server);
        AskLater ask = client.service(AskLater.class);
        double shortly = Math.min(2, SECONDS / 4); // shorter than anybody waits for the end
        double peak = peak(client.service(Ask.class), 8, shortly);
        double load = Math.max(10 * peak, 2 * 8 / 0.005); // also if the machine stood still while the peak was taken
        var warmUp = new Offer(ask, load, shortly);
        long before = usedKibibytes();
        Offer offer = new Offer(ask, load, SECONDS);
        long after = usedKibibytes();
        assertEquals(List.of(), warmUp.others);
        assertEquals(List.of(), offer.others);
        assertTrue(most.get() <= 8, most + " handlers at once");
        int served = offer.served.get();
        assertTrue(served > 0 && served < offer.calls, served + " of " + offer.calls);
        Figures.print(
                this,
                "refusals at ten times the load",
                offer.refusals.stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray());
        System.out.printf(
                "%-22s %.0f calls/s served of %.0f at its peak (%.0f %%), %.0f offered; heap %d KiB, before %d%n",
                title(),
                served / offer.seconds,
                peak,
                100 * served / offer.seconds / peak,
                offer.calls / offer.seconds,
                after,
                before);
    }
}
