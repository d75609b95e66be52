package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallContext;
import io.nearcall.CallOptions;
import io.nearcall.Metadata;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.shm.layout.LaneLayout;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Carry;
import io.nearcall.tck.Contract;
import io.nearcall.tck.Gate;
import io.nearcall.tck.Oracle;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.Rig;
import io.nearcall.tck.Tally;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Calls do go through shared memory: small blocking ones by lanes, the rest by the rings. */
final class UsedTest implements Contract {
    /** At the start, and when the machine has other things to do. */
    private static final long FEW_DOORBELLS = 100;

    @TempDir
    private Path directory;

    @Override
    public String target() {
        return "shm:" + Contract.unique();
    }

    private static long count(RpcClient client, String counter) {
        return client.counters().getOrDefault(counter, 0L);
    }

    private static long count(RpcServer server, String counter) {
        return server.counters().getOrDefault(counter, 0L);
    }

    @Test
    void sidesThatSpinRingNoDoorbells(Rig rig) {
        String always = target() + "?spin=always";
        RpcServer server = rig.serve(always, question -> question);
        RpcClient client = rig.connect(always);
        Ask ask = client.service(Ask.class);
        for (int i = 0; i < 3_000; i++) {
            ask.ask("spin");
        }
        assertEquals(1, count(client, "shm connections"));
        assertEquals(1, count(server, "shm connections"));
        assertNull(client.counters().get("shm fallbacks"));
        long rung = count(client, "shm doorbells rung") + count(server, "shm doorbells rung");
        assertTrue(rung < FEW_DOORBELLS, rung + " doorbells for 3,000 calls");
    }

    @Test
    void aSmallBlockingCallIsAllOnItsLane() throws IOException {
        Path socket = directory.resolve("s");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<RpcClient> connected =
                    CompletableFuture.supplyAsync(() -> RpcClient.connect("shm:" + socket), Outcomes.THREAD);
            try (RawPeer server = RawPeer.accept(listener, socket).join();
                    RpcClient client = Outcomes.reply(connected)) {
                Ask ask = client.service(Ask.class);
                byte[] answer = RawPeer.message(out -> out.writeString(1, "by hand"));
                for (int call = 1; call <= 3; call++) {
                    CompletableFuture<String> reply =
                            CompletableFuture.supplyAsync(() -> ask.ask("?"), Outcomes.THREAD);
                    long sequence = call;
                    Outcomes.awaitState(() -> server.sequence(0) == sequence, "call " + call + " on lane 0");
                    assertEquals(1, Words.acquire(server.peers(), SegmentLayout.AT_LANES_USED));
                    server.put(0, sequence, 0, answer);
                    assertEquals("by hand", Outcomes.reply(reply));
                }
                assertEquals(0, Words.acquire(server.peers(), SegmentLayout.AT_TAIL), "bytes in the ring");
            }
        }
    }

    @Test
    void sizesAroundThatOfALaneAreCarried(Rig rig) {
        Carry carry = rig.connect(rig.serve(question -> question)).service(Carry.class);
        for (int length = LaneLayout.ROOM - 80; length <= LaneLayout.ROOM + 8; length++) {
            byte[] bytes = Carry.bytes(length, length);
            assertArrayEquals(bytes, carry.echo(bytes));
            assertArrayEquals(bytes, carry.make(length, length)); // a small request, its reply perhaps in frames
            assertEquals(java.util.Arrays.hashCode(bytes), carry.measure(bytes)); // the other way round
        }
        assertArrayEquals(Carry.bytes(1_000_000, 3), carry.make(1_000_000, 3));
    }

    @Test
    void metadataAndDeadlinesTravelOnLanesAndBeyond(Rig rig) {
        RpcServer server = rig.serve(question -> {
            CallContext context = CallContext.current();
            assertTrue(context.deadline().orElseThrow().remainingNanos() > 0);
            return context.metadata().text("key").orElse("none");
        });
        RpcClient client = rig.connect(server);
        for (int length : new int[] {1, 100, 2_000, 2_100, 2_200, 8_000}) {
            String value = "v".repeat(length);
            CallOptions options = Rig.within(5_000).withMetadata(Metadata.EMPTY.with("key", value));
            assertEquals(value, client.with(options).service(Ask.class).ask("?"));
        }
    }

    @Test
    void callersBeyondTheLanesAreServedToo(Rig rig) {
        Tally tally = new Tally();
        RpcServer server = rig.serve(Oracle.class, tally);
        RpcClient client = rig.connect(Rig.targetOf(server), Rig.config("nearcall.shm.lanes", "2"));
        inThreads(16, Outcomes.THREAD, () -> call(client, tally, 100));
        tally.check();
    }

    private static void inThreads(int threads, Executor executor, Runnable body) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(CompletableFuture.runAsync(body, executor));
        }
        all.forEach(Outcomes::reply);
    }

    private static void call(RpcClient client, Tally tally, int times) {
        Oracle oracle = client.service(Oracle.class);
        for (int i = 0; i < times; i++) {
            Oracle.Work work = tally.next(i % 50 == 0 ? 5_000 : i);
            tally.succeeded(work, oracle.work(work));
        }
    }

    @Test
    void aLateReplyOnALaneReachesNoOtherCall(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = rig.serve(question -> question.equals("block") ? "late " + gate.pass() : question);
        RpcClient client = rig.connect(Rig.targetOf(server), Rig.config("nearcall.shm.lanes", "1"));
        Ask ask = client.service(Ask.class);
        assertEquals("before", ask.ask("before"));
        Outcomes.check(
                StatusCode.DEADLINE_EXCEEDED,
                Outcomes.failure(
                        () -> client.with(Rig.within(30)).service(Ask.class).ask("block")));
        for (int i = 0; i < 50; i++) {
            assertEquals("meanwhile " + i, ask.ask("meanwhile " + i));
        }
        gate.open();
        for (int i = 0; i < 500; i++) {
            assertEquals("after " + i, ask.ask("after " + i));
        }
    }

    @Test
    void aLaneIsNotUsedAgainBeforeItsLateReply() throws IOException {
        Path socket = directory.resolve("s");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<RpcClient> connected = CompletableFuture.supplyAsync(
                    () -> RpcClient.connect("shm:" + socket, Rig.config("nearcall.shm.lanes", "1")), Outcomes.THREAD);
            try (RawPeer server = RawPeer.accept(listener, socket).join();
                    RpcClient client = Outcomes.reply(connected)) {
                Ask hurried = client.with(Rig.within(50)).service(Ask.class);
                Outcomes.failure(() -> hurried.ask("on the lane"));
                long cancel = Words.acquire(server.peers(), SegmentLayout.AT_TAIL);
                Outcomes.failure(() -> hurried.ask("in the ring"));
                assertEquals(1, server.sequence(0));
                assertTrue(Words.acquire(server.peers(), SegmentLayout.AT_TAIL) > cancel + 64, "bytes in the ring");
                server.put(0, 1, 0, RawPeer.message(out -> out.writeString(1, "late")));
                Outcomes.failure(() -> hurried.ask("on the lane again"));
                assertEquals(2, server.sequence(0));
            }
        }
    }

    @Test
    void aCancelReachesTheHandlerOfACallOnALane(Rig rig) {
        CountDownLatch cancelled = new CountDownLatch(1);
        RpcServer server = rig.serve(question -> {
            CallContext.current().onCancel(cancelled::countDown);
            Outcomes.await(cancelled, "the cancel");
            return question;
        });
        RpcClient client = rig.connect(server);
        Outcomes.failure(() -> client.with(Rig.within(30)).service(Ask.class).ask("?"));
        Outcomes.await(cancelled, "the cancel");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads come with JDK 21")
    void virtualThreadsCallToo(Rig rig) {
        Tally tally = new Tally();
        RpcServer server = rig.serve(Oracle.class, tally);
        RpcClient client = rig.connect(server);
        inThreads(200, UsedTest::startVirtual, () -> call(client, tally, 20));
        tally.check();
        assertEquals(4_000, tally.executed());
    }

    private static void startVirtual(Runnable work) {
        try {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("startVirtualThread", e);
        }
    }
}
