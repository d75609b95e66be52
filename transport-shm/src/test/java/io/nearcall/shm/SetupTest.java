package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Contract;
import io.nearcall.tck.LogTail;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.Rig;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The set-up: it shares memory, or the two stay on the socket and say why; no name of a segment outlives it. */
final class SetupTest implements Contract {
    private static final int NOBODY = 65534;
    private static final int SEGMENT = SegmentLayout.size(RawPeer.LANES, RawPeer.RING);

    private static final Path SECOND_NAME = Path.of("/dev/shm", Contract.unique());

    @TempDir
    private Path directory;

    private Leftovers leftovers;
    private LogTail log;

    @Override
    public String target() {
        return "shm:" + Contract.unique();
    }

    @BeforeEach
    void look() {
        leftovers = Leftovers.in(directory);
        log = new LogTail();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        log.close();
        Files.deleteIfExists(SECOND_NAME);
        leftovers.checkNone();
    }

    private Path socket() {
        return directory.resolve("s");
    }

    private RpcServer serve(Rig rig, String... settings) {
        return rig.start(
                Rig.builder(SetupTest::answer).config(Rig.config(settings)).listen("shm:" + socket()));
    }

    private static String answer(String question) {
        return "re: " + question;
    }

    private static void checkShares(RpcClient client) {
        assertEquals("re: ?", client.service(Ask.class).ask("?"));
        assertEquals(1, client.counters().get("shm connections"));
        assertNull(client.counters().get("shm fallbacks"));
    }

    private void checkStays(RpcClient client, String reason) {
        assertEquals("re: ?", client.service(Ask.class).ask("?"));
        assertNull(client.counters().get("shm connections"));
        assertEquals(1, client.counters().get("shm fallbacks"));
        log.await("stays on its socket", reason);
    }

    // ---- honest sides

    @Test
    void aNameAndAPathShareMemory(Rig rig) {
        RpcServer byPath = serve(rig);
        checkShares(rig.connect("shm:" + socket()));
        assertEquals(1, byPath.counters().get("shm connections"));
        checkShares(rig.connect(rig.serve(SetupTest::answer)));
    }

    @Test
    void theLimitOnMappedMemoryKeepsConnectionsOnTheSocket(Rig rig) {
        RpcServer server = serve(rig, "nearcall.shm.limit", "100k");
        RpcClient client = rig.connect("shm:" + socket());
        checkStays(client, "nearcall.shm.limit");
        assertEquals(1, server.counters().get("shm fallbacks"));
        RpcConfig little = Rig.config("nearcall.shm.limit", "100k");
        serveElsewhere(rig);
        checkStays(rig.connect("shm:" + directory.resolve("t"), little), "nearcall.shm.limit");
    }

    private void serveElsewhere(Rig rig) {
        rig.start(Rig.builder(SetupTest::answer).listen("shm:" + directory.resolve("t")));
    }

    @Test
    void aSocketAloneServesAClientThatCouldShareMemory(Rig rig) {
        rig.start(Rig.builder(SetupTest::answer).listen("uds:" + socket()));
        RpcClient client = rig.connect("shm:" + socket());
        assertEquals("re: ?", client.service(Ask.class).ask("?"));
        assertNull(client.counters().get("shm connections"));
    }

    @Test
    void aClientOfTheSocketAloneIsServed(Rig rig) {
        RpcServer server = serve(rig);
        RpcClient client = rig.connect("uds:" + socket());
        assertEquals("re: ?", client.service(Ask.class).ask("?"));
        assertNull(server.counters().get("shm connections"));
    }

    @Test
    void namesOfTheDeadAreRemovedWhenTheyAreOldEnough(Rig rig) throws IOException {
        Path old = Files.writeString(directory.resolve(Places.name()), "left by two that died");
        Path young = Files.writeString(directory.resolve(Places.name()), "in use");
        Path stranger = Files.writeString(directory.resolve("nearcall-of-somebody-else"), "not ours");
        Path link = Files.createSymbolicLink(directory.resolve(Places.name()), stranger);
        FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        Files.setLastModifiedTime(old, before);
        Files.setLastModifiedTime(stranger, before);
        serve(rig);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young) && Files.exists(stranger) && Files.isSymbolicLink(link));
        Files.delete(young);
        Files.delete(link);
        Files.delete(stranger);
    }

    // ---- a client that is not as it should be

    private interface Lie {
        void tell(RawPeer raw) throws IOException;
    }

    private record Case(String name, String reason, Lie lie) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> offers() {
        return Stream.of(
                new Case("another version", "speaks version 2", raw -> raw.own.version = 2),
                new Case(
                        "no common directory",
                        "no directory is common",
                        raw -> raw.own.places.forEach(place -> place[1]++)),
                new Case("no directory", "no directory is common", raw -> raw.own.places.clear()),
                new Case(
                        "a name with a directory",
                        "is no name of a segment",
                        raw -> raw.own.name = "../" + raw.own.name.substring(3)),
                new Case(
                        "a name of capitals",
                        "is no name of a segment",
                        raw -> raw.own.name = raw.own.name.replaceFirst("nearcall", "NEARCALL")),
                new Case("no name", "is no name of a segment", raw -> raw.own.name = ""));
    }

    @ParameterizedTest
    @MethodSource("offers")
    void anOfferThatWillNotDoKeepsBothOnTheSocket(Case offer, Rig rig) throws IOException {
        RpcServer server = serve(rig);
        try (RawPeer raw = RawPeer.connect(socket())) {
            offer.lie.tell(raw);
            raw.send(raw.own);
            checkStay(raw, offer.reason, server);
        }
    }

    private void checkStay(RawPeer raw, String reason, RpcServer server) {
        Setup stay = raw.receive();
        assertEquals(Setup.STAY, stay.step);
        assertTrue(stay.reason.contains(reason), stay.reason);
        log.await("stays on its socket", reason);
        assertEquals(1, server.counters().get("shm fallbacks"));
        assertTrue(raw.callOnSocket("io.nearcall.tck.ask.Ask/Ask", out -> out.writeString(1, "on the socket")));
    }

    static Stream<Case> segments() {
        return Stream.of(
                new Case("nothing there", "", raw -> {}),
                new Case("a link", "is not a private file", raw -> {
                    raw.create();
                    Files.move(raw.path(), SECOND_NAME);
                    Files.createSymbolicLink(raw.path(), SECOND_NAME);
                }),
                new Case("a FIFO", "is not a private file", raw -> mkfifo(raw.path())),
                new Case("a directory", "is not a private file", raw -> Files.createDirectory(raw.path())),
                new Case("two names", "is not a private file", raw -> {
                    raw.create();
                    Files.createLink(SECOND_NAME, raw.path());
                }),
                new Case("readable by others", "is not a private file", raw -> {
                    raw.create();
                    Files.setPosixFilePermissions(raw.path(), PosixFilePermissions.fromString("rw-r--r--"));
                }),
                new Case("of another user", "belongs to another user", raw -> {
                    Needed.root();
                    raw.create();
                    Files.setAttribute(raw.path(), "unix:uid", NOBODY);
                }),
                new Case("too short", "bytes, not " + SEGMENT, raw -> {
                    raw.create();
                    raw.truncate();
                }),
                new Case("too long", "bytes, not " + SEGMENT, raw -> {
                    raw.create();
                    Files.write(raw.path(), new byte[1], StandardOpenOption.APPEND);
                }),
                new Case("another nonce", "is not the segment", raw -> {
                    raw.own.nonce++;
                    raw.create();
                }),
                new Case("another magic", "is not the segment", raw -> {
                    raw.create();
                    raw.mine().putLong(SegmentLayout.AT_MAGIC, 1);
                }),
                new Case("another size", "is not the segment", raw -> {
                    raw.create();
                    raw.mine().putLong(SegmentLayout.AT_SIZE, 1);
                }),
                new Case("another number of lanes", "is not the segment", raw -> {
                    raw.create();
                    raw.mine().putLong(SegmentLayout.AT_LANES, 2L * RawPeer.LANES);
                }));
    }

    private static void mkfifo(Path path) throws IOException {
        Process process = new ProcessBuilder("mkfifo", "-m", "600", path.toString())
                .inheritIO()
                .start();
        Outcomes.await(() -> process.waitFor(5, TimeUnit.SECONDS), "mkfifo");
        assertEquals(0, process.exitValue(), "mkfifo");
    }

    @ParameterizedTest
    @MethodSource("segments")
    void aSegmentThatIsNotAsAnnouncedKeepsBothOnTheSocket(Case segment, Rig rig) throws IOException {
        RpcServer server = serve(rig);
        try (RawPeer raw = RawPeer.connect(socket())) {
            raw.meet();
            segment.lie.tell(raw);
            raw.sendReady();
            checkStay(raw, segment.reason, server);
        }
    }

    static Stream<Case> sizes() {
        return Stream.of(
                new Case("no lanes", "wants 0 lanes", raw -> raw.own.lanes = 0),
                new Case("three lanes", "wants 3 lanes", raw -> raw.own.lanes = 3),
                new Case("too many lanes", "wants 512 lanes", raw -> raw.own.lanes = 512),
                new Case("no ring", "a ring of 0 bytes", raw -> raw.own.ring = 0),
                new Case("a ring that is too large", "a ring of 134217728 bytes", raw -> raw.own.ring = 1 << 27),
                new Case("a ring of odd size", "a ring of 65537 bytes", raw -> raw.own.ring++));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void sizesThatCannotBeKeepBothOnTheSocket(Case size, Rig rig) throws IOException {
        RpcServer server = serve(rig);
        try (RawPeer raw = RawPeer.connect(socket())) {
            size.lie.tell(raw);
            raw.meet();
            raw.sendReady();
            checkStay(raw, size.reason, server);
        }
    }

    // ---- a server that is not as it should be

    static Stream<Case> accepts() {
        return Stream.of(
                new Case("another version", "speaks version 2", raw -> raw.own.version = 2),
                new Case("a place beyond the offer", "chose place 7 of 2", raw -> raw.own.place = 7),
                new Case("a place before the first", "chose place -1 of 2", raw -> raw.own.place = -1),
                new Case(
                        "a name with a directory",
                        "is no name of a segment",
                        raw -> raw.own.name = "../" + raw.own.name.substring(3)));
    }

    @ParameterizedTest
    @MethodSource("accepts")
    void anAcceptThatWillNotDoKeepsBothOnTheSocket(Case accept, Rig rig) throws IOException {
        asServer((raw, connected) -> {
            accept.lie.tell(raw);
            raw.meet();
            Setup stay = raw.receive(Setup.STAY);
            assertTrue(stay.reason.contains(accept.reason), stay.reason);
            try (RpcClient client = Outcomes.reply(connected)) {
                assertEquals(1, client.counters().get("shm fallbacks"));
            }
        });
    }

    private interface ServerScript {
        void play(RawPeer raw, CompletableFuture<RpcClient> connected) throws IOException;
    }

    /** Plays the server for one client. */
    private void asServer(ServerScript script) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket()));
            CompletableFuture<RpcClient> connected =
                    CompletableFuture.supplyAsync(() -> RpcClient.connect("shm:" + socket()), Outcomes.THREAD);
            try (RawPeer raw = RawPeer.accept(listener, socket())) {
                script.play(raw, connected);
            }
        }
    }

    // ---- sides that stop, or die, in between

    /** As far as each goes: a client's first steps, one more each time. */
    static Stream<Case> clientsSteps() {
        return Stream.of(
                new Case("after HELLO", "", raw -> {}),
                new Case("after OFFER", "", RawPeer::meet),
                new Case("after making its segment", "", raw -> {
                    raw.meet();
                    raw.create();
                }),
                new Case("after the first READY", "", raw -> {
                    raw.meet();
                    raw.create();
                    raw.sendReady();
                }),
                new Case("before the last READY", "", raw -> {
                    raw.meet();
                    raw.create();
                    raw.sendReady();
                    raw.receive(Setup.READY);
                    raw.open();
                }),
                new Case("in the middle of a message", "", raw -> raw.write(new byte[] {100, 0, 0, 0, 8})));
    }

    static Stream<Case> serversSteps() {
        return Stream.of(
                new Case("after HELLO", "", raw -> {}),
                new Case("after ACCEPT", "", RawPeer::meet),
                new Case("after the client's READY", "", raw -> {
                    raw.meet();
                    raw.receive(Setup.READY);
                    raw.open();
                }),
                new Case("after making its segment", "", raw -> {
                    raw.meet();
                    raw.receive(Setup.READY);
                    raw.open();
                    raw.create();
                }));
    }

    @ParameterizedTest
    @MethodSource("clientsSteps")
    void aClientThatDiesLeavesNoFile(Case step, Rig rig) throws IOException {
        RpcServer server = serve(rig);
        try (RawPeer raw = RawPeer.connect(socket())) {
            step.lie.tell(raw);
        }
        Outcomes.awaitState(() -> Long.valueOf(1).equals(server.counters().get("handshakes failed")), "the end");
        leftovers.checkNone();
        checkShares(rig.connect("shm:" + socket()));
    }

    @ParameterizedTest
    @MethodSource("clientsSteps")
    void aClientThatStallsIsDroppedInTime(Case step, Rig rig) throws IOException {
        RpcServer server = serve(rig, "nearcall.limits.handshake", "100ms");
        try (RawPeer raw = RawPeer.connect(socket())) {
            step.lie.tell(raw);
            Outcomes.awaitState(raw::isEnded, "the end");
            leftovers.checkNone();
        }
        Outcomes.awaitState(() -> Long.valueOf(1).equals(server.counters().get("handshakes failed")), "the count");
        checkShares(rig.connect("shm:" + socket()));
    }

    @ParameterizedTest
    @MethodSource("serversSteps")
    void aServerThatDiesLeavesNoFile(Case step) throws IOException {
        asServer((raw, connected) -> {
            step.lie.tell(raw);
            raw.close();
            assertEquals(StatusCode.UNAVAILABLE, Outcomes.failure(connected).code());
        });
    }

    @ParameterizedTest
    @MethodSource("serversSteps")
    void aServerThatStallsIsGivenUpInTime(Case step) throws IOException {
        asServer((raw, connected) -> {
            step.lie.tell(raw);
            assertEquals(StatusCode.UNAVAILABLE, Outcomes.failure(connected).code());
            leftovers.checkNone();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4_097, Integer.MAX_VALUE})
    void aMessageOfNoLengthIsRefused(int length, Rig rig) {
        serve(rig);
        try (RawPeer raw = RawPeer.connect(socket())) {
            raw.write(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(length)
                    .array());
            Outcomes.awaitState(raw::isEnded, "the end");
            log.await("refuses a connection", "a set-up message of " + Integer.toUnsignedString(length) + " bytes");
        }
    }

    @Test
    void aMessageThatIsNotDueIsRefused(Rig rig) {
        serve(rig);
        try (RawPeer raw = RawPeer.connect(socket())) {
            raw.sendReady();
            Outcomes.awaitState(raw::isEnded, "the end");
            log.await("refuses a connection", "set-up step 4 where 2 is due");
        }
    }
}
