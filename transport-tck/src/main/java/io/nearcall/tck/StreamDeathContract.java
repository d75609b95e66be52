package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.awaitState;
import static io.nearcall.tck.Outcomes.check;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Feed.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams between two processes, one of which dies, or takes nothing. */
@Needs(Capability.SECOND_PROCESS)
public interface StreamDeathContract extends Contract {
    private static Stream<Item> endless() {
        return LongStream.iterate(0, number -> number + 1).mapToObj(number -> Item.of(number, 100));
    }

    /** When the stream ended, if it ended as one must whose peer died: in milliseconds of System.nanoTime(). */
    private static CompletableFuture<Double> endOf(CompletableFuture<?> stream) {
        return stream.handle((value, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, assertInstanceOf(RpcException.class, cause));
            return System.nanoTime() / 1e6;
        });
    }

    @Test
    default void streamsCrossTheBoundaryOfProcesses(Rig rig) {
        PeerProcess peer = rig.peer("serve", target());
        Feed feed = rig.connect(peer.expect("listening")).service(Feed.class);
        assertEquals(499_500, feed.pull(1_000, 1_000).mapToLong(Item::number).sum());
        assertEquals(499_500, feed.sum(endless().limit(1_000)));
        Taker taker = new Taker(10);
        feed.chat(new Counting(1_000, 50_000)).subscribe(taker);
        assertEquals(499_500, taker.sum());
        assertEquals(List.of(), taker.complaints());
    }

    @Test
    default void everyStreamEndsOnceWhenItsServerIsKilled(Rig rig) {
        PeerProcess peer = rig.peer("serve", target());
        String address = peer.expect("listening");
        Feed feed = rig.connect(address).service(Feed.class);
        List<CompletableFuture<Double>> ends = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Taker taker = new Taker(10);
            feed.chat(new Counting(Long.MAX_VALUE, 1_000)).subscribe(taker);
            ends.add(endOf(taker.end()));
            ends.add(endOf(CompletableFuture.supplyAsync(
                    () -> feed.pull(Long.MAX_VALUE, 1_000).count(), Outcomes.THREAD)));
            ends.add(endOf(CompletableFuture.supplyAsync(() -> feed.sum(endless()), Outcomes.THREAD)));
            ends.add(endOf(feed.sumLater(endless())));
            awaitState(() -> taker.taken() > 100, "100 elements");
        }
        double killed = System.nanoTime() / 1e6;
        peer.kill();
        double[] millis = ends.stream()
                .mapToDouble(end -> Outcomes.reply(end) - killed)
                .sorted()
                .toArray();
        Figures.print(this, "end of a stream after SIGKILL", millis);
        assertTrue(millis[millis.length - 1] < 1_000, "the last after " + millis[millis.length - 1] + " ms");
        peer.awaitExit();
        rig.serve(address, question -> question); // takes what the dead one left, and removes it in the end
    }

    @Test
    default void sourcesAreClosedWhenTheirClientIsKilled(Rig rig) {
        Feeder feeder = new Feeder();
        RpcServer server = rig.serve(Feed.class, feeder);
        PeerProcess peer = rig.peer("pull", Rig.targetOf(server), "8");
        peer.expect("pulling");
        assertTrue(feeder.pulled.get() >= 8);
        peer.kill();
        awaitState(() -> feeder.closed.get() == 8, "the close of 8 sources");
        assertEquals(10, rig.connect(server).service(Feed.class).pull(10, 10).count());
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Needs(Capability.BULK)
    default void farMoreThanTheHeapWaitsForItsReceiverEachWay(Rig rig) {
        PeerProcess server = rig.smallPeer("serve", target());
        PeerProcess client = rig.smallPeer("stop", server.expect("listening"));
        double[] micros = Arrays.stream(client.expect("micros").split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        System.out.printf(
                "%-22s unary p50 beside 2 stopped streams of %d MiB  %.1f us, alone %.1f us: %.2f times%n",
                title(), PeerMain.BULK_MIB, micros[1], micros[0], micros[1] / micros[0]);
        double least = Math.max(micros[0], 25); // less is a matter of the core that the kernel has chosen
        assertTrue(micros[1] < 2 * least, micros[1] + " us beside them, " + micros[0] + " us alone");
        server.tell("open");
        client.tell("open");
        assertEquals(PeerMain.BULK_SUM + " " + PeerMain.BULK_SUM, client.expect("sums", 45));
    }
}
