package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.awaitState;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.millisSince;
import static io.nearcall.tck.ReferenceContract.HELD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallContext;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** References between two processes, one of which is killed while each calls the other's objects. */
@Needs({Capability.SECOND_PROCESS, Capability.CALL_BACKS})
public interface ReferenceDeathContract extends Contract {
    int OBJECTS = 16;

    private static void checkEnds(Contract contract, String what, List<CompletableFuture<String>> ends, long killed) {
        assertEquals(
                Collections.nCopies(OBJECTS, "UNAVAILABLE UNKNOWN"),
                ends.stream().map(Outcomes::reply).toList());
        double millis = millisSince(killed);
        Figures.print(contract, what, new double[] {millis});
        assertTrue(millis < 1_000, "the last after " + millis + " ms");
    }

    @Test
    default void everyCallBackEndsOnceWhenItsClientIsKilled(Rig rig) {
        Gate gate = rig.gate();
        CountDownLatch cancelled = new CountDownLatch(OBJECTS);
        Parley parley = new Parley(() -> {
            CallContext.current().onCancel(cancelled::countDown);
            gate.pass();
        });
        RpcServer server = rig.serve(Hub.class, parley);
        PeerProcess peer = rig.peer("lend", Rig.targetOf(server), Integer.toString(OBJECTS));
        for (int i = 0; i < OBJECTS; i++) {
            peer.expect("entered");
        }
        gate.awaitEntered(OBJECTS);
        assertEquals(OBJECTS, server.counters().get(HELD));
        long killed = System.nanoTime();
        peer.kill();
        checkEnds(this, "end of a call-back after SIGKILL", parley.ends(), killed);
        Outcomes.await(cancelled, "the cancel of every call of the client's");
        awaitState(() -> server.counters().get(HELD) == 0, "the release of every reference");
        gate.open();
        assertEquals("fine", rig.connect(server).service(Hub.class).tell(text -> text, "fine"));
    }

    @Test
    default void everyCallByReferenceEndsOnceWhenItsServerIsKilled(Rig rig) {
        Gate gate = rig.gate();
        CountDownLatch cancelled = new CountDownLatch(OBJECTS);
        PeerProcess peer = rig.peer("serve", target());
        String address = peer.expect("listening");
        RpcClient client = rig.connect(address);
        Hub hub = client.service(Hub.class);
        List<CompletableFuture<String>> ends = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            hub.keep(text -> {
                CallContext.current().onCancel(cancelled::countDown);
                return gate.pass();
            });
            Hub.Ticket ticket = hub.ticket(i);
            ends.add(CompletableFuture.supplyAsync(() -> Parley.endOf(failure(ticket::number)), Outcomes.THREAD));
        }
        for (int i = 0; i < OBJECTS; i++) {
            peer.expect("entered");
        }
        gate.awaitEntered(OBJECTS);
        assertEquals(OBJECTS, client.counters().get(HELD));
        long killed = System.nanoTime();
        peer.kill();
        checkEnds(this, "end of a call by reference after SIGKILL", ends, killed);
        Outcomes.await(cancelled, "the cancel of every call-back");
        awaitState(() -> client.counters().get(HELD) == 0, "the release of every reference");
        gate.open();
        peer.awaitExit();
        rig.serve(address, question -> question); // takes what the dead one left, and removes it in the end
    }
}
