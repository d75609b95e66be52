package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nearcall.CallContext;
import io.nearcall.CallObserver;
import io.nearcall.ContextKey;
import io.nearcall.Delivery;
import io.nearcall.InterceptedCall;
import io.nearcall.Interceptor;
import io.nearcall.Metadata;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Interceptors: one of them sees every kind of call, its begin and its only end. */
public interface InterceptorContract extends Contract {
    /** Writes down what it sees. */
    final class Diary implements Interceptor {
        final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private final String name;

        Diary(String name) {
            this.name = name;
        }

        @Override
        public CallObserver begin(InterceptedCall call) {
            String method = call.method().fullName().replaceFirst(".*\\.", "");
            lines.add(name + " begins " + method);
            return failure -> lines.add(name + " ends " + method + " " + (failure == null ? "OK" : failure.code()));
        }

        void await(String... expected) {
            Outcomes.awaitState(() -> lines.size() >= expected.length, "the end of the calls");
            assertEquals(List.of(expected), lines);
            lines.clear();
        }
    }

    private static RpcServer serve(Rig rig, Interceptor interceptor, Ask handler) {
        return rig.start(Rig.builder(handler)
                .serve(Vault.class, new Bank())
                .intercept(interceptor)
                .listen(rig.target()));
    }

    private static RpcClient connect(Rig rig, RpcServer server, Interceptor interceptor) {
        return rig.own(
                RpcClient.builder(Rig.targetOf(server)).intercept(interceptor).connect());
    }

    private static String answer(String question) {
        if (question.equals("fail")) {
            throw new RpcException(StatusCode.ABORTED, "no");
        }
        return question;
    }

    @Test
    default void everyKindOfCallIsSeenOnceAtBothEnds(Rig rig) {
        Diary atServer = new Diary("server");
        Diary atClient = new Diary("client");
        RpcClient client = connect(rig, serve(rig, atServer, InterceptorContract::answer), atClient);
        client.service(Ask.class).ask("?");
        atServer.await("server begins Ask/Ask", "server ends Ask/Ask OK");
        atClient.await("client begins Ask/Ask", "client ends Ask/Ask OK");
        reply(client.service(AskLater.class).ask("?"));
        atServer.await("server begins AskLater/Ask", "server ends AskLater/Ask OK");
        atClient.await("client begins AskLater/Ask", "client ends AskLater/Ask OK");
        client.service(Tell.class).tell("?");
        atServer.await("server begins Tell/Tell", "server ends Tell/Tell OK");
        atClient.await("client begins Tell/Tell", "client ends Tell/Tell OK");
    }

    @Test
    default void everyFailureIsSeenOnceAtBothEnds(Rig rig) {
        Diary atServer = new Diary("server");
        Diary atClient = new Diary("client");
        RpcClient client = connect(rig, serve(rig, atServer, InterceptorContract::answer), atClient);
        failure(() -> client.service(Ask.class).ask("fail"));
        atServer.await("server begins Ask/Ask", "server ends Ask/Ask ABORTED");
        atClient.await("client begins Ask/Ask", "client ends Ask/Ask ABORTED");
        failure(client.service(AskLater.class).ask("fail"));
        atServer.await("server begins AskLater/Ask", "server ends AskLater/Ask ABORTED");
        atClient.await("client begins AskLater/Ask", "client ends AskLater/Ask ABORTED");
        client.service(Tell.class).tell("fail");
        atServer.await("server begins Tell/Tell", "server ends Tell/Tell ABORTED");
        atClient.await("client begins Tell/Tell", "client ends Tell/Tell OK");
        assertThrows(Vault.Locked.class, () -> client.service(Vault.class).open("locked"));
        atServer.await("server begins Vault/Open", "server ends Vault/Open UNKNOWN");
        atClient.await("client begins Vault/Open", "client ends Vault/Open UNKNOWN");
    }

    @Test
    default void aRequestThatCannotBeWrittenEndsForTheObserver(Rig rig) {
        Diary atClient = new Diary("client");
        RpcClient client = connect(rig, rig.serve(Samples.class, new Mirror()), atClient);
        failure(() -> client.service(Samples.class).list(java.util.Arrays.asList("a", null)));
        atClient.await("client begins Samples/List", "client ends Samples/List CANCELLED");
    }

    @Test
    default void aCancelledCallIsSeenToEndAtBothEnds(Rig rig) {
        Gate gate = rig.gate();
        Diary atServer = new Diary("server");
        Diary atClient = new Diary("client");
        RpcClient client = connect(rig, serve(rig, atServer, question -> gate.pass()), atClient);
        CompletableFuture<String> call = client.service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        call.cancel(true);
        atServer.await("server begins AskLater/Ask", "server ends AskLater/Ask CANCELLED");
        atClient.await("client begins AskLater/Ask", "client ends AskLater/Ask CANCELLED");
        failure(() -> client.with(Rig.within(50)).service(Ask.class).ask("?"));
        atClient.await("client begins Ask/Ask", "client ends Ask/Ask DEADLINE_EXCEEDED");
    }

    @Test
    default void severalBeginInOrderAndEndTheOtherWayRound(Rig rig) {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        RpcServer server = rig.start(Rig.builder(question -> question)
                .intercept(call -> {
                    seen.add("1 begins");
                    return failure -> seen.add("1 ends");
                })
                .intercept(call -> {
                    seen.add("2 begins");
                    return failure -> seen.add("2 ends");
                })
                .listen(rig.target()));
        rig.connect(server).service(Ask.class).ask("?");
        Outcomes.awaitState(() -> seen.size() == 4, "the end of the call");
        assertEquals(List.of("1 begins", "2 begins", "2 ends", "1 ends"), seen);
    }

    @Test
    default void aCallThatAServersInterceptorRefusesIsNotHandled(Rig rig) {
        AtomicInteger handled = new AtomicInteger();
        Diary diary = new Diary("server");
        RpcServer server = rig.start(Rig.builder(question -> "" + handled.incrementAndGet())
                .intercept(diary)
                .intercept(call -> {
                    throw new RpcException(StatusCode.UNAUTHENTICATED, "who are you?");
                })
                .listen(rig.target()));
        RpcClient client = rig.connect(server);
        String message = check(
                StatusCode.UNAUTHENTICATED,
                Delivery.NOT_EXECUTED,
                failure(() -> client.service(Ask.class).ask("?")));
        assertEquals("who are you?", message);
        check(
                StatusCode.UNAUTHENTICATED,
                Delivery.NOT_EXECUTED,
                failure(client.service(AskLater.class).ask("?")));
        assertEquals(0, handled.get());
        diary.await(
                "server begins Ask/Ask",
                "server ends Ask/Ask UNAUTHENTICATED",
                "server begins AskLater/Ask",
                "server ends AskLater/Ask UNAUTHENTICATED");
    }

    @Test
    default void aCallThatAClientsInterceptorRefusesIsNotSent(Rig rig) {
        AtomicInteger handled = new AtomicInteger();
        RpcClient client = connect(rig, rig.serve(question -> "" + handled.incrementAndGet()), call -> {
            throw new RpcException(StatusCode.FAILED_PRECONDITION, "not on Sundays", Delivery.NOT_EXECUTED);
        });
        check(
                StatusCode.FAILED_PRECONDITION,
                Delivery.NOT_EXECUTED,
                failure(() -> client.service(Ask.class).ask("?")));
        check(
                StatusCode.FAILED_PRECONDITION,
                Delivery.NOT_EXECUTED,
                failure(client.service(AskLater.class).ask("?")));
        assertEquals(0, handled.get());
    }

    @Test
    default void whatAnInterceptorAddsArrives(Rig rig) {
        ContextKey<String> user = ContextKey.of("user", String.class);
        RpcServer server = serve(
                rig,
                call -> {
                    call.put(user, call.metadata().text("token").orElse("nobody"));
                    call.add(Metadata.EMPTY.with("served-by", "me"));
                    return CallObserver.NONE;
                },
                question -> {
                    if (question.equals("fail")) {
                        throw new RpcException(StatusCode.ABORTED, "no");
                    }
                    return CallContext.current().get(user).orElse("none");
                });
        RpcClient client = connect(rig, server, call -> {
            call.add(Metadata.EMPTY.with("token", "Ada"));
            return CallObserver.NONE;
        });
        assertEquals("Ada", client.service(Ask.class).ask("?"));
        assertEquals("Ada", reply(client.service(AskLater.class).ask("?")));
        assertEquals("nobody", rig.connect(server).service(Ask.class).ask("?"));
        RpcException failure = failure(() -> client.service(Ask.class).ask("fail"));
        assertEquals("me", failure.trailers().text("served-by").orElse(""));
    }

    @Test
    default void anInterceptorCanAskForAnotherAttempt(Rig rig) {
        AtomicInteger handled = new AtomicInteger();
        AtomicInteger ends = new AtomicInteger();
        RpcServer server = rig.serve(question -> {
            if (handled.incrementAndGet() % 3 != 0) {
                throw new RpcException(StatusCode.ABORTED, "try again");
            }
            return "third time lucky";
        });
        RpcClient client = connect(rig, server, call -> new CallObserver() {
            @Override
            public void ended(RpcException failure) {
                ends.incrementAndGet();
            }

            @Override
            public boolean retries(RpcException failure, int attempts) {
                return failure.code() == StatusCode.ABORTED;
            }
        });
        assertEquals("third time lucky", client.service(Ask.class).ask("?"));
        assertEquals("third time lucky", reply(client.service(AskLater.class).ask("?")));
        assertEquals(6, handled.get());
        assertEquals(2, ends.get());
        check(
                StatusCode.UNIMPLEMENTED,
                failure(() -> client.service(Samples.class).flag(true)));
    }

    @Test
    default void anObserverThatFailsHarmsNobody(Rig rig) {
        Diary diary = new Diary("server");
        RpcServer server = rig.start(Rig.builder(question -> question)
                .intercept(diary)
                .intercept(call -> failure -> {
                    throw new IllegalStateException("a bad observer");
                })
                .listen(rig.target()));
        assertEquals("?", rig.connect(server).service(Ask.class).ask("?"));
        diary.await("server begins Ask/Ask", "server ends Ask/Ask OK");
    }
}
