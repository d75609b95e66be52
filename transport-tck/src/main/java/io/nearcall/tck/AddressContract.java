package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Addresses: lists, names, and more servers than one. */
public interface AddressContract extends Contract {
    @Test
    default void theFirstEndpointThatAnswersIsTaken(Rig rig) {
        RpcServer second = rig.serve(question -> "second");
        RpcServer third = rig.serve(question -> "third");
        String nobody = nobody(rig); // last: what is free may be given to the next who asks
        RpcClient client = rig.connect(nobody + ", " + Rig.targetOf(second) + ", " + Rig.targetOf(third));
        assertEquals("second", client.service(Ask.class).ask("who?"));
    }

    @Test
    default void whenNoEndpointAnswersEveryReasonIsListed(Rig rig) {
        String one = nobody(rig);
        String two = nobody(rig);
        String message =
                check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, failure(() -> RpcClient.connect(one + "," + two)));
        checkNames(message, one, two, "; ");
    }

    @Test
    default void callsLeaveADrainingServerForTheNextEndpoint(Rig rig) {
        Gate gate = rig.gate();
        RpcServer first = rig.serve(question -> question.equals("block") ? gate.pass() : "first");
        RpcServer second = rig.serve(question -> "second");
        RpcClient client = rig.connect(Rig.targetOf(first) + "," + Rig.targetOf(second));
        CompletableFuture<String> held = client.service(AskLater.class).ask("block");
        gate.awaitEntered(1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(first::close, Outcomes.THREAD);
        Ask ask = client.service(Ask.class);
        Outcomes.awaitState(() -> ask.ask("who?").equals("second"), "a call at the second endpoint");
        gate.open();
        assertEquals("passed", reply(held));
        reply(closing);
    }

    @Test
    default void closingAClientEndsCallsThatDrainAtAFormerEndpoint(Rig rig) {
        Gate gate = rig.gate();
        RpcServer first = rig.serve(question -> question.equals("block") ? gate.pass() : "first");
        RpcServer second = rig.serve(question -> "second");
        RpcClient client = rig.connect(Rig.targetOf(first) + "," + Rig.targetOf(second));
        CompletableFuture<String> held = client.service(AskLater.class).ask("block");
        gate.awaitEntered(1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(first::close, Outcomes.THREAD);
        Ask ask = client.service(Ask.class);
        Outcomes.awaitState(() -> ask.ask("who?").equals("second"), "a call at the second endpoint");
        client.close();
        check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure(held));
        gate.open();
        reply(closing);
    }

    @Test
    default void aServerListensOnEveryEndpointOfAList(Rig rig) {
        RpcServer server = rig.serve(rig.target() + "," + rig.target() + "," + rig.target(), question -> "here");
        List<Endpoint> endpoints = server.endpoints();
        assertEquals(3, endpoints.size());
        for (Endpoint endpoint : endpoints) {
            assertEquals(
                    "here", rig.connect(endpoint.toString()).service(Ask.class).ask("where?"));
        }
    }

    @Test
    default void aServerThatCannotListenEverywhereListensNowhere(Rig rig) {
        RpcServer first = rig.serve(question -> "first");
        RpcServer free = rig.serve(question -> "free");
        String freed = Rig.targetOf(free);
        free.close();
        check(
                StatusCode.UNAVAILABLE,
                Delivery.NOT_EXECUTED,
                failure(() -> rig.serve(freed + "," + Rig.targetOf(first), question -> "second")));
        check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, failure(() -> rig.connect(freed)));
    }

    @Test
    default void theSecondServerAtAnAddressFailsAndTheFirstLivesOn(Rig rig) {
        RpcServer first = rig.serve(question -> "first");
        String address = Rig.targetOf(first);
        Ask before = rig.connect(first).service(Ask.class);
        String message = check(
                StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, failure(() -> rig.serve(address, question -> "second")));
        checkNames(message, address);
        assertEquals("first", before.ask("who?"));
        assertEquals("first", rig.connect(address).service(Ask.class).ask("who?"));
    }

    @Test
    @Needs(Capability.REBINDING)
    default void anAddressIsFreeAfterItsServerHasClosed(Rig rig) {
        String address = null;
        for (int i = 0; i < 5; i++) {
            String name = "server " + i;
            RpcServer server = address == null ? rig.serve(question -> name) : rig.serve(address, question -> name);
            address = Rig.targetOf(server);
            try (RpcClient client = RpcClient.connect(address)) {
                assertEquals(name, client.service(Ask.class).ask("who?"));
            }
            server.close();
        }
    }

    @Test
    default void aNameIsLookedUpInTheSettings(Rig rig) {
        RpcServer server = rig.serve(question -> "found");
        String name = Contract.unique();
        String key = "nearcall.target." + name;
        RpcClient given = rig.connect(name, Rig.config(key, nobody(rig) + "," + Rig.targetOf(server)));
        assertEquals("found", given.service(Ask.class).ask("?"));
        System.setProperty(key, Rig.targetOf(server));
        try {
            assertEquals("found", rig.connect(name).service(Ask.class).ask("?"));
        } finally {
            System.clearProperty(key);
        }
    }

    @Test
    default void manyClientsShareAServer(Rig rig) {
        RpcServer server = rig.serve(question -> question);
        for (int i = 0; i < 50; i++) {
            String question = "from client " + i;
            assertEquals(question, rig.connect(server).service(Ask.class).ask(question));
        }
    }

    @Test
    default void aServerTellsWhoCalls(Rig rig) {
        RpcServer server =
                rig.serve(question -> io.nearcall.CallContext.current().peer().address());
        String address = rig.connect(server).service(Ask.class).ask("who am I?");
        assertFalse(address.isEmpty());
        checkNames(address, server.endpoints().get(0).scheme());
    }

    @Test
    default void anUnknownSchemeNamesTheInstalledOnes(Rig rig) {
        String scheme = Endpoint.parse(rig.target()).scheme();
        String message = check(
                StatusCode.INVALID_ARGUMENT, Delivery.NOT_EXECUTED, failure(() -> RpcClient.connect("zmq:there")));
        checkNames(message, "zmq:", "installed are", scheme, "inproc");
        check(
                StatusCode.INVALID_ARGUMENT,
                Delivery.NOT_EXECUTED,
                failure(() -> rig.serve("zmq:there", question -> question)));
    }

    @Test
    default void aTargetThatMakesNoSenseIsRefusedInWords(Rig rig) {
        for (String target : new String[] {"", " ", ",", "uds:", "a b", "-x", rig.target() + ",,"}) {
            IllegalArgumentException nonsense =
                    assertThrows(IllegalArgumentException.class, () -> RpcClient.connect(target));
            checkNames(nonsense.getMessage(), "'");
        }
    }

    @Test
    default void aSettingThatNobodyReadsIsWarnedAbout(Rig rig) {
        String unique = Contract.unique();
        try (LogTail log = new LogTail()) {
            RpcServer server = rig.start(Rig.builder(question -> question)
                    .listen(rig.target())
                    .config(Rig.config("nearcall." + unique, "1")));
            log.await("nearcall." + unique, "not known");
            rig.connect(
                    Rig.targetOf(server), Rig.config("nearcall.limits.masage", "1", "nearcall.client-" + unique, ""));
            log.await("nearcall.client-" + unique, "not known");
        }
    }

    /** An address at which somebody listened once. */
    private static String nobody(Rig rig) {
        RpcServer gone = rig.serve(question -> question);
        gone.close();
        return Rig.targetOf(gone);
    }
}
