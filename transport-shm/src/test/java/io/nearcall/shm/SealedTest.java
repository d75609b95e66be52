package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Contract;
import io.nearcall.tck.PeerMain;
import io.nearcall.tck.PeerProcess;
import io.nearcall.tck.Rig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Memory whose length is sealed: no peer can truncate it, and it has no name that could be left. */
@Timeout(60)
final class SealedTest implements Contract {
    private static final int LANES = 2;
    private static final int RING = Settings.LEAST_RING;

    @TempDir
    private Path directory;

    @Override
    public String target() {
        return "shm:" + Contract.unique();
    }

    @BeforeAll
    static void needsSealedMemory() {
        Needed.check(Sealing.REQUIRE.isOffered(), "needs memfd_create and jnr-ffi");
    }

    private String target(String sealed) {
        return "shm:" + directory.resolve("s") + "?shm.sealed=" + sealed;
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(SealedTest::isMemory).count();
        }
    }

    private static boolean isMemory(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("memfd:nearcall");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private void checkCounts(String server, String client, Map<String, Long> expected) {
        try (RpcServer served = RpcServer.serve(target(server), Ask.class, question -> "re: " + question);
                RpcClient connected = RpcClient.connect(target(client))) {
            for (int i = 0; i < 1_000; i++) {
                assertEquals("re: " + i, connected.service(Ask.class).ask("" + i));
            }
            String large = "x".repeat(1 << 20);
            assertEquals("re: " + large, connected.service(Ask.class).ask(large));
            for (Map<String, Long> counts : List.of(served.counters(), connected.counters())) {
                expected.forEach((name, count) -> assertEquals(count, counts.getOrDefault(name, 0L), name));
            }
        }
    }

    @Test
    void bothSidesThatCanSealDo() throws IOException {
        Map<String, Long> sealed = Map.of("shm connections", 1L, "shm connections sealed", 1L, "shm fallbacks", 0L);
        checkCounts("require", "auto", sealed);
        checkCounts("auto", "require", sealed);
        assertEquals(0, descriptors(), "closed once both have mapped");
    }

    @Test
    void withOneSideThatDoesNotTheOtherGoesOnWithoutOrStaysOnTheSocket() {
        Map<String, Long> plain = Map.of("shm connections", 1L, "shm connections sealed", 0L, "shm fallbacks", 0L);
        checkCounts("auto", "off", plain);
        checkCounts("off", "auto", plain);
        Map<String, Long> socket = Map.of("shm connections", 0L, "shm connections sealed", 0L, "shm fallbacks", 1L);
        checkCounts("require", "off", socket);
        checkCounts("off", "require", socket);
    }

    @Test
    void twoProcessesMeetInMemoryWithoutANameAndAKillLeavesNothing(Rig rig) throws IOException {
        PeerProcess server = rig.own(PeerProcess.start(
                List.of(), List.of("-XX:TieredStopAtLevel=1"), PeerMain.class, "serve", target("require")));
        server.expect("listening");
        RpcClient client = rig.connect(target("require"));
        assertEquals("peer x", client.service(Ask.class).ask("x"));
        assertEquals(1, client.counters().get("shm connections sealed"));
        String maps = Files.readString(Path.of("/proc/self/maps"));
        assertTrue(maps.contains("memfd:nearcall"), maps);
        server.killAndWait();
        try (Stream<Path> left = Files.list(Path.of("/dev/shm"))) {
            assertEquals(
                    0,
                    left.filter(file -> file.getFileName().toString().startsWith("nearcall-"))
                            .count());
        }
        assertEquals(0, descriptors());
    }

    @Test
    void sealedMemoryCannotBeTruncatedNorWrittenByOthers() throws IOException {
        try (MemFd memory = MemFd.create()) {
            Segment mine = Segment.create(memory, LANES, RING, 7);
            try (FileChannel channel = memory.channel(StandardOpenOption.WRITE)) {
                assertThrows(IOException.class, () -> channel.truncate(4096));
                assertThrows(IOException.class, () -> channel.write(ByteBuffer.allocate(1), channel.size()));
                assertThrows(IOException.class, () -> channel.write(ByteBuffer.allocate(1), 0));
            }
            try (MemFd seen = MemFd.open(ProcessHandle.current().pid(), memory.descriptor())) {
                Segment theirs = Segment.open(seen, LANES, RING, 7);
                mine.memory().putLong(SegmentLayout.AT_SLEEP, 42);
                assertEquals(42, theirs.memory().getLong(SegmentLayout.AT_SLEEP), "the same memory");
            }
        }
    }

    @Test
    void whatIsNotSealedOrNotAsAnnouncedIsRefused() throws IOException {
        long self = ProcessHandle.current().pid();
        try (MemFd open = MemFd.create()) {
            String why = refusal(() -> MemFd.open(self, open.descriptor()));
            assertTrue(why.contains("no memory of a sealed length"), why);
            open.seal();
            try (MemFd empty = MemFd.open(self, open.descriptor())) {
                why = refusal(() -> Segment.open(empty, LANES, RING, 7));
                assertTrue(why.contains("has 0 bytes"), why);
            }
        }
        try (MemFd memory = MemFd.create()) {
            Segment.create(memory, LANES, RING, 7);
            try (MemFd seen = MemFd.open(self, memory.descriptor())) {
                String why = refusal(() -> Segment.open(seen, LANES, RING, 8));
                assertTrue(why.contains("not the segment"), why);
            }
        }
        assertTrue(refusal(() -> MemFd.open(self, 1_000_000)).contains("cannot be opened"));
        assertTrue(refusal(() -> MemFd.open(self, 0)).contains("/fd/0"), "not memory at all");
    }

    private static String refusal(Executable action) {
        return assertThrows(IOException.class, action).getMessage();
    }
}
