package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.await;
import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.millisSince;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallContext;
import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.OutboundCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Time: deadlines, cancellation, interruption. */
public interface TimeContract extends Contract {
    /** How late a wait may end while the machine does other things too; benchmarks ask for 10 ms. */
    double LATE_MILLIS = 500;

    private static void checkTime(double millis, long deadline) {
        assertTrue(millis >= deadline, "ended after " + millis + " of " + deadline + " ms");
        assertTrue(millis < deadline + LATE_MILLIS, "ended after " + millis + " of " + deadline + " ms");
    }

    @Test
    default void aDeadlineEndsABlockingCall(Rig rig) {
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> gate.pass()));
        for (long millis : new long[] {1, 20, 200}) {
            long start = System.nanoTime();
            RpcException late = failure(
                    () -> client.with(Rig.within(millis)).service(Ask.class).ask("?"));
            checkTime(millisSince(start), millis);
            if (late.delivery() == Delivery.UNKNOWN) { // one of 1 ms may have expired before it was sent
                checkNames(check(StatusCode.DEADLINE_EXCEEDED, late), "io.nearcall.tck.ask.Ask/Ask");
            }
        }
    }

    @Test
    default void aDeadlineEndsAnAsynchronousCall(Rig rig) {
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> gate.pass()));
        for (long millis : new long[] {20, 200}) {
            long start = System.nanoTime();
            CompletableFuture<Double> took = new CompletableFuture<>();
            CompletableFuture<String> call =
                    client.with(Rig.within(millis)).service(AskLater.class).ask("?");
            call.whenComplete((value, failure) -> took.complete(millisSince(start)));
            check(StatusCode.DEADLINE_EXCEEDED, Delivery.UNKNOWN, failure(call));
            checkTime(reply(took), millis);
        }
    }

    @Test
    default void theHandlerSeesTheCancelAfterTheDeadline(Rig rig) {
        BlockingQueue<CallContext> cancelled = new LinkedBlockingQueue<>();
        RpcClient client = rig.connect(rig.serve(waitsForItsCancel(cancelled)));
        failure(() -> client.with(Rig.within(50)).service(Ask.class).ask("?"));
        awaitCancelled(cancelled);
        failure(client.with(Rig.within(50)).service(AskLater.class).ask("?"));
        awaitCancelled(cancelled);
    }

    @Test
    default void theHandlerSeesTheCancelOfAFuture(Rig rig) {
        BlockingQueue<CallContext> cancelled = new LinkedBlockingQueue<>();
        CountDownLatch entered = new CountDownLatch(1);
        Ask handler = waitsForItsCancel(cancelled);
        RpcClient client = rig.connect(rig.serve(question -> {
            entered.countDown();
            return handler.ask(question);
        }));
        CompletableFuture<String> call = client.service(AskLater.class).ask("?");
        await(entered, "the handler");
        assertTrue(call.cancel(true));
        assertThrows(CancellationException.class, call::join);
        awaitCancelled(cancelled);
    }

    @Test
    default void theHandlerSeesTheEndOfItsClient(Rig rig) {
        BlockingQueue<CallContext> cancelled = new LinkedBlockingQueue<>();
        CountDownLatch entered = new CountDownLatch(1);
        Ask handler = waitsForItsCancel(cancelled);
        RpcClient client = rig.connect(rig.serve(question -> {
            entered.countDown();
            return handler.ask(question);
        }));
        client.service(AskLater.class).ask("?");
        await(entered, "the handler");
        client.close();
        awaitCancelled(cancelled);
    }

    @Test
    default void theFutureOfAHandlerIsCancelledWithItsCall(Rig rig) {
        CompletableFuture<String> never = new CompletableFuture<>();
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        never.whenComplete((value, failure) -> seen.complete(failure));
        AskLater ask = rig.connect(rig.serve(AskLater.class, question -> never))
                .with(Rig.within(50))
                .service(AskLater.class);
        check(StatusCode.DEADLINE_EXCEEDED, failure(ask.ask("?")));
        assertTrue(reply(seen) instanceof CancellationException);
    }

    /** Keeps its thread until the call is cancelled; queues its context then. */
    private static Ask waitsForItsCancel(BlockingQueue<CallContext> cancelled) {
        return question -> {
            CallContext context = CallContext.current();
            CountDownLatch cancel = new CountDownLatch(1);
            context.onCancel(cancel::countDown);
            await(cancel, "the cancel");
            cancelled.add(context);
            return "in vain";
        };
    }

    private static void awaitCancelled(BlockingQueue<CallContext> cancelled) {
        await(
                () -> {
                    CallContext context =
                            cancelled.poll(Outcomes.PATIENCE_SECONDS, java.util.concurrent.TimeUnit.SECONDS);
                    return context != null && context.isCancelled();
                },
                "the cancel in the handler");
    }

    @Test
    default void aDeadlineShrinksFromCallToCall(Rig rig) {
        RpcServer c = rig.serve(question -> Long.toString(remaining()));
        Ask toC = rig.connect(c).service(Ask.class);
        RpcServer b = rig.serve(question -> remaining() + " " + toC.ask(question));
        Ask toB = rig.connect(b).service(Ask.class);
        RpcServer a = rig.serve(question -> remaining() + " " + toB.ask(question));
        RpcClient client = rig.connect(a);
        long given = 30_000_000_000L;
        String all = client.with(Rig.within(30_000)).service(Ask.class).ask("?");
        long[] left = Arrays.stream(all.split(" ")).mapToLong(Long::parseLong).toArray();
        assertTrue(given >= left[0] && left[0] >= left[1] && left[1] >= left[2] && left[2] > given / 2, all);
    }

    private static long remaining() {
        return CallContext.current().deadline().orElseThrow().remainingNanos();
    }

    @Test
    default void aCallWithinACallEndsWithIt(Rig rig) {
        Gate gate = rig.gate();
        CompletableFuture<RpcException> inner = new CompletableFuture<>();
        Ask toC = rig.connect(rig.serve(question -> gate.pass())).service(Ask.class);
        RpcServer b = rig.serve(question -> {
            inner.complete(failure(() -> toC.ask(question)));
            return gate.pass(); // what ends the outer call is its own deadline
        });
        RpcClient client = rig.connect(b);
        check(
                StatusCode.DEADLINE_EXCEEDED,
                failure(() -> client.with(Rig.within(100)).service(Ask.class).ask("?")));
        check(StatusCode.DEADLINE_EXCEEDED, reply(inner));
    }

    @Test
    default void anExpiredDeadlineIsRefusedBeforeItIsSent(Rig rig) {
        Gate gate = rig.gate();
        AtomicInteger ran = new AtomicInteger();
        CompletableFuture<RpcException> inner = new CompletableFuture<>();
        Ask toC = rig.connect(rig.serve(question -> "ran " + ran.incrementAndGet()))
                .service(Ask.class);
        RpcServer b = rig.serve(question -> {
            Outcomes.awaitState(() -> remaining() <= 0, "the deadline");
            inner.complete(failure(() -> toC.ask(question)));
            return gate.pass(); // what ends the outer call is its own deadline
        });
        RpcClient client = rig.connect(b);
        failure(() -> client.with(Rig.within(20)).service(Ask.class).ask("?"));
        check(StatusCode.DEADLINE_EXCEEDED, Delivery.NOT_EXECUTED, reply(inner));
        assertEquals(0, ran.get());
    }

    @Test
    default void anInterruptEndsACallAndNotItsConnection(Rig rig) throws Exception {
        Gate gate = rig.gate();
        AtomicInteger connections = new AtomicInteger();
        RpcClient client = rig.connect(rig.serve(question -> {
            connections.incrementAndGet();
            return question.equals("block") ? gate.pass() : question;
        }));
        Ask ask = client.with(Rig.within(60_000)).service(Ask.class);
        io.nearcall.PeerIdentity before = client.peer();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CompletableFuture<RpcException> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            outcome.complete(failure(() -> ask.ask("block")));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        gate.awaitEntered(1);
        CompletableFuture<String> other = client.service(AskLater.class).ask("block");
        gate.awaitEntered(1);
        caller.interrupt();
        check(StatusCode.CANCELLED, Delivery.UNKNOWN, reply(outcome));
        assertTrue(reply(flag), "the interrupt flag");
        assertEquals("alive", ask.ask("alive"));
        assertFalse(other.isDone());
        gate.open();
        assertEquals("passed", reply(other)); // by the same connection
        assertEquals(before, client.peer());
        caller.join();
    }

    @Test
    default void anotherThreadCancelsABlockingCall(Rig rig) throws Exception {
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> gate.pass()));
        MethodInfo ask = new MethodInfo("io.nearcall.tck.ask.Ask/Ask", MethodInfo.Kind.UNARY, false);
        CompletableFuture<OutboundCall> made = new CompletableFuture<>();
        CompletableFuture<RpcException> outcome = CompletableFuture.supplyAsync(() -> {
            try (OutboundCall call = client.newCall(ask, Rig.within(60_000))) {
                made.complete(call);
                return failure(call::invoke);
            }
        });
        gate.awaitEntered(1);
        made.join().cancel();
        check(StatusCode.CANCELLED, Delivery.UNKNOWN, reply(outcome));
        gate.open();
        assertEquals("passed", client.service(Ask.class).ask("?"));
    }

    @Test
    default void aCallByAnInterruptedThreadIsCancelled(Rig rig) {
        AtomicInteger ran = new AtomicInteger();
        Gate gate = rig.gate();
        Ask ask = rig.connect(rig.serve(question -> ran.incrementAndGet() + gate.pass()))
                .with(Rig.within(60_000))
                .service(Ask.class);
        Thread.currentThread().interrupt();
        try {
            check(StatusCode.CANCELLED, failure(() -> ask.ask("?")));
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
        gate.open();
        assertTrue(ask.ask("?").endsWith("passed"));
    }

    @Test
    default void lateReplyIsDroppedAndItsSlotReused(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = rig.serve(question -> question.equals("block") ? "late " + gate.pass() : question);
        RpcClient client = rig.connect(Rig.targetOf(server), Rig.config("nearcall.limits.calls", "2"));
        Ask hurried = client.with(Rig.within(20)).service(Ask.class);
        Ask ask = client.with(Rig.within(60_000)).service(Ask.class);
        for (int i = 0; i < 20; i++) {
            failure(() -> hurried.ask("block"));
            assertEquals("on time " + i, ask.ask("on time " + i));
        }
        gate.open();
        for (int i = 0; i < 200; i++) {
            assertEquals("after " + i, ask.ask("after " + i));
        }
    }

    @Test
    default void aThousandDeadlinesEndAThousandCalls(Rig rig) {
        RpcServer server = rig.serve(AskLater.class, question -> new CompletableFuture<>());
        RpcClient client = rig.connect(server);
        List<CompletableFuture<Double>> lateness = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            long millis = 1L + i % 200;
            long start = System.nanoTime();
            CompletableFuture<Double> late = new CompletableFuture<>();
            lateness.add(late);
            client.with(Rig.within(millis)).service(AskLater.class).ask("?").whenComplete((value, failure) -> {
                double over = millisSince(start) - millis;
                if (failure instanceof RpcException rpc && rpc.code() == StatusCode.DEADLINE_EXCEEDED) {
                    late.complete(over);
                } else {
                    late.completeExceptionally(new AssertionError("ended with " + value, failure));
                }
            });
        }
        double[] millis =
                lateness.stream().mapToDouble(Outcomes::reply).sorted().toArray();
        Figures.print(this, "lateness of 1,000 deadlines", millis);
        assertTrue(millis[0] >= 0, "early by " + -millis[0] + " ms");
        assertTrue(millis[989] < LATE_MILLIS, "p99 late by " + millis[989] + " ms");
    }
}
