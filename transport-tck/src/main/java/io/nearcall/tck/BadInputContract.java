package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.checkNames;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bad input at a server: it ends its own connection, is named in the log, and nobody else notices. */
@Needs(Capability.RAW_BYTES)
public interface BadInputContract extends Contract {
    /** A server with an honest client, which must not notice anything, and a log. */
    final class Stage {
        final RpcServer server;
        final LogTail log;
        private final Rig rig;
        private final Ask honest;

        Stage(Rig rig, String... settings) {
            this.rig = rig;
            this.log = rig.own(new LogTail());
            this.server = rig.start(Rig.builder(question -> "re: " + question)
                    .listen(rig.target())
                    .config(Rig.config(settings)));
            this.honest = rig.connect(server).service(Ask.class);
            checkServes();
        }

        RawSocket raw() {
            return rig.own(
                    RawSocket.connect(rig.contract().address(server.endpoints().get(0))));
        }

        /** A plain socket that has shaken hands. */
        RawSocket greeted() {
            RawSocket raw = raw().send(RawFrames.hello(1));
            RawFrames.takeHello(raw);
            return raw;
        }

        /** For the client that was there before, and for one that comes now. */
        void checkServes() {
            assertEquals("re: old", honest.ask("old"));
            assertEquals("re: new", rig.connect(server).service(Ask.class).ask("new"));
        }

        void checkEnds(byte[] bytes, String... words) {
            RawSocket raw = greeted().send(bytes);
            raw.awaitEnd();
            log.await(words);
            checkServes();
        }
    }

    @Test
    default void garbageEndsItsConnectionAlone(Rig rig) {
        Stage stage = new Stage(rig);
        for (int length : new int[] {1, 8, 24, 100, 10_000}) {
            byte[] garbage = Carry.bytes(length, length);
            garbage[0] = 'x';
            assertEquals("", stage.raw().send(garbage).awaitEnd());
        }
        stage.log.await("does not speak Nearcall", " 78");
        stage.checkServes();
        assertEquals(5, stage.server.counters().get("handshakes failed"));
    }

    @Test
    default void anHttpRequestIsAnsweredInItsOwnWords(Rig rig) {
        Stage stage = new Stage(rig);
        for (String request : List.of(
                "GET / HTTP/1.1\r\nHost: here\r\n\r\n", "POST /x HTTP/1.0\r\n\r\n", "OPTIONS * HTTP/1.1\r\n\r\n")) {
            String answer = stage.raw().send(request).awaitEnd();
            checkNames(answer, "HTTP/1.1 400", "Nearcall");
        }
        stage.log.await("HTTP");
        stage.checkServes();
    }

    @Test
    default void aGrpcPrefaceIsNamed(Rig rig) {
        Stage stage = new Stage(rig);
        stage.raw().send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").awaitEnd();
        stage.log.await("gRPC", "grpc://");
        stage.checkServes();
    }

    @Test
    default void aTlsHelloIsNamed(Rig rig) {
        Stage stage = new Stage(rig);
        stage.raw().send("\26\3\1\2\0\1\0\1\374\3\3").awaitEnd();
        stage.log.await("TLS", "nearcall.tls");
        stage.checkServes();
    }

    @Test
    default void halfAHandshakeThenSilenceEndsInTime(Rig rig) {
        Stage stage = new Stage(rig, "nearcall.limits.handshake", "200ms");
        byte[] hello = RawFrames.hello(1);
        for (int length : new int[] {0, 1, 8, 12, hello.length - 1}) {
            long start = System.nanoTime();
            assertEquals(
                    "", stage.raw().send(java.util.Arrays.copyOf(hello, length)).awaitEnd());
            assertTrue(Outcomes.millisSince(start) > 150, "closed too soon");
        }
        stage.log.await("did not shake hands in time");
        stage.checkServes();
    }

    @Test
    default void aHandshakeInSmallPiecesIsOne(Rig rig) {
        RawSocket raw = new Stage(rig).raw();
        for (byte b : RawFrames.hello(1)) {
            raw.send(new byte[] {b});
        }
        RawFrames.takeHello(raw);
    }

    @Test
    default void aCrowdOfSilentPeersIsBounded(Rig rig) {
        Stage stage = new Stage(rig, "nearcall.limits.handshakes", "8", "nearcall.limits.handshake", "20s");
        List<RawSocket> crowd = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            crowd.add(stage.raw());
        }
        Outcomes.awaitState(() -> crowd.stream().filter(RawSocket::isEnded).count() == 32, "32 refusals");
        assertEquals(32, stage.server.counters().get("connections refused"));
        crowd.forEach(RawSocket::close);
        Outcomes.awaitState(
                () -> {
                    try {
                        stage.checkServes();
                        return true;
                    } catch (io.nearcall.RpcException full) {
                        return false;
                    }
                },
                "room for an honest client");
    }

    @Test
    default void anotherVersionIsNamedOnBothSides(Rig rig) {
        Stage stage = new Stage(rig);
        RawSocket raw = stage.raw().send(RawFrames.hello(99));
        RawFrames.takeHello(raw); // so that the other side can name both versions, too
        raw.awaitEnd();
        stage.log.await("version 99", "version 1", "use the same release");
        stage.checkServes();
    }

    @Test
    default void aHelloThatCannotBeReadIsRefused(Rig rig) {
        Stage stage = new Stage(rig);
        byte[] broken = RawFrames.hello(1);
        broken[8 + 16] = (byte) 0xff;
        stage.raw().send(broken).awaitEnd();
        stage.raw()
                .send("NEARCALL")
                .send(RawFrames.frame(1 << 30, RawFrames.HELLO, 0, 0, 0, new byte[9]))
                .awaitEnd();
        stage.raw()
                .send("NEARCALL")
                .send(RawFrames.frame(RawFrames.PING, 0, 0, new byte[0]))
                .awaitEnd();
        stage.log.await("HELLO");
        stage.checkServes();
    }

    @Test
    default void aLyingLengthEndsItsConnectionAlone(Rig rig) {
        Stage stage = new Stage(rig);
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, RawFrames.MAX_BODY + 1}) {
            stage.checkEnds(
                    RawFrames.frame(length, RawFrames.REQUEST, 0, 0, 1, new byte[40]),
                    "broke the protocol",
                    Integer.toUnsignedString(length));
        }
    }

    @Test
    default void lyingHeadersEndTheirConnectionAlone(Rig rig) {
        Stage stage = new Stage(rig);
        byte[] tooLong = {(byte) 0xff, (byte) 0xff, 1, 2};
        byte[] malformed = RawFrames.withHeaders(new byte[] {0x0a, 0x7f, 'x'}, new byte[0]);
        for (byte[] body : new byte[][] {{}, {1}, tooLong, malformed}) {
            stage.checkEnds(RawFrames.frame(RawFrames.REQUEST, RawFrames.HEADERS, 1 << 16, body), "ends:");
        }
    }

    @Test
    default void aRequestThatClaimsToBeHugeEndsItsConnectionAlone(Rig rig) {
        byte[] headers = RawFrames.message(out -> {
            out.writeString(1, "io.nearcall.tck.carry.Carry/Measure");
            out.writeInt64(3, 1L << 40);
        });
        byte[] body = RawFrames.withHeaders(headers, new byte[10]);
        new Stage(rig).checkEnds(RawFrames.frame(RawFrames.REQUEST, 3, 1 << 16, body), "broke the protocol", "4194304");
    }

    @Test
    default void anUnknownMethodNumberEndsItsConnectionAlone(Rig rig) {
        new Stage(rig)
                .checkEnds(
                        RawFrames.frame(0, RawFrames.REQUEST, 0, 77, 1 << 16, new byte[0]),
                        "broke the protocol",
                        "method number 77");
    }

    @Test
    default void anUnknownFrameTypeIsIgnored(Rig rig) {
        RawSocket raw = new Stage(rig).greeted();
        raw.send(RawFrames.frame(99, 0, 7, new byte[1_000])).send(RawFrames.frame(RawFrames.PING, 0, 0, new byte[0]));
        assertEquals(RawFrames.PONG, RawFrames.take(raw).type());
    }

    @Test
    default void aRequestThatCannotBeReadFailsAlone(Rig rig) {
        RawSocket raw = new Stage(rig).greeted();
        String method = "io.nearcall.tck.carry.Carry/Measure";
        raw.send(RawFrames.request(1 << 16, method, new byte[] {0x0a, 0x7f, 1}));
        RawFrames.Received refused = RawFrames.take(raw);
        assertEquals(1 << 16, refused.id());
        assertEquals(3, refused.code()); // INVALID_ARGUMENT
        raw.send(RawFrames.request(2 << 16, method, new byte[] {0x0a, 1, 5}));
        RawFrames.Received served = RawFrames.take(raw);
        assertEquals(2 << 16, served.id());
        assertEquals(0, served.flags() & RawFrames.HEADERS);
    }

    @Test
    default void aPeerThatNeverReadsIsBounded(Rig rig) {
        Stage stage = new Stage(rig, "nearcall.limits.write-queue", "256KiB");
        RawSocket raw = stage.greeted();
        byte[] payload = RawFrames.message(out -> out.writeInt32(1, 100_000));
        boolean stuck = Outcomes.isReached(
                new java.util.function.BooleanSupplier() {
                    private long id;
                    private int full;

                    @Override
                    public boolean getAsBoolean() {
                        byte[] request =
                                RawFrames.request(++id << 16 | id % 1_000, "io.nearcall.tck.carry.Carry/Make", payload);
                        full = raw.offer(request) < request.length ? full + 1 : 0;
                        return full > 100 || raw.isEnded();
                    }
                },
                1);
        stage.checkServes(); // whether its requests wait in the kernel or are refused
        assertTrue(stuck || !raw.isEnded());
    }

    @Test
    default void halfAFrameThenSilenceHoldsUpNobody(Rig rig) {
        Stage stage = new Stage(rig);
        byte[] request = RawFrames.request(
                1 << 16, "io.nearcall.tck.ask.Ask/Ask", "\n\u0001x".getBytes(StandardCharsets.US_ASCII));
        RawSocket raw = stage.greeted();
        raw.send(java.util.Arrays.copyOf(request, request.length - 1));
        for (int i = 0; i < 50; i++) {
            stage.checkServes();
        }
        raw.send(new byte[] {'x'});
        assertEquals(RawFrames.REPLY, RawFrames.take(raw).type());
    }

    @Test
    default void randomFramesHurtNobodyElse(Rig rig) {
        Stage stage = new Stage(rig);
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            RawSocket raw = stage.greeted();
            for (int i = 0; i < 20; i++) {
                byte[] body = Carry.bytes(random.nextInt(100), random.nextLong());
                int length = random.nextInt(10) == 0 ? random.nextInt() : body.length;
                raw.send(RawFrames.frame(
                        length, random.nextInt(12), random.nextInt(8), random.nextInt(4), random.nextLong(), body));
            }
            raw.close();
        }
        stage.checkServes();
    }
}
