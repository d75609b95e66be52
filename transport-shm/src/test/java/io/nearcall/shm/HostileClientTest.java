package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.shm.layout.LaneLayout;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.InboundLanes;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Contract;
import io.nearcall.tck.LogTail;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.Rig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client that keeps to the protocol until it is joined and then writes what it likes into its segment: its connection
 * ends, with one line that names the rule, and the calls of four honest clients beside it all succeed.
 */
final class HostileClientTest implements Contract {
    private static final String ASK = "io.nearcall.tck.ask.Ask/Ask";
    private static final String MAKE = "io.nearcall.tck.carry.Carry/Make";
    private static final int SERVER_RING = 1 << 16;
    private static final int PING = 7;
    private static final long PAUSE_NANOS = 300_000;

    @TempDir
    private static Path directory;

    private static final List<Thread> HONEST = new ArrayList<>();
    private static final AtomicLong CALLS = new AtomicLong();
    private static final List<String> ERRORS = java.util.Collections.synchronizedList(new ArrayList<>());
    private static final CountDownLatch GATE = new CountDownLatch(1);
    private static RpcServer server;
    private static volatile boolean over;

    private RawPeer peer;
    private LogTail log;

    @Override
    public String target() {
        return "shm:" + Contract.unique();
    }

    private static Path socket() {
        return directory.resolve("s");
    }

    @BeforeAll
    static void serve() {
        server = Rig.builder(HostileClientTest::answer)
                .config(Rig.config("nearcall.shm.ring", Integer.toString(SERVER_RING)))
                .listen("shm:" + socket())
                .start();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(HostileClientTest::callHonestly, "honest-" + i);
            HONEST.add(thread);
            thread.start();
        }
    }

    private static String answer(String question) {
        if (question.equals("block")) {
            Outcomes.await(GATE, "the end of the test");
        }
        return question;
    }

    private static void callHonestly() {
        try (RpcClient client = RpcClient.connect("shm:" + socket())) {
            Ask ask = client.service(Ask.class);
            while (!over) {
                String question = "call " + CALLS.incrementAndGet();
                String answer = ask.ask(question);
                if (!answer.equals(question)) {
                    ERRORS.add(question + " was answered by " + answer);
                }
                LockSupport.parkNanos(PAUSE_NANOS); // leaves the hostile one some of the machine
            }
            if (client.counters().get("shm connections") != 1) {
                ERRORS.add("an honest client has lost its connection: " + client.counters());
            }
        } catch (RuntimeException e) {
            ERRORS.add(e.toString());
        }
    }

    @AfterAll
    static void end() throws InterruptedException {
        over = true;
        GATE.countDown();
        for (Thread thread : HONEST) {
            thread.join();
        }
        server.close();
        assertEquals(List.of(), ERRORS);
    }

    @BeforeEach
    void join() {
        log = new LogTail();
        connect();
        peer.call(0, 1, ASK, out -> out.writeString(1, "in good faith"));
    }

    @AfterEach
    void honestClientsSawNoError() {
        peer.close();
        log.close();
        long calls = CALLS.get();
        Outcomes.awaitState(() -> CALLS.get() > calls + 8, "further calls of the honest clients");
        assertEquals(List.of(), ERRORS);
    }

    // ---- what can be found out

    private record Breach(String name, String rule, Consumer<RawPeer> scribble) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Breach> breaches() {
        return Stream.concat(Stream.concat(ring(), head()), lanes());
    }

    private static Stream<Breach> ring() {
        return Stream.of(
                tail("tail beyond the capacity", tail -> tail + (1L << 31)),
                tail("tail just beyond the capacity", tail -> tail + RawPeer.RING + 8),
                tail("tail back", tail -> tail - 8),
                tail("tail negative", tail -> -8L),
                tail("tail unaligned", tail -> tail + 4),
                record("record of length 0", 0, "a record of 0 bytes"),
                record("record of length -1", -1, "a record of -1 bytes"),
                record("record longer than the ring", 1 << 30, "a record of 1073741824 bytes"),
                record("record longer than what is there", 9, "a record of 9 bytes"),
                new Breach("wrong check", "of the ring is none", raw -> raw.write(8, raw.tail(), new byte[8])),
                new Breach(
                        "frame longer than any",
                        "a frame of 2147483647 bytes",
                        raw -> raw.writeFrame(new byte[] {-1, -1, -1, 127, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})),
                new Breach(
                        "a lane's id in a frame",
                        "is out of range or in use",
                        raw -> raw.writeFrame(RawPeer.request(1L << 60 | 2 << 8, ASK, out -> {}))));
    }

    private static Breach tail(String name, java.util.function.LongUnaryOperator wrong) {
        return new Breach(name, "the tail of the ring is", raw -> {
            raw.writeFrame(RawPeer.frame(PING, 0, 0, new byte[0]));
            Outcomes.awaitState(
                    () -> Words.acquire(raw.peers(), SegmentLayout.AT_HEAD) == raw.tail(), "the ring to be read");
            raw.poke(SegmentLayout.AT_TAIL, wrong.applyAsLong(raw.tail()));
        });
    }

    private static Breach record(String name, int length, String rule) {
        return new Breach(name, rule, raw -> raw.write(length, raw.tail() ^ raw.own.nonce, new byte[8]));
    }

    /** Our head matters as soon as the server has more to say than there is room for. */
    private static Stream<Breach> head() {
        return Stream.of(
                new Breach("head ahead of the tail", "the head of the ring is", raw -> {
                    Words.release(raw.mine(), SegmentLayout.AT_HEAD, 1L << 40);
                    askForMore(raw, 0, 2);
                }),
                new Breach("head negative", "the head of the ring is", raw -> {
                    Words.release(raw.mine(), SegmentLayout.AT_HEAD, -8);
                    askForMore(raw, 0, 2);
                }),
                new Breach("head back", "the head of the ring is", raw -> {
                    askForMore(raw, 0, 2);
                    Outcomes.awaitState(
                            () -> Words.acquire(raw.peers(), SegmentLayout.AT_TAIL) > SERVER_RING - 64, "a full ring");
                    raw.poke(SegmentLayout.AT_HEAD, SERVER_RING / 2);
                    Outcomes.awaitState(
                            () -> Words.acquire(raw.peers(), SegmentLayout.AT_TAIL) > SERVER_RING, "more in the ring");
                    raw.poke(SegmentLayout.AT_HEAD, 8);
                }));
    }

    private static void askForMore(RawPeer raw, int lane, long sequence) {
        byte[] request = RawPeer.message(out -> out.writeInt32(1, 4 * SERVER_RING));
        raw.put(lane, sequence, InboundLanes.HEADERS, RawPeer.withHeaders(MAKE, request));
    }

    private static Stream<Breach> lanes() {
        return Stream.of(
                length("length of -1 on a lane", -1),
                length("length beyond the lane", LaneLayout.ROOM + 1),
                length("length of 2 GiB on a lane", Integer.MAX_VALUE),
                new Breach(
                        "header beyond the body",
                        "a header of 65535 bytes on lane 0",
                        raw -> raw.put(0, 2, InboundLanes.HEADERS, new byte[] {-1, -1, 0})),
                new Breach(
                        "header without its length",
                        "a header of -1 bytes on lane 0",
                        raw -> raw.put(0, 2, InboundLanes.HEADERS, new byte[1])),
                new Breach(
                        "header that is no message",
                        "",
                        raw -> raw.put(0, 2, InboundLanes.HEADERS, new byte[] {2, 0, -1, -1})),
                new Breach(
                        "method that was not agreed on",
                        "method number 0 was not agreed on",
                        raw -> raw.put(0, 2, 0, new byte[0])),
                new Breach("trailer of another call", "is not that of call 2", raw -> {
                    raw.prepare(0, 3, 0, new byte[8]);
                    raw.poke(LaneLayout.at(0), 2);
                }),
                new Breach(
                        "sequence skipped",
                        "request 3 on lane 0 follows request 1",
                        raw -> raw.put(0, 3, 0, new byte[8])),
                new Breach(
                        "sequence replayed",
                        "request 0 on lane 0 follows request 1",
                        raw -> raw.put(0, 0, 0, new byte[8])),
                new Breach("request before the last reply", "before the reply to the last one", raw -> {
                    byte[] block = RawPeer.message(out -> out.writeString(1, "block"));
                    raw.put(1, 1, InboundLanes.HEADERS, RawPeer.withHeaders(ASK, block));
                    Outcomes.awaitState(
                            () -> Words.acquire(raw.peers(), LaneLayout.at(0)) == 1, "what was asked in good faith");
                    raw.call(2, 1, ASK, out -> out.writeString(1, "behind the one that blocks"));
                    raw.put(1, 2, InboundLanes.HEADERS, RawPeer.withHeaders(ASK, block));
                }),
                lanesInUse("1,000,000,000 lanes in use", 1_000_000_000),
                lanesInUse("-1 lanes in use", -1),
                lanesInUse("one lane too many in use", RawPeer.LANES + 1));
    }

    private static Breach length(String name, int length) {
        return new Breach(name, "a length of " + length + " on lane 0", raw -> {
            raw.prepare(0, 2, 0, new byte[8]);
            Words.set(raw.mine(), LaneLayout.at(0) + LaneLayout.AT_INFO, LaneLayout.info(length, 0, 0));
            raw.poke(LaneLayout.at(0), 2);
        });
    }

    private static Breach lanesInUse(String name, long lanes) {
        return new Breach(
                name, lanes + " lanes in use of " + RawPeer.LANES, raw -> raw.poke(SegmentLayout.AT_LANES_USED, lanes));
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void aBreachEndsThatConnectionInTime(Breach breach) {
        long start = System.nanoTime();
        breach.scribble.accept(peer);
        Outcomes.awaitState(peer::isEnded, "the end of the connection");
        double millis = Outcomes.millisSince(start);
        assertTrue(millis < 1_000, "ended after " + millis + " ms");
        log.await("ends: ", breach.rule);
        assertEquals(1, log.count(""), "lines in the log");
    }

    // ---- what cannot, or does not matter

    @Test
    void aLengthThatChangesWhileItIsReadIsReadOnce() {
        int at = LaneLayout.at(0) + LaneLayout.AT_INFO;
        byte[] body = RawPeer.withHeaders(ASK, RawPeer.message(out -> out.writeString(1, "toggled")));
        long right = LaneLayout.info(body.length, InboundLanes.HEADERS, 0);
        long[] lies = {LaneLayout.info(-1, 1, 0), LaneLayout.info(1 << 30, 1, 0), LaneLayout.info(2_000, 1, 0)};
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        int served = 0;
        for (long sequence = 2; System.nanoTime() - end < 0; sequence++) {
            long asked = sequence;
            peer.put(0, sequence, InboundLanes.HEADERS, body);
            for (int i = 0; i < 1_000 && peer.sequence(0) != asked; i++) {
                Words.release(peer.mine(), at, lies[i % lies.length]);
                Words.release(peer.mine(), at, right);
            }
            if (!Outcomes.isReached(() -> peer.sequence(0) == asked || peer.isEnded(), 1)) {
                throw new AssertionError("neither served nor ended");
            }
            if (peer.sequence(0) == asked) {
                served++;
            } else {
                rejoin();
                sequence = 0;
            }
        }
        assertTrue(served > 0, "no request was served");
    }

    private void connect() {
        peer = RawPeer.connect(socket());
        peer.join();
        Words.release(peer.mine(), SegmentLayout.AT_LANES_USED, RawPeer.LANES);
    }

    private void rejoin() {
        peer.close();
        connect();
    }

    @Test
    void aStormOfDoorbellsEndsNothing() {
        byte[] many = new byte[50_000];
        for (int i = 0; i < 20; i++) {
            peer.write(many);
            peer.call(0, i + 2L, ASK, out -> out.writeString(1, "in the storm"));
        }
        assertFalse(peer.isEnded());
        assertEquals(0, log.count(""), "lines in the log");
    }

    @Test
    void randomWordsAnywhereHurtNobodyElse() {
        long seed = System.nanoTime();
        System.out.println("random words of seed " + seed);
        Random random = new Random(seed);
        int[] offsets = {
            SegmentLayout.AT_SLEEP,
            SegmentLayout.AT_ROOM,
            SegmentLayout.AT_TAIL,
            SegmentLayout.AT_HEAD,
            SegmentLayout.AT_LANES_USED,
            LaneLayout.at(0),
            LaneLayout.at(1),
            LaneLayout.at(0) + LaneLayout.AT_INFO
        };
        int size = SegmentLayout.size(RawPeer.LANES, RawPeer.RING);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        int joined = 1;
        while (System.nanoTime() - end < 0) {
            int words = 1 + random.nextInt(20);
            for (int i = 0; i < words; i++) {
                int offset = random.nextInt(4) == 0
                        ? offsets[random.nextInt(offsets.length)]
                        : random.nextInt(size / Long.BYTES) * Long.BYTES;
                Words.release(peer.mine(), offset, random.nextLong() >> random.nextInt(Long.SIZE));
            }
            try {
                peer.ring();
            } catch (java.io.UncheckedIOException ended) {
                // as it should be
            }
            if (peer.isEnded()) {
                rejoin();
                joined++;
            }
        }
        assertTrue(joined > 10, "it was found out " + joined + " times only");
        assertTrue(log.count("ends: ") <= joined, log.count("ends: ") + " lines in the log for " + joined);
    }
}
