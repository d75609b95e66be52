package io.nearcall.hardening;

import io.nearcall.RpcServer;
import io.nearcall.hardening.Peer.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A server in this process, and what peers do to it; each trial reports what it has seen.
 *
 * <p>After each trial everything must be as it was: no socket, mapping or name left, no call run twice, and the server answers.
 */
final class Range implements AutoCloseable {
    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;
    private static final int CRASHED = 128 + SIGKILL;
    private static final long LAST_INSTANT_NANOS = 5_000_000;
    private static final int HONEST = 4;
    private static final long SETTLE_SECONDS = 30;

    private static final Logger LOGGER = Logger.getLogger("io.nearcall");

    private final Path program;
    private final Path directory;
    private final Judge judge = new Judge();
    private final AtomicLong peers = new AtomicLong();
    private final Lines lines = new Lines();
    private final RpcServer server;
    private final Random random;
    private final long seed;
    private final Residue before;

    /** Counts what is logged, in place of showing it. */
    private static final class Lines extends Handler {
        private final AtomicLong count = new AtomicLong();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                count.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** A range whose peers run that program. */
    Range(Path program, long seed) {
        this.program = program;
        this.seed = seed;
        random = new Random(seed);
        try {
            directory = Files.createTempDirectory("nearcall-hardening-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(lines);
        server = RpcServer.builder()
                .serve(Oracle.class, judge)
                .listen("shm:" + socket())
                .start();
        for (Way way : Way.values()) {
            call(way, 0.2);
        }
        before = Residue.since(Residue.NONE, directory, 2);
    }

    private Path socket() {
        return directory.resolve("s");
    }

    private Peer peer(Object... arguments) {
        return Peer.start(program, socket(), arguments);
    }

    // ---- trials

    /** Calls for so long, every reply checked. */
    String call(Way way, double seconds) {
        try (Peer peer = peer("call", way, seconds, peers.incrementAndGet())) {
            return peer.last();
        }
    }

    /** SIGKILL at a random instant between the first call and some milliseconds later. */
    String kill(Way way, long nanos, int most) {
        long end = System.nanoTime() + nanos;
        int kills = 0;
        while (kills < most && System.nanoTime() - end < 0) {
            try (Peer peer = peer("call", way, 60, peers.incrementAndGet())) {
                if (kills % 4 > 0 && !"ready".equals(peer.line())) { // else it may die while it connects
                    throw new AssertionError("no first call: " + peer.last());
                }
                pause((long) (random.nextDouble() * LAST_INSTANT_NANOS));
                peer.kill();
                peer.checkStatus(CRASHED); // another one means that it had found something wrong
            }
            kills++;
        }
        return kills + " kills; " + settle();
    }

    /** A crash, then a stop, at each step of set-up and calls. */
    String crashAtEachStep(Way way) {
        int step = 1;
        while (crash(way, step)) {
            step++;
        }
        return 2 * (step - 1) + " crashes and stops; " + settle();
    }

    private boolean crash(Way way, int step) {
        try (Peer peer = peer("crash", way, step, SIGKILL, peers.incrementAndGet())) {
            String said = peer.line();
            if (said != null) {
                return false; // it came through, having said how many steps there are
            }
            peer.checkStatus(CRASHED);
        }
        try (Peer peer = peer("crash", way, step, SIGSTOP, peers.incrementAndGet())) {
            peer.awaitStop();
            call(way, 0); // the server has time for others; then the stopped one is killed
        }
        return true;
    }

    /** One client writes random words into its segment, as fast as it can, beside honest ones. */
    String scribble(double seconds) {
        long logged = lines.count.get();
        List<Peer> honest = new ArrayList<>();
        String said;
        try (Peer hostile = peer("scribble", seconds, seed)) {
            for (int i = 0; i < HONEST; i++) {
                honest.add(peer("call", i == 0 ? Way.FRAMES : Way.LANES, seconds, peers.incrementAndGet()));
            }
            said = hostile.last();
            honest.forEach(Peer::last);
        } finally {
            honest.forEach(Peer::close);
        }
        String[] words = said.split(" "); // words N joined N
        long found = lines.count.get() - logged;
        if (found == 0 || found > Long.parseLong(words[3])) {
            throw new AssertionError(found + " lines in the log for " + said);
        }
        return words[1] + " words, found out " + found + " times; " + settle();
    }

    /** Conversations with bytes changed, lost and doubled. */
    String fuzz(double seconds) {
        String said;
        try (Peer honest = peer("call", Way.LANES, seconds, peers.incrementAndGet());
                Peer hostile = peer("fuzz", seconds, seed)) {
            said = hostile.last();
            honest.last();
        }
        return said.substring(said.indexOf(' ') + 1) + " requests; " + settle();
    }

    // ---- what must hold behind each

    private String settle() {
        for (Way way : Way.values()) {
            call(way, 0);
        }
        if (judge.outOfOrder() > 0) {
            throw new AssertionError(judge.outOfOrder() + " calls ran twice or were left out");
        }
        Residue left = Residue.since(before, directory, SETTLE_SECONDS);
        if (!left.equals(Residue.NONE)) {
            throw new AssertionError("left behind: " + left);
        }
        return "nothing left behind";
    }

    /** Of the random numbers. */
    long seed() {
        return seed;
    }

    /** Calls of honest peers that were answered so far. */
    long answers() {
        return judge.answers();
    }

    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Override
    public void close() {
        server.close();
        LOGGER.removeHandler(lines);
        LOGGER.setUseParentHandlers(true);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
