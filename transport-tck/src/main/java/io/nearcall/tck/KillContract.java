package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import io.nearcall.tck.Journal.Event;
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
 * SIGKILL of either side under load, at random instants: every call ends once, within a second; none runs twice; nothing
 * is left.
 *
 * <p>A chapter for a test class of its own, as it takes long: {@code -Dnearcall.test.kills=500} for so many rounds.
 */
@Needs(Capability.SECOND_PROCESS)
public interface KillContract extends Contract {
    /** How often each side is killed. */
    int ROUNDS = Integer.getInteger("nearcall.test.kills", 4);

    private static PeerProcess start(Rig rig, String... arguments) {
        return rig.own(PeerProcess.start(List.of(), List.of("-XX:TieredStopAtLevel=1"), LoadMain.class, arguments));
    }

    /** One for each round, started while the round before it runs. */
    private PeerProcess server(Rig rig, Path directory, int round) {
        return round == ROUNDS
                ? null
                : start(rig, "serve", target(), ran(directory, round).toString());
    }

    private PeerProcess caller(Rig rig, Path directory, int round, String target) {
        String firstNonce = Long.toString((long) round << 32);
        return round == ROUNDS
                ? null
                : start(rig, "call", target, begun(directory, round).toString(), firstNonce, target());
    }

    private static Path begun(Path directory, int round) {
        return directory.resolve("begun-" + round);
    }

    private static Path ran(Path directory, int round) {
        return directory.resolve("ran-" + round);
    }

    /** An instant that nobody has chosen. */
    private static void awaitRandomInstant(Random random) {
        LockSupport.parkNanos((long) (random.nextDouble() * 30_000_000));
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES) // each wait has a limit of its own
    default void everyCallEndsOnceWhenItsServerIsKilledUnderLoad(Rig rig, @TempDir Path directory) throws IOException {
        RpcConfig patient = Rig.config("nearcall.limits.connect", "8s"); // the machine may have other things to do
        Random random = new Random(ROUNDS);
        AtomicLong nonces = new AtomicLong();
        double[] millis = new double[ROUNDS];
        PeerProcess next = server(rig, directory, 0);
        for (int round = 0; round < ROUNDS; round++) {
            PeerProcess peer = next;
            next = server(rig, directory, round + 1);
            String address = peer.expect("listening");
            try (RpcClient client = RpcClient.connect(address, patient);
                    Journal journal = new Journal(begun(directory, round))) {
                Load load = Load.start(client, journal, nonces);
                Outcomes.awaitState(() -> load.replies() > 0, "the first reply");
                awaitRandomInstant(random);
                long killed = System.nanoTime();
                peer.kill();
                Outcomes.awaitState(load::isOver, "the end of every call");
                millis[round] = Outcomes.millisSince(killed);
                checkWay(client.counters());
            }
            check(true, begun(directory, round), ran(directory, round));
            peer.close();
            if (!address.startsWith("tcp:")) { // its port may be another's by now, and it leaves nothing
                RpcServer.serve(address, Ask.class, question -> question).close(); // removes what the dead one left
            }
        }
        Arrays.sort(millis);
        Figures.print(this, "last call after SIGKILL of its server", millis);
        assertTrue(millis[ROUNDS - 1] < 1_000, "the last call ended after " + millis[ROUNDS - 1] + " ms");
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES) // each wait has a limit of its own
    default void aClientThatIsKilledUnderLoadLeavesNothingToItsServer(Rig rig, @TempDir Path directory)
            throws IOException {
        Random random = new Random(ROUNDS);
        double[] millis = new double[ROUNDS];
        Path ran = ran(directory, 0);
        try (Journal journal = new Journal(ran)) {
            RpcServer server = rig.start(Load.serve(journal).listen(target()));
            PeerProcess next = caller(rig, directory, 0, Rig.targetOf(server));
            long idle = links();
            for (int round = 0; round < ROUNDS; round++) {
                PeerProcess peer = next;
                next = caller(rig, directory, round + 1, Rig.targetOf(server));
                peer.expect("ready");
                peer.tell("call");
                if (round % 4 > 0) { // else it may die while it connects
                    long size = Files.size(ran);
                    Outcomes.awaitState(() -> ran.toFile().length() > size, "the first call");
                }
                awaitRandomInstant(random);
                long killed = System.nanoTime();
                peer.kill();
                Outcomes.awaitState(() -> links() == idle, "the end of the connection");
                millis[round] = Outcomes.millisSince(killed);
                peer.close();
            }
            Arrays.sort(millis);
            Figures.print(this, "end of a connection after SIGKILL of its client", millis);
            assertTrue(millis[ROUNDS - 1] < 1_000, "the connection ended after " + millis[ROUNDS - 1] + " ms");
            checkWay(server.counters());
            long start = System.nanoTime();
            server.close(); // waits for calls that have not ended
            assertTrue(Outcomes.millisSince(start) < 2_000);
        }
        Stream<Path> begun = IntStream.range(0, ROUNDS).mapToObj(round -> begun(directory, round));
        check(false, Stream.concat(Stream.of(ran), begun).toArray(Path[]::new));
    }

    /** Fails when the counters of a side tell that calls have not gone the way that is to be tested. */
    default void checkWay(Map<String, Long> counters) {}

    /** Descriptors of connections: sockets, and files that bear one of our names. */
    private static long links() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(KillContract::isLink).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLink(Path descriptor) {
        try {
            String open = Files.readSymbolicLink(descriptor).toString();
            return open.startsWith("socket:") || open.contains(Contract.Names.PREFIX);
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
}
