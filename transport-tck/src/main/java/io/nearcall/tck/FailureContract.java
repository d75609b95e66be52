package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Failure: what a handler throws arrives as a status, once, and the server serves on. */
public interface FailureContract extends Contract {
    @Test
    default void everyStatusArrivesAsItWasThrown(Rig rig) {
        RpcClient client = rig.connect(rig.serve(question -> {
            throw new RpcException(StatusCode.valueOf(question), "told by the handler: " + question);
        }));
        for (StatusCode code : StatusCode.values()) {
            if (code == StatusCode.OK) {
                continue;
            }
            String message = "told by the handler: " + code;
            assertEquals(
                    message,
                    check(
                            code,
                            Delivery.EXECUTED,
                            failure(() -> client.service(Ask.class).ask(code.name()))));
            assertEquals(
                    message,
                    check(
                            code,
                            Delivery.EXECUTED,
                            failure(client.service(AskLater.class).ask(code.name()))));
        }
    }

    @Test
    default void aHandlerCannotFailWithOk(Rig rig) {
        Ask ask = rig.connect(rig.serve(question -> {
                    throw new RpcException(StatusCode.OK, "well");
                }))
                .service(Ask.class);
        check(StatusCode.UNKNOWN, Delivery.EXECUTED, failure(() -> ask.ask("?")));
    }

    @Test
    default void trailersArriveWithTheStatus(Rig rig) {
        Metadata trailers = Metadata.EMPTY.with("why", "tired").with("raw-bin", new byte[] {1, 2});
        Ask ask = rig.connect(rig.serve(question -> {
                    throw new RpcException(StatusCode.ABORTED, "no", Delivery.EXECUTED, trailers, null);
                }))
                .service(Ask.class);
        assertEquals(trailers, failure(() -> ask.ask("?")).trailers());
    }

    @Test
    default void anUndeclaredExceptionArrivesWithoutItsStack(Rig rig) {
        RpcClient client = rig.connect(rig.serve(question -> {
            throw new java.util.ConcurrentModificationException("a secret place", new Error("inner cause"));
        }));
        List<RpcException> failures = List.of(
                failure(() -> client.service(Ask.class).ask("?")),
                failure(client.service(AskLater.class).ask("?")));
        for (RpcException failure : failures) {
            String message = check(StatusCode.UNKNOWN, Delivery.EXECUTED, failure);
            checkNames(message, "ConcurrentModificationException", "a secret place");
            assertFalse(message.contains("inner cause"), message);
            assertFalse(message.contains("\tat "), message);
        }
    }

    @Test
    default void theStackOfAFailureIsTheCallers(Rig rig) {
        Ask ask = rig.connect(rig.serve(question -> handlerThatFails()))
                .with(Rig.within(60_000))
                .service(Ask.class);
        RpcException failure = failure(() -> ask.ask("?"));
        assertTrue(
                Arrays.stream(failure.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().contains("theStackOfAFailureIsTheCallers")),
                () -> Arrays.toString(failure.getStackTrace()));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertFalse(
                    Arrays.stream(cause.getStackTrace())
                            .anyMatch(frame -> frame.getMethodName().equals("handlerThatFails")),
                    "the server's stack travelled");
        }
    }

    private static String handlerThatFails() {
        throw new RpcException(StatusCode.NOT_FOUND, "nothing there");
    }

    @Test
    default void commonExceptionsHaveTheirOwnStatus(Rig rig) {
        Ask ask = rig.connect(rig.serve(question -> {
                    throw switch (question) {
                        case "argument" -> new IllegalArgumentException("wrong");
                        case "unsupported" -> new UnsupportedOperationException("not yet");
                        default -> new IllegalStateException("bad day");
                    };
                }))
                .service(Ask.class);
        check(StatusCode.INVALID_ARGUMENT, Delivery.EXECUTED, failure(() -> ask.ask("argument")));
        check(StatusCode.UNIMPLEMENTED, Delivery.EXECUTED, failure(() -> ask.ask("unsupported")));
        check(StatusCode.UNKNOWN, Delivery.EXECUTED, failure(() -> ask.ask("state")));
    }

    @Test
    default void anErrorFailsTheCallAlone(Rig rig) {
        RpcClient client = rig.connect(rig.serve(question -> {
            if (question.equals("fail")) {
                throw new StackOverflowError();
            }
            return question;
        }));
        Ask ask = client.service(Ask.class);
        checkNames(check(StatusCode.INTERNAL, Delivery.EXECUTED, failure(() -> ask.ask("fail"))), "StackOverflowError");
        check(
                StatusCode.INTERNAL,
                Delivery.EXECUTED,
                failure(client.service(AskLater.class).ask("fail")));
        assertEquals("fine", ask.ask("fine"));
    }

    @Test
    default void aNullReplyIsTheHandlersFault(Rig rig) {
        RpcServer server = rig.start(RpcServer.builder()
                .serve(Samples.class, (Samples) java.lang.reflect.Proxy.newProxyInstance(
                        Samples.class.getClassLoader(), new Class<?>[] {Samples.class}, (proxy, method, args) -> null))
                .listen(rig.target()));
        Samples samples = rig.connect(server).service(Samples.class);
        String message =
                check(StatusCode.INTERNAL, Delivery.EXECUTED, failure(() -> samples.point(new Samples.Point(1, 2))));
        checkNames(message, "null");
        check(StatusCode.INTERNAL, Delivery.EXECUTED, failure(samples.pointLater(new Samples.Point(1, 2))));
    }

    @Test
    default void aNullRequestIsRefusedBeforeItIsSent(Rig rig) {
        Samples samples = rig.connect(rig.serve(Samples.class, new Mirror())).service(Samples.class);
        assertThrows(NullPointerException.class, () -> samples.point(null));
        RpcException inside = failure(() -> samples.list(Arrays.asList("a", null)));
        assertEquals(Delivery.NOT_EXECUTED, inside.delivery());
        checkNames(inside.getMessage(), "[1]", "null");
        assertEquals("fine", samples.text("fine"));
    }

    @Test
    default void aReplyThatCannotBeWrittenFailsTheCallAlone(Rig rig) {
        RpcServer server = rig.start(RpcServer.builder()
                .serve(Samples.class, (Samples) java.lang.reflect.Proxy.newProxyInstance(
                        Samples.class.getClassLoader(),
                        new Class<?>[] {Samples.class},
                        (proxy, method, args) -> method.getName().equals("list")
                                ? Arrays.asList("a", null)
                                : method.invoke(new Mirror(), args)))
                .listen(rig.target()));
        Samples samples = rig.connect(server).service(Samples.class);
        String message = check(StatusCode.INTERNAL, Delivery.EXECUTED, failure(() -> samples.list(List.of("a"))));
        checkNames(message, "[1]");
        assertEquals("fine", samples.text("fine"));
    }

    @Test
    default void anUnknownMethodIsUnimplemented(Rig rig) {
        RpcClient client = rig.connect(rig.serve(Carry.class, new Carrier()));
        for (int i = 0; i < 3; i++) {
            String message = check(
                    StatusCode.UNIMPLEMENTED,
                    Delivery.NOT_EXECUTED,
                    failure(() -> client.service(Ask.class).ask("?")));
            checkNames(message, "io.nearcall.tck.ask.Ask/Ask");
            check(
                    StatusCode.UNIMPLEMENTED,
                    Delivery.NOT_EXECUTED,
                    failure(client.service(AskLater.class).ask("?")));
        }
        assertEquals(5, client.service(Carry.class).echo(new byte[5]).length);
    }

    @Test
    default void aFailedFutureArrivesAsItsCause(Rig rig) {
        RpcServer server = rig.serve(AskLater.class, question -> switch (question) {
            case "status" -> CompletableFuture.failedFuture(new RpcException(StatusCode.NOT_FOUND, "no such thing"));
            case "wrapped" ->
                CompletableFuture.failedFuture(new CompletionException(new RpcException(StatusCode.DATA_LOSS, "gone")));
            case "later" ->
                CompletableFuture.supplyAsync(() -> {
                    throw new IllegalStateException("bad day");
                });
            case "thrown" -> throw new RpcException(StatusCode.ABORTED, "at once");
            case "cancelled" -> {
                CompletableFuture<String> cancelled = new CompletableFuture<>();
                cancelled.cancel(true);
                yield cancelled;
            }
            default -> null;
        });
        AskLater ask = rig.connect(server).service(AskLater.class);
        assertEquals("no such thing", check(StatusCode.NOT_FOUND, Delivery.EXECUTED, failure(ask.ask("status"))));
        assertEquals("gone", check(StatusCode.DATA_LOSS, Delivery.EXECUTED, failure(ask.ask("wrapped"))));
        check(StatusCode.UNKNOWN, Delivery.EXECUTED, failure(ask.ask("later")));
        check(StatusCode.ABORTED, Delivery.EXECUTED, failure(ask.ask("thrown")));
        check(StatusCode.CANCELLED, Delivery.EXECUTED, failure(ask.ask("cancelled")));
        check(StatusCode.INTERNAL, Delivery.EXECUTED, failure(ask.ask("null")));
    }

    @Test
    default void aLongMessageIsShortenedNotLost(Rig rig) {
        Ask ask = rig.connect(rig.serve(question -> {
                    throw new RpcException(StatusCode.ABORTED, "x".repeat(1_000_000));
                }))
                .service(Ask.class);
        String message = check(StatusCode.ABORTED, Delivery.EXECUTED, failure(() -> ask.ask("?")));
        assertTrue(message.startsWith("xxx") && message.length() < 100_000, message.length() + " characters");
    }

    @Test
    default void aFailureWithoutWordsArrives(Rig rig) {
        Ask ask = rig.connect(rig.serve(question -> {
                    throw question.equals("rpc")
                            ? new RpcException(StatusCode.ABORTED, null)
                            : new IllegalStateException((String) null);
                }))
                .service(Ask.class);
        assertEquals("", String.valueOf(failure(() -> ask.ask("rpc")).status().message()));
        checkNames(failure(() -> ask.ask("other")).getMessage(), "IllegalStateException");
    }

    @Test
    default void aServerServesOnAfterAThousandFailures(Rig rig) {
        RpcClient client = rig.connect(rig.serve(question -> {
            if (question.equals("fail")) {
                throw new RpcException(StatusCode.FAILED_PRECONDITION, "no");
            }
            return question;
        }));
        AskLater ask = client.service(AskLater.class);
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            calls.add(ask.ask("fail"));
        }
        calls.forEach(call -> check(StatusCode.FAILED_PRECONDITION, Delivery.EXECUTED, failure(call)));
        assertEquals("fine", reply(ask.ask("fine")));
    }
}
