package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.millisSince;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallContext;
import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Death: a second process that is killed, stopped or told to end in mid-call. */
@Needs(Capability.SECOND_PROCESS)
public interface DeathContract extends Contract {
    private static List<CompletableFuture<Double>> askBlocking(RpcClient client, int calls) {
        List<CompletableFuture<Double>> ends = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            ends.add(endOf(client.service(AskLater.class).ask("block " + i)));
        }
        return ends;
    }

    /** When the call ended, if it ended as one must whose server died: in milliseconds of System.nanoTime(). */
    private static CompletableFuture<Double> endOf(CompletableFuture<String> call) {
        return call.handle((value, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, assertInstanceOf(RpcException.class, cause));
            return System.nanoTime() / 1e6;
        });
    }

    @Test
    default void callsCrossTheBoundaryOfProcesses(Rig rig) {
        PeerProcess peer = rig.peer("serve", target());
        RpcClient client = rig.connect(peer.expect("listening"));
        assertEquals("peer hello", client.service(Ask.class).ask("hello"));
        assertEquals("peer hello", reply(client.service(AskLater.class).ask("hello")));
        byte[] bytes = Carry.bytes(300_000, 1);
        assertTrue(Arrays.equals(bytes, client.service(Carry.class).echo(bytes)));
    }

    @Test
    default void everyCallEndsOnceWhenItsServerIsKilled(Rig rig) {
        PeerProcess peer = rig.peer("serve", target());
        String address = peer.expect("listening");
        RpcClient client = rig.connect(address);
        List<CompletableFuture<Double>> ends = askBlocking(client, 32);
        Ask ask = client.with(Rig.within(60_000)).service(Ask.class);
        for (int i = 0; i < 4; i++) {
            ends.add(endOf(CompletableFuture.supplyAsync(() -> ask.ask("block too"), Outcomes.THREAD)));
        }
        for (int i = 0; i < 36; i++) {
            peer.expect("entered");
        }
        double killed = System.nanoTime() / 1e6;
        peer.kill();
        double[] millis =
                ends.stream().mapToDouble(end -> reply(end) - killed).sorted().toArray();
        Figures.print(this, "end of a call after SIGKILL", millis);
        assertTrue(millis[millis.length - 1] < 1_000, "the last after " + millis[millis.length - 1] + " ms");
        peer.awaitExit();
        rig.serve(address, question -> question); // takes what the dead one left, and removes it in the end
    }

    @Test
    @Needs(Capability.REBINDING)
    default void aServerStartsAtOnceWhereOneWasKilled(Rig rig) {
        PeerProcess first = rig.peer("serve", target());
        String address = first.expect("listening");
        RpcClient client = rig.connect(address);
        List<CompletableFuture<Double>> ends = askBlocking(client, 4);
        for (int i = 0; i < 4; i++) {
            first.expect("entered");
        }
        first.killAndWait();
        ends.forEach(Outcomes::reply);
        rig.serve(address, question -> "second");
        assertEquals("second", client.service(Ask.class).ask("who?"));
        assertEquals("second", rig.connect(address).service(Ask.class).ask("who?"));
    }

    @Test
    @Needs(Capability.REBINDING)
    default void aSecondProcessCannotTakeTheAddressOfALiveOne(Rig rig) {
        RpcServer server = rig.serve(question -> "first");
        String address = Rig.targetOf(server);
        PeerProcess peer = rig.peer("serve", address);
        checkNames(peer.expect("failed"), address);
        assertEquals(1, peer.awaitExit());
        assertEquals("first", rig.connect(address).service(Ask.class).ask("who?"));
    }

    @Test
    default void handlersSeeTheDeathOfTheirClient(Rig rig) {
        Gate gate = rig.gate();
        CountDownLatch cancelled = new CountDownLatch(8);
        RpcServer server = rig.serve(question -> {
            if (question.startsWith("block")) {
                CallContext.current().onCancel(cancelled::countDown);
                gate.pass();
            }
            return question;
        });
        PeerProcess peer = rig.peer("call", Rig.targetOf(server), "8");
        peer.expect("calling");
        gate.awaitEntered(8);
        long killed = System.nanoTime();
        peer.kill();
        Outcomes.await(cancelled, "8 cancels");
        Figures.print(this, "cancel in a handler after SIGKILL", new double[] {millisSince(killed)});
        assertEquals("fine", rig.connect(server).service(Ask.class).ask("fine"));
    }

    @Test
    default void aClientThatDiesWithItsRepliesUnreadIsForgotten(Rig rig) {
        Gate gate = rig.gate();
        CountDownLatch answered = new CountDownLatch(24);
        String large = "x".repeat(1 << 20);
        RpcServer server = rig.serve(question -> {
            gate.pass();
            answered.countDown();
            return large;
        });
        PeerProcess peer = rig.peer("call", Rig.targetOf(server), "24");
        gate.awaitEntered(24);
        peer.signal("STOP");
        gate.open();
        Outcomes.await(answered, "the replies");
        peer.kill();
        reply(CompletableFuture.runAsync(server::close)); // has nothing to wait for
    }

    @Test
    default void aDeadlineEndsACallToAStoppedServer(Rig rig) {
        PeerProcess peer = rig.peer("serve", target());
        RpcClient client = rig.connect(peer.expect("listening"));
        assertEquals("peer ?", client.service(Ask.class).ask("?"));
        peer.signal("STOP");
        long start = System.nanoTime();
        check(
                StatusCode.DEADLINE_EXCEEDED,
                Delivery.UNKNOWN,
                failure(() -> client.with(Rig.within(200)).service(Ask.class).ask("?")));
        assertTrue(millisSince(start) >= 200);
        peer.signal("CONT");
        assertEquals("peer again", client.service(Ask.class).ask("again"));
    }

    @Test
    @Needs(Capability.HEARTBEAT)
    default void theHeartbeatEndsACallToAStoppedServer(Rig rig) {
        PeerProcess peer = rig.peer("serve", target());
        RpcClient client = rig.connect(peer.expect("listening"), Rig.config("nearcall.limits.heartbeat", "200ms"));
        assertEquals("peer ?", client.service(Ask.class).ask("?"));
        peer.signal("STOP");
        long start = System.nanoTime();
        CompletableFuture<String> call = client.service(AskLater.class).ask("?");
        checkNames(check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure(call)), "nearcall.limits.heartbeat");
        Figures.print(this, "end of a call after SIGSTOP", new double[] {millisSince(start)});
    }

    @Test
    default void theHeartbeatSparesASlowHandler(Rig rig) throws Exception {
        PeerProcess peer = rig.peer("serve", target());
        RpcClient client = rig.connect(peer.expect("listening"), Rig.config("nearcall.limits.heartbeat", "800ms"));
        CompletableFuture<String> call = client.service(AskLater.class).ask("block");
        peer.expect("entered");
        CountDownLatch ended = new CountDownLatch(1);
        call.whenComplete((value, failure) -> ended.countDown());
        assertTrue(!ended.await(2_000, TimeUnit.MILLISECONDS), "ended before its handler did"); // two beats and a look
        peer.tell("open");
        assertEquals("peer block", reply(call));
    }

    @Test
    default void aServerToldToTerminateLetsItsCallsEnd(Rig rig) {
        PeerProcess peer = rig.peer("serve", target());
        RpcClient client = rig.connect(peer.expect("listening"));
        CompletableFuture<String> held = client.service(AskLater.class).ask("block");
        peer.expect("entered");
        peer.terminate();
        Outcomes.awaitState(
                () -> client.with(Rig.within(100))
                        .service(AskLater.class)
                        .ask("?")
                        .handle((value, failure) ->
                                failure instanceof RpcException rpc && rpc.code() == StatusCode.UNAVAILABLE)
                        .join(),
                "the drain");
        peer.tell("open");
        assertEquals("peer block", reply(held));
        assertEquals(143, peer.awaitExit()); // 128 + SIGTERM
    }
}
