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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Overload: what a server cannot do it refuses at once, and does the rest. */
public interface OverloadContract extends Contract {
    /** How long; {@code -Dtck.overload=300} for a long run. */
    int SECONDS = Integer.getInteger("tck.overload", 1);

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
        AskLater ask = rig.connect(server).service(AskLater.class);
        double capacity = 8 / 0.005;
        long gap = (long) (1e9 / (10 * capacity));
        AtomicInteger served = new AtomicInteger();
        List<Double> refusals = new ArrayList<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        List<Throwable> others = java.util.Collections.synchronizedList(new ArrayList<>());
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
        for (long due = start; due - end < 0; due += gap) {
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long sent = System.nanoTime();
            all.add(ask.ask("?").handle((reply, failure) -> {
                if (failure == null) {
                    served.incrementAndGet();
                } else if (failure instanceof RpcException rpc
                        && rpc.code() == StatusCode.RESOURCE_EXHAUSTED
                        && rpc.delivery() == Delivery.NOT_EXECUTED) {
                    synchronized (refusals) {
                        refusals.add(Outcomes.millisSince(sent));
                    }
                } else {
                    others.add(failure);
                }
                return null;
            }));
        }
        all.forEach(Outcomes::reply);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(List.of(), others);
        assertTrue(most.get() <= 8, most + " handlers at once");
        assertTrue(served.get() > 0 && served.get() < all.size(), served + " of " + all.size());
        Figures.print(
                this,
                "refusals at ten times the load",
                refusals.stream().mapToDouble(Double::doubleValue).sorted().toArray());
        System.out.printf(
                "%-22s %.0f calls/s served of %.0f that it can, %.0f offered%n",
                title(), served.get() / seconds, capacity, all.size() / seconds);
    }
}
