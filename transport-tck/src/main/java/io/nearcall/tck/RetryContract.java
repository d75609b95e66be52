package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls that are made again: what was not executed, and what may be executed twice. */
public interface RetryContract extends Contract {
    @Test
    default void noCallFailsWhileItsServerDrains(Rig rig) {
        for (int round = 0; round < 20; round++) {
            Gate gate = rig.gate();
            RpcServer first = rig.serve(question -> question.equals("block") ? gate.pass() : "first " + question);
            RpcServer second = rig.serve(question -> "second " + question);
            RpcClient client = rig.connect(Rig.targetOf(first) + "," + Rig.targetOf(second));
            assertEquals("first who?", client.service(Ask.class).ask("who?"));
            CompletableFuture<String> held = client.service(AskLater.class).ask("block");
            gate.awaitEntered(1);
            List<CompletableFuture<String>> later = new ArrayList<>();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(first::close, Outcomes.THREAD);
            for (int i = 0; i < 100; i++) {
                checkNames(client.service(Ask.class).ask("now " + i), " now " + i);
                later.add(client.service(AskLater.class).ask("later " + i));
            }
            for (int i = 0; i < 100; i++) {
                checkNames(reply(later.get(i)), " later " + i);
            }
            gate.open();
            assertEquals("passed", reply(held));
            reply(closing);
            client.close();
            second.close();
        }
    }

    @Test
    default void aCallThatFindsItsServerGoneIsMadeAtTheNext(Rig rig) {
        for (int round = 0; round < 20; round++) {
            RpcServer first = rig.serve(question -> "first");
            RpcServer second = rig.serve(question -> "second");
            RpcClient client = rig.connect(Rig.targetOf(first) + "," + Rig.targetOf(second));
            assertEquals("first", client.service(Ask.class).ask("who?"));
            first.close();
            String reply = round % 2 == 0
                    ? client.service(Ask.class).ask("who?")
                    : reply(client.service(AskLater.class).ask("who?"));
            assertEquals("second", reply);
            client.close();
            second.close();
        }
    }

    @Test
    default void oneWayCallsLeaveAServerThatIsGoneForTheNext(Rig rig) {
        CountDownLatch told = new CountDownLatch(1);
        RpcServer first = rig.serve(question -> "first");
        RpcServer second = rig.serve(question -> {
            told.countDown();
            return "second";
        });
        RpcClient client = rig.connect(Rig.targetOf(first) + "," + Rig.targetOf(second));
        assertEquals("first", client.service(Ask.class).ask("who?")); // a server that knows the client tells it
        first.close();
        Tell tell = client.service(Tell.class);
        Outcomes.awaitState(
                () -> {
                    tell.tell("news"); // never fails; lost while the client does not know that the first is gone
                    return told.getCount() == 0;
                },
                "news at the second server");
    }

    @Test
    @Needs(Capability.RAW_BYTES)
    default void aRefusedCallIsMadeAtTheNextServer(Rig rig) {
        for (String verb : List.of("blocking", "asynchronous")) {
            AtomicInteger refusals = new AtomicInteger();
            FakeServer refusing = rig.own(new FakeServer(rig.contract(), true, peer -> {
                refusals.incrementAndGet();
                refuseOne(peer, Delivery.NOT_EXECUTED);
            }));
            RpcServer second = rig.serve(question -> "re: " + question);
            RpcClient client = rig.connect(refusing.target() + "," + Rig.targetOf(second));
            String reply = verb.equals("blocking")
                    ? client.service(Ask.class).ask(verb)
                    : reply(client.service(AskLater.class).ask(verb));
            assertEquals("re: " + verb, reply);
            assertEquals(1, refusals.get());
            assertEquals(1L, client.counters().get("calls repeated"));
        }
    }

    @Test
    @Needs(Capability.RAW_BYTES)
    default void aCallThatMayHaveRunIsNotMadeAgain(Rig rig) {
        for (Delivery delivery : List.of(Delivery.UNKNOWN, Delivery.EXECUTED)) {
            FakeServer dying = rig.own(new FakeServer(rig.contract(), true, peer -> refuseOne(peer, delivery)));
            RpcServer second = rig.serve(question -> "re: " + question);
            RpcClient client = rig.connect(dying.target() + "," + Rig.targetOf(second));
            check(
                    StatusCode.UNAVAILABLE,
                    delivery,
                    failure(() -> client.service(Ask.class).ask("?")));
            assertEquals(0L, client.counters().get("calls repeated"));
        }
    }

    @Test
    @Needs(Capability.RAW_BYTES)
    default void aCallThatMayRunTwiceIsMadeAgain(Rig rig) {
        for (String verb : List.of("blocking", "asynchronous")) {
            FakeServer dying = rig.own(new FakeServer(rig.contract(), true, peer -> refuseOne(peer, Delivery.UNKNOWN)));
            RpcServer second = rig.serve(question -> "re: " + question);
            AskAgain ask =
                    rig.connect(dying.target() + "," + Rig.targetOf(second)).service(AskAgain.class);
            assertEquals("re: " + verb, verb.equals("blocking") ? ask.ask(verb) : reply(ask.askLater(verb)));
        }
    }

    @Test
    @Needs(Capability.RAW_BYTES)
    default void aServerThatAlwaysRefusesIsNotAskedForEver(Rig rig) {
        AtomicInteger refusals = new AtomicInteger();
        FakeServer refusing = rig.own(new FakeServer(rig.contract(), peer -> {
            refusals.incrementAndGet();
            refuseOne(peer, Delivery.NOT_EXECUTED);
        }));
        RpcClient client = rig.connect(refusing.target());
        check(
                StatusCode.UNAVAILABLE,
                Delivery.NOT_EXECUTED,
                failure(() -> client.service(Ask.class).ask("?")));
        int asked = refusals.get();
        assertTrue(asked > 1 && asked <= 5, asked + " attempts");
        check(
                StatusCode.UNAVAILABLE,
                Delivery.NOT_EXECUTED,
                failure(client.service(AskLater.class).ask("?")));
        assertTrue(refusals.get() > asked && refusals.get() <= asked + 5, refusals.get() + " attempts in all");
    }

    @Test
    @Needs(Capability.RAW_BYTES)
    default void aPatientCallGivesUpAtItsDeadline(Rig rig) {
        FakeServer refusing = rig.own(new FakeServer(rig.contract(), peer -> refuseOne(peer, Delivery.NOT_EXECUTED)));
        RpcClient client = rig.connect(refusing.target()).with(Rig.within(300).withWaitForReady());
        long start = System.nanoTime();
        CompletableFuture<String> later = client.service(AskLater.class).ask("?");
        checkLate(failure(() -> client.service(Ask.class).ask("?")));
        checkLate(failure(later));
        double millis = Outcomes.millisSince(start);
        assertTrue(millis > 299 && millis < 5_000, "after " + millis + " ms");
    }

    private static void checkLate(io.nearcall.RpcException failure) {
        boolean refusedLast = failure.code() == StatusCode.UNAVAILABLE;
        check(refusedLast ? StatusCode.UNAVAILABLE : StatusCode.DEADLINE_EXCEEDED, failure);
    }

    @Test
    @Needs(Capability.RAW_BYTES)
    default void aCancelledCallIsNotMadeAgain(Rig rig) {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        FakeServer dying = rig.own(new FakeServer(rig.contract(), true, peer -> {
            long id = takeRequest(peer);
            asked.countDown();
            Outcomes.await(cancelled, "the cancel");
            peer.send(refusal(id, Delivery.NOT_EXECUTED));
        }));
        Gate gate = rig.gate();
        RpcServer second = rig.serve(question -> gate.pass());
        RpcClient client = rig.connect(dying.target() + "," + Rig.targetOf(second));
        CompletableFuture<String> call = client.service(AskLater.class).ask("?");
        Outcomes.await(asked, "the request");
        assertTrue(call.cancel(true));
        cancelled.countDown();
        assertTrue(call.isCancelled());
        assertEquals(0L, client.counters().get("calls repeated"));
        assertEquals(0, gate.entered());
    }

    @Test
    @Needs(Capability.RAW_BYTES)
    default void cancellingReachesTheAttemptThatRuns(Rig rig) {
        FakeServer refusing =
                rig.own(new FakeServer(rig.contract(), true, peer -> refuseOne(peer, Delivery.NOT_EXECUTED)));
        CountDownLatch cancelled = new CountDownLatch(1);
        Gate gate = rig.gate();
        RpcServer second = rig.serve(question -> {
            io.nearcall.CallContext.current().onCancel(cancelled::countDown);
            return gate.pass();
        });
        RpcClient client = rig.connect(refusing.target() + "," + Rig.targetOf(second));
        CompletableFuture<String> call = client.service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        assertFalse(call.isDone());
        call.cancel(true);
        Outcomes.await(cancelled, "the cancel in the second server's handler");
    }

    @Test
    @Needs(Capability.SECOND_PROCESS)
    default void aCallThatMayRunTwiceOutlivesItsKilledServer(Rig rig) {
        PeerProcess first = rig.peer("serve", target());
        String address = first.expect("listening");
        RpcServer second = rig.serve(question -> "second " + question);
        AskAgain ask = rig.connect(address + "," + Rig.targetOf(second)).service(AskAgain.class);
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String question = "block " + i;
            calls.add(
                    i % 2 == 0
                            ? ask.askLater(question)
                            : CompletableFuture.supplyAsync(() -> ask.ask(question), Outcomes.THREAD));
        }
        for (int i = 0; i < 8; i++) {
            first.expect("entered");
        }
        first.kill();
        for (int i = 0; i < 8; i++) {
            assertEquals("second block " + i, reply(calls.get(i)));
        }
        first.awaitExit();
        rig.serve(address, question -> question); // takes what the dead one left, and removes it in the end
    }

    // ---- a server that refuses

    private static long takeRequest(RawSocket peer) {
        peer.send(RawFrames.hello(1));
        RawFrames.takeHello(peer);
        return RawFrames.take(peer).id();
    }

    /** Says that it shuts down, and of the first call that it is unavailable; then closes. */
    private static void refuseOne(RawSocket peer, Delivery delivery) {
        peer.send(refusal(takeRequest(peer), delivery)).close();
    }

    private static byte[] refusal(long id, Delivery delivery) {
        byte[] headers = RawFrames.message(out -> {
            out.writeInt32(5, StatusCode.UNAVAILABLE.number());
            out.writeString(6, "not here");
            out.writeInt32(
                    7,
                    List.of(Delivery.NOT_EXECUTED, Delivery.UNKNOWN, Delivery.EXECUTED)
                            .indexOf(delivery));
        });
        byte[] goAway = RawFrames.frame(RawFrames.GOAWAY, 0, 0, new byte[0]);
        byte[] reply =
                RawFrames.frame(RawFrames.REPLY, RawFrames.HEADERS, id, RawFrames.withHeaders(headers, new byte[0]));
        return ByteBuffer.allocate(goAway.length + reply.length)
                .put(goAway)
                .put(reply)
                .array();
    }
}
