package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import io.nearcall.shm.Journal.Event;
import io.nearcall.tck.Contract;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.PeerProcess;
import io.nearcall.tck.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of either side at random instants: every call ends once, within a second; none runs twice; nothing is left.
 *
 * <p>{@code -Dnearcall.test.kills=N} for more rounds.
 */
final class KillTest implements Contract {
    private static final int ROUNDS = Integer.getInteger("nearcall.test.kills", 20);
    private static final List<String> FAST_START = List.of("-XX:TieredStopAtLevel=1");
    /** The machine may have other things to do. */
    private static final RpcConfig PATIENT = Rig.config("nearcall.limits.connect", "8s");

    private static final long MOST_NANOS = 30_000_000;

    @TempDir
    private Path directory;

    private final Random random = new Random(ROUNDS);

    @Override
    public String target() {
        return "shm:" + Contract.unique();
    }

    private PeerProcess peer(Rig rig, int round, String... arguments) {
        return round == ROUNDS ? null : rig.own(PeerProcess.start(List.of(), FAST_START, LoadMain.class, arguments));
    }

    private PeerProcess server(Rig rig, int round) {
        return peer(rig, round, "serve", "shm:" + socket(round), ran(round).toString());
    }

    private PeerProcess caller(Rig rig, int round, String target) {
        String firstNonce = Long.toString((long) round << 32);
        return peer(rig, round, "call", target, begun(round).toString(), firstNonce);
    }

    private Path socket(int round) {
        return directory.resolve("s" + round);
    }

    private Path begun(int round) {
        return directory.resolve("begun-" + round);
    }

    private Path ran(int round) {
        return directory.resolve("ran-" + round);
    }

    /** An instant that nobody has chosen. */
    private void awaitRandomInstant() {
        LockSupport.parkNanos((long) (random.nextDouble() * MOST_NANOS));
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES) // each wait has a limit of its own
    void everyCallEndsOnceWhenItsServerIsKilled(Rig rig) throws IOException {
        Leftovers leftovers = Leftovers.in(directory);
        AtomicLong nonces = new AtomicLong();
        double[] millis = new double[ROUNDS];
        PeerProcess next = server(rig, 0);
        for (int round = 0; round < ROUNDS; round++) {
            PeerProcess peer = next;
            next = server(rig, round + 1);
            peer.expect("listening");
            try (RpcClient client = RpcClient.connect("shm:" + socket(round), PATIENT);
                    Journal journal = new Journal(begun(round))) {
                Load load = Load.start(client, journal, nonces);
                Outcomes.awaitState(() -> load.replies() > 0, "the first reply");
                assertFalse(client.counters().containsKey("shm fallbacks"));
                awaitRandomInstant();
                long killed = System.nanoTime();
                peer.kill();
                Outcomes.awaitState(load::isOver, "the end of every call");
                millis[round] = Outcomes.millisSince(killed);
            }
            check(true, begun(round), ran(round));
        }
        System.out.printf("last call after SIGKILL of its server: %s ms%n", summary(millis));
        assertTrue(millis[ROUNDS - 1] < 1_000, "the last call ended after " + millis[ROUNDS - 1] + " ms");
        leftovers.checkNone();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES) // each wait has a limit of its own
    void aKilledClientLeavesNothingToItsServer(Rig rig) throws IOException {
        Leftovers leftovers = Leftovers.in(directory);
        double[] millis = new double[ROUNDS];
        try (Journal journal = new Journal(ran(0))) {
            RpcServer server = rig.start(Load.serve(journal).listen(target()));
            PeerProcess next = caller(rig, 0, Rig.targetOf(server));
            long idle = sockets();
            for (int round = 0; round < ROUNDS; round++) {
                PeerProcess peer = next;
                next = caller(rig, round + 1, Rig.targetOf(server));
                peer.expect("ready");
                peer.tell("call");
                if (round % 4 > 0) { // else it may die while it connects
                    long size = Files.size(ran(0));
                    Outcomes.awaitState(() -> ran(0).toFile().length() > size, "the first call");
                }
                awaitRandomInstant();
                long killed = System.nanoTime();
                peer.kill();
                Outcomes.awaitState(() -> sockets() == idle, "the end of the connection");
                millis[round] = Outcomes.millisSince(killed);
            }
            System.out.printf("end of a connection after SIGKILL of its client: %s ms%n", summary(millis));
            assertTrue(millis[ROUNDS - 1] < 1_000, "the connection ended after " + millis[ROUNDS - 1] + " ms");
            assertFalse(server.counters().containsKey("shm fallbacks"));
            long start = System.nanoTime();
            server.close(); // waits for calls that have not ended
            assertTrue(Outcomes.millisSince(start) < 2_000);
        }
        Path[] all = Stream.concat(Stream.of(ran(0)), IntStream.range(0, ROUNDS).mapToObj(this::begun))
                .toArray(Path[]::new);
        check(false, all);
        leftovers.checkNone();
    }

    private static long sockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(KillTest::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** {@code allEnded}: the callers have survived. */
    private static void check(boolean allEnded, Path... journals) throws IOException {
        Map<Long, Map<Event, Integer>> calls = Journal.read(journals);
        assertTrue(!calls.isEmpty());
        calls.forEach((nonce, events) -> {
            int ends = events.entrySet().stream()
                    .filter(event -> event.getKey().isEnd())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            int ran = events.getOrDefault(Event.RAN, 0);
            boolean right = events.getOrDefault(Event.BEGUN, 0) == 1
                    && (allEnded ? ends == 1 : ends <= 1)
                    && ran <= 1
                    && !events.containsKey(Event.WRONG)
                    && (!events.containsKey(Event.REPLIED) || ran == 1)
                    && (!events.containsKey(Event.NOT_EXECUTED) || ran == 0);
            assertTrue(right, () -> "call " + nonce + ": " + events);
        });
    }

    private static String summary(double[] millis) {
        Arrays.sort(millis);
        return String.format("p50 %.1f, max %.1f", millis[millis.length / 2], millis[millis.length - 1]);
    }
}
