package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Life: connecting, closing, reconnecting, draining, addresses. */
public interface LifeContract extends Contract {
    @Test
    default void aCallReachesAServerByItsEndpoint(Rig rig) {
        RpcServer server = rig.serve(question -> "re: " + question);
        assertEquals("re: hello", rig.connect(server).service(Ask.class).ask("hello"));
    }

    @Test
    default void anEndpointOfAServerIsResolved(Rig rig) {
        RpcServer server = rig.serve(question -> question);
        Endpoint bound = server.endpoints().get(0);
        assertEquals(1, server.endpoints().size());
        assertFalse(bound.address().endsWith(":0"), bound.toString());
        assertEquals(bound, Endpoint.parse(bound.toString()));
    }

    @Test
    @Needs(Capability.REBINDING)
    default void aClientOutlivesItsServer(Rig rig) {
        RpcServer first = rig.serve(question -> "first");
        Ask ask = rig.connect(first).service(Ask.class);
        assertEquals("first", ask.ask("who?"));
        String address = Rig.targetOf(first);
        first.close();
        check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, failure(() -> ask.ask("who?")));
        rig.serve(address, question -> "second");
        assertEquals("second", ask.ask("who?"));
    }

    @Test
    @Needs(Capability.REBINDING)
    default void aCallThatMayWaitWaitsForTheServer(Rig rig) {
        RpcServer first = rig.serve(question -> "first");
        RpcClient client = rig.connect(first);
        String address = Rig.targetOf(first);
        first.close();
        Ask patient = client.with(Rig.within(30_000).withWaitForReady()).service(Ask.class);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> patient.ask("who?"), Outcomes.THREAD);
        failure(() -> client.service(Ask.class).ask("who?")); // one attempt at least has failed by now
        assertFalse(call.isDone());
        rig.serve(address, question -> "second");
        assertEquals("second", reply(call));
    }

    @Test
    default void closingAClientEndsItsCallsAsUnavailable(Rig rig) {
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> gate.pass()));
        CompletableFuture<String> call = client.service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        client.close();
        check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure(call));
    }

    @Test
    default void closingAClientEndsItsBlockedCallersToo(Rig rig) {
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.serve(question -> gate.pass()));
        Ask ask = client.with(Rig.within(60_000)).service(Ask.class);
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(CompletableFuture.supplyAsync(() -> ask.ask("?"), Outcomes.THREAD));
        }
        gate.awaitEntered(3);
        client.close();
        calls.forEach(call -> check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure(call)));
    }

    @Test
    default void aClosedClientRefusesCalls(Rig rig) {
        RpcClient client = rig.connect(rig.serve(question -> question));
        client.close();
        Ask ask = client.service(Ask.class);
        checkNames(check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, failure(() -> ask.ask("?"))), "closed");
    }

    @Test
    default void closingTwiceDoesNothingMore(Rig rig) {
        RpcServer server = rig.serve(question -> question);
        RpcClient client = rig.connect(server);
        client.close();
        client.close();
        server.close();
        server.close();
    }

    @Test
    default void aClosingServerLetsItsCallsEnd(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = rig.serve(question -> gate.pass());
        RpcClient client = rig.connect(server);
        CompletableFuture<String> later = client.service(AskLater.class).ask("?");
        Ask ask = client.with(Rig.within(60_000)).service(Ask.class);
        CompletableFuture<String> blocked = CompletableFuture.supplyAsync(() -> ask.ask("?"), Outcomes.THREAD);
        gate.awaitEntered(2);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close, Outcomes.THREAD);
        awaitRefusal(client);
        assertFalse(closing.isDone());
        gate.open();
        assertEquals("passed", reply(later));
        assertEquals("passed", reply(blocked));
        reply(closing);
    }

    @Test
    default void aDrainingServerRefusesCallsAsNotExecuted(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = rig.serve(question -> question.equals("block") ? gate.pass() : question);
        RpcClient client = rig.connect(server);
        CompletableFuture<String> held = client.service(AskLater.class).ask("block");
        gate.awaitEntered(1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close, Outcomes.THREAD);
        check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, awaitRefusal(client));
        check(
                StatusCode.UNAVAILABLE,
                Delivery.NOT_EXECUTED,
                failure(client.service(AskLater.class).ask("?")));
        gate.open();
        assertEquals("passed", reply(held));
        reply(closing);
    }

    @Test
    default void aServerThatDoesNotDrainInTimeEndsWhatIsLeft(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = rig.start(Rig.builder(question -> gate.pass())
                .listen(rig.target())
                .config(Rig.config("nearcall.limits.drain", "100ms")));
        CompletableFuture<String> call =
                rig.connect(server).service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        server.close();
        check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure(call));
    }

    /** Asks until the client knows that its server takes no more calls; how that was said. */
    private static RpcException awaitRefusal(RpcClient client) {
        List<RpcException> refusals = new ArrayList<>();
        Outcomes.awaitState(
                () -> {
                    try {
                        CompletableFuture<String> probe = client.with(Rig.within(200))
                                .service(AskLater.class)
                                .ask("probe");
                        probe.handle((reply, failure) -> {
                                    if (failure instanceof RpcException rpc && rpc.code() == StatusCode.UNAVAILABLE) {
                                        refusals.add(rpc);
                                    }
                                    return null;
                                })
                                .join();
                    } catch (RpcException e) {
                        if (e.code() == StatusCode.UNAVAILABLE) {
                            refusals.add(e);
                        }
                    }
                    return !refusals.isEmpty();
                },
                "a refusal by the draining server");
        return refusals.get(0);
    }
}
