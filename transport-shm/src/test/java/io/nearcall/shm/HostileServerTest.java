package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.shm.layout.LaneLayout;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.InboundLanes;
import io.nearcall.tck.Ask;
import io.nearcall.tck.AskLater;
import io.nearcall.tck.Contract;
import io.nearcall.tck.LogTail;
import io.nearcall.tck.Outcomes;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that breaks the rules under a call: the call fails in time, the connection ends, one line names the rule. */
final class HostileServerTest implements Contract {
    @TempDir
    private Path directory;

    private ServerSocketChannel listener;
    private RawPeer server;
    private RpcClient client;
    private LogTail log;

    @Override
    public String target() {
        return "shm:" + Contract.unique();
    }

    @BeforeEach
    void join() throws IOException {
        Path socket = directory.resolve("s");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        CompletableFuture<RpcClient> connected =
                CompletableFuture.supplyAsync(() -> RpcClient.connect("shm:" + socket), Outcomes.THREAD);
        server = RawPeer.accept(listener, socket).join();
        client = Outcomes.reply(connected);
        log = new LogTail();
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        server.close();
        listener.close();
        log.close();
    }

    private record Breach(String name, String rule, Consumer<RawPeer> reply) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Breach> breaches() {
        return Stream.of(
                length("length of -1", -1),
                length("length beyond the lane", LaneLayout.ROOM + 1),
                length("length of 2 GiB", Integer.MAX_VALUE),
                new Breach(
                        "header beyond the body",
                        "a header of 65535 bytes on lane 0",
                        raw -> raw.put(0, 1, InboundLanes.HEADERS, new byte[] {-1, -1, 0})),
                new Breach(
                        "header that is no message",
                        "a header cannot be read",
                        raw -> raw.put(0, 1, InboundLanes.HEADERS, new byte[] {2, 0, -1, -1})),
                new Breach("trailer of another call", "is not that of call 1", raw -> {
                    raw.prepare(0, 2, 0, new byte[8]);
                    raw.poke(LaneLayout.at(0), 1);
                }),
                new Breach(
                        "tail beyond the capacity",
                        "the tail of the ring is",
                        raw -> raw.poke(SegmentLayout.AT_TAIL, 1L << 31)),
                new Breach(
                        "record of length -1",
                        "a record of -1 bytes",
                        raw -> raw.write(-1, raw.tail() ^ raw.own.nonce, new byte[8])),
                new Breach("wrong check", "of the ring is none", raw -> raw.write(8, raw.tail(), new byte[8])));
    }

    private static Breach length(String name, int length) {
        return new Breach(name, "a length of " + length + " on lane 0", raw -> {
            raw.prepare(0, 1, 0, new byte[8]);
            Words.set(raw.mine(), LaneLayout.at(0) + LaneLayout.AT_INFO, LaneLayout.info(length, 0, 0));
            raw.poke(LaneLayout.at(0), 1);
        });
    }

    private CompletableFuture<String> ask() {
        Ask ask = client.service(Ask.class);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> ask.ask("?"), Outcomes.THREAD);
        Outcomes.awaitState(() -> server.sequence(0) == 1, "the request on lane 0");
        return call;
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void aBreachEndsTheCallAndTheConnectionInTime(Breach breach) {
        CompletableFuture<String> call = ask();
        long start = System.nanoTime();
        breach.reply.accept(server);
        RpcException failure = Outcomes.failure(call);
        double millis = Outcomes.millisSince(start);
        Outcomes.check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure);
        assertTrue(failure.getMessage().contains(breach.rule), failure.getMessage());
        assertTrue(millis < 1_000, "ended after " + millis + " ms");
        Outcomes.awaitState(server::isEnded, "the end of the connection");
        log.await("ends: ", breach.rule);
        assertEquals(1, log.count("ends: "), "lines in the log");
    }

    @Test
    void aHeadThatCannotBeEndsCallsInTheRing() {
        Words.release(server.mine(), SegmentLayout.AT_HEAD, -8);
        String large = "x".repeat(400_000);
        CompletableFuture<String> call = client.service(AskLater.class).ask(large);
        Outcomes.check(StatusCode.UNAVAILABLE, Outcomes.failure(call));
        log.await("ends: ", "the head of the ring is -8");
    }

    @Test
    void aReplyThatNobodyAskedForIsNoOnes() {
        server.put(1, 1, 0, RawPeer.message(out -> out.writeString(1, "on a lane that is not claimed")));
        server.put(0, 7, 0, RawPeer.message(out -> out.writeString(1, "to a call that comes later, or never")));
        CompletableFuture<String> call = ask();
        server.put(0, 1, 0, RawPeer.message(out -> out.writeString(1, "the reply")));
        assertEquals("the reply", Outcomes.reply(call));
    }
}
