package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.await;
import static io.nearcall.tck.Outcomes.awaitState;
import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallContext;
import io.nearcall.CallOptions;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which deadline an error blames, and how a cancel reaches a handler that runs. */
public interface CancelContract extends Contract {
    @Test
    default void theErrorNamesTheTimeoutOfTheCall(Rig rig) {
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> gate.pass())).with(Rig.within(100));
        String[] words = {"Ask", "its timeout of PT0.1S"};
        checkNames(
                check(
                        StatusCode.DEADLINE_EXCEEDED,
                        failure(() -> client.service(Ask.class).ask("?"))),
                words);
        checkNames(
                check(
                        StatusCode.DEADLINE_EXCEEDED,
                        failure(client.service(AskLater.class).ask("?"))),
                words);
    }

    @Test
    default void theErrorNamesTheMethodWhoseDeadlineACallInherits(Rig rig) {
        Gate gate = rig.gate();
        CompletableFuture<RpcException> blocking = new CompletableFuture<>();
        CompletableFuture<RpcException> later = new CompletableFuture<>();
        RpcClient inner = rig.connect(rig.serve(question -> gate.pass()));
        RpcServer outer = rig.serve(question -> {
            CompletableFuture<String> beside = inner.service(AskLater.class).ask("?");
            blocking.complete(failure(
                    () -> inner.with(Rig.within(60_000)).service(Ask.class).ask("?")));
            later.complete(failure(beside));
            return gate.pass();
        });
        failure(() ->
                rig.connect(outer).with(Rig.within(500)).service(AskAgain.class).ask("?"));
        for (CompletableFuture<RpcException> ended : java.util.List.of(blocking, later)) {
            String message = check(StatusCode.DEADLINE_EXCEEDED, reply(ended));
            checkNames(message, "deadline of io.nearcall.tck.ask_again.AskAgain/Ask, which makes this call");
            assertFalse(message.contains("its timeout"), message);
        }
    }

    @Test
    default void aCallThatIsMadeOnAnotherThreadInheritsTheDeadlineToo(Rig rig) {
        RpcClient inner = rig.connect(rig.serve(
                question -> question + CallContext.current().deadline().isPresent()));
        RpcServer outer = rig.serve(question -> {
            CallContext context = CallContext.current();
            Supplier<String> work = () -> {
                assertEquals(context.fullMethod(), CallContext.current().fullMethod());
                return inner.service(Ask.class).ask(question);
            };
            return reply(CompletableFuture.supplyAsync(work, context.on(Outcomes.THREAD)))
                    + reply(CompletableFuture.supplyAsync(
                            () -> CallContext.find().isPresent(), Outcomes.THREAD));
        });
        assertEquals(
                "?truefalse",
                rig.connect(outer).with(Rig.within(60_000)).service(Ask.class).ask("?"));
    }

    @Test
    default void aShorterTimeoutIsBlamedInsteadOfTheInheritedDeadline(Rig rig) {
        Gate gate = rig.gate();
        CompletableFuture<RpcException> ended = new CompletableFuture<>();
        RpcClient inner = rig.connect(rig.serve(question -> gate.pass()));
        RpcServer outer = rig.serve(question -> {
            ended.complete(
                    failure(() -> inner.with(Rig.within(20)).service(Ask.class).ask("?")));
            return question;
        });
        assertEquals(
                "?",
                rig.connect(outer).with(Rig.within(60_000)).service(Ask.class).ask("?"));
        checkNames(check(StatusCode.DEADLINE_EXCEEDED, reply(ended)), "its timeout of PT0.02S");
    }

    @Test
    default void aDetachedCallOutlivesTheDeadlineOfItsCaller(Rig rig) {
        Gate gate = rig.gate();
        CompletableFuture<String> ended = new CompletableFuture<>();
        RpcClient inner = rig.connect(rig.serve(
                question -> gate.pass() + CallContext.current().deadline().isPresent()));
        RpcServer outer = rig.serve(question -> {
            ended.complete(inner.with(CallOptions.DEFAULT.detached())
                    .service(Ask.class)
                    .ask("?"));
            return question;
        });
        failure(() ->
                rig.connect(outer).with(Rig.within(400)).service(Ask.class).ask("?"));
        gate.open();
        assertEquals("passedfalse", reply(ended));
    }

    @Test
    default void aCallThatExpiredInTheQueueOfTheExecutorIsNotRun(Rig rig) {
        ThreadPoolExecutor one = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        rig.own(one::shutdown);
        Gate gate = rig.gate();
        AtomicInteger ran = new AtomicInteger();
        RpcClient client = rig.connect(rig.start(Rig.builder(question -> {
                    if (question.equals("block")) {
                        return gate.pass();
                    }
                    return "ran " + ran.incrementAndGet();
                })
                .executor(one)
                .listen(rig.target())));
        CompletableFuture<String> first = client.service(AskLater.class).ask("block");
        gate.awaitEntered(1);
        CompletableFuture<String> second =
                client.with(Rig.within(500)).service(AskLater.class).ask("?");
        awaitState(() -> !one.getQueue().isEmpty(), "the call in the executor's queue");
        Deadline there = Deadline.after(Duration.ofMillis(500)); // at the server it began before it was queued
        check(StatusCode.DEADLINE_EXCEEDED, failure(second));
        awaitState(there::isExpired, "the deadline at the server");
        gate.open();
        reply(first);
        assertEquals("ran 1", client.service(Ask.class).ask("the next one"));
    }

    @Test
    default void aHandlerSeesTheCancelAsAFuture(Rig rig) {
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        CountDownLatch entered = new CountDownLatch(1);
        RpcClient client = rig.connect(rig.serve(question -> {
            CallContext context = CallContext.current();
            CompletableFuture<Void> cancelled = context.cancelled();
            assertFalse(cancelled.isDone());
            entered.countDown();
            reply(cancelled);
            seen.complete(context.isCancelled() && context.cancelled().isDone());
            return question;
        }));
        CompletableFuture<String> call = client.service(AskLater.class).ask("?");
        await(entered, "the handler");
        call.cancel(true);
        assertTrue(reply(seen));
    }

    @Test
    default void aHandlerThatAsksForItIsInterruptedByTheCancel(Rig rig) {
        Gate gate = rig.gate();
        CompletableFuture<String> ended = new CompletableFuture<>();
        RpcClient client = rig.connect(rig.serve(question -> {
            CallContext.current().interruptOnCancel();
            return endOf(gate, ended);
        }));
        failure(() -> client.with(Rig.within(400)).service(Ask.class).ask("?")); // in shared memory: on a lane
        assertEquals("interrupted at the gate", reply(ended));
    }

    @Test
    default void aHandlerThatDoesNotAskForItIsNotInterrupted(Rig rig) {
        Gate gate = rig.gate();
        CountDownLatch cancelled = new CountDownLatch(1);
        CompletableFuture<String> ended = new CompletableFuture<>();
        RpcClient client = rig.connect(rig.serve(question -> {
            CallContext.current().onCancel(cancelled::countDown);
            return endOf(gate, ended);
        }));
        failure(() -> client.with(Rig.within(400)).service(Ask.class).ask("?"));
        await(cancelled, "the cancel");
        gate.open();
        assertEquals("passed", reply(ended));
    }

    private static String endOf(Gate gate, CompletableFuture<String> ended) {
        try {
            String passed = gate.pass();
            ended.complete(passed);
            return passed;
        } catch (RuntimeException e) {
            ended.complete(e.getMessage());
            throw e;
        }
    }

    @Test
    default void theInterruptOfACancelGoesThroughTheCallsOfTheHandler(Rig rig) {
        Gate gate = rig.gate();
        CompletableFuture<String> ended = new CompletableFuture<>();
        Ask toC = rig.connect(rig.serve(question -> {
                    CallContext.current().interruptOnCancel();
                    return endOf(gate, ended);
                }))
                .service(Ask.class);
        RpcServer b = rig.serve(question -> {
            CallContext.current().interruptOnCancel();
            return toC.ask(question);
        });
        CompletableFuture<String> call = rig.connect(b).service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        call.cancel(true);
        assertEquals("interrupted at the gate", reply(ended));
    }

    @Test
    default void theInterruptOfACancelReachesNoOtherCallOfTheThread(Rig rig) {
        ExecutorService one = Executors.newSingleThreadExecutor();
        rig.own(one::shutdown);
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.start(Rig.builder(question -> {
                    CallContext.current().interruptOnCancel();
                    return question.equals("block")
                            ? gate.pass()
                            : "flag " + Thread.currentThread().isInterrupted();
                })
                .executor(one)
                .listen(rig.target())));
        for (int i = 0; i < 50; i++) {
            CompletableFuture<String> call = client.service(AskLater.class).ask("block");
            gate.awaitEntered(1);
            call.cancel(true);
            assertEquals("flag false", client.service(Ask.class).ask("?"));
        }
    }

    @Test
    default void onlyTheThreadOfTheHandlerCanAskForAnInterrupt(Rig rig) {
        RpcClient client = rig.connect(rig.serve(question -> {
            CallContext context = CallContext.current();
            CompletableFuture<Throwable> refused = new CompletableFuture<>();
            Outcomes.THREAD.execute(
                    () -> refused.complete(assertThrows(IllegalStateException.class, context::interruptOnCancel)));
            return reply(refused).getMessage();
        }));
        checkNames(client.service(Ask.class).ask("?"), "Ask/Ask", "onCancel");
    }

    @Test
    @Needs(Capability.SECOND_PROCESS)
    default void aHandlerInAnotherProcessIsInterruptedByTheCancel(Rig rig) {
        PeerProcess peer = rig.peer("serve", target());
        RpcClient client = rig.connect(peer.expect("listening"));
        assertEquals("peer hello", client.service(Ask.class).ask("hello")); // a cold call may take longer than that
        check(
                StatusCode.DEADLINE_EXCEEDED,
                Delivery.UNKNOWN,
                failure(() -> client.with(Rig.within(500)).service(Ask.class).ask("interrupt me")));
        peer.expect("interrupted");
        assertEquals("peer hello", client.service(Ask.class).ask("hello"));
    }
}
