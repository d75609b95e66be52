package io.nearcall.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Warms a pair of processes until they are: enough time, enough calls, and compilers that have become quiet.
 *
 * <p>A fixed time is not enough. grpc-java with 64 calls in flight makes 3,000 calls a second after one second and
 * 60,000 after twenty, on two cores that its compilers share with it.
 *
 * @param leastNanos works at least so long
 * @param mostNanos gives up after so long
 * @param calls works at least until so many calls were made
 */
record WarmUp(long leastNanos, long mostNanos, long calls) {
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(500);
    /** Part of a slice that a compiler may still work. */
    private static final double QUIET = 0.02;

    private static final Duration ANSWER = Duration.ofSeconds(60);

    Outcome run(Load load, PeerProcess server, PeerProcess client) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long made = 0;
        long slice = Math.min(SLICE, leastNanos);
        long compiledBefore = compiled(server) + compiled(client);
        while (true) {
            made += Long.parseLong(client.ask("warm " + slice, ANSWER));
            long compiled = compiled(server) + compiled(client);
            long nanos = System.nanoTime() - start;
            boolean warm = made >= load.warmCalls(calls) && compiled - compiledBefore < QUIET * slice;
            if ((warm && nanos >= leastNanos) || nanos >= mostNanos) {
                return new Outcome(nanos, warm);
            }
            compiledBefore = compiled;
        }
    }

    private static long compiled(PeerProcess peer) throws IOException, InterruptedException {
        return Usage.parse(peer.ask("usage", ANSWER)).compiledNanos();
    }

    @Override
    public String toString() {
        return TimeUnit.NANOSECONDS.toMillis(leastNanos) + " to " + TimeUnit.NANOSECONDS.toMillis(mostNanos)
                + " ms until " + calls + " calls are made and the compilers quiet";
    }

    /** How long it took, and whether the pair is warm. */
    record Outcome(long nanos, boolean warm) {
        /** This one, and then another pair. */
        Outcome and(Outcome other) {
            return new Outcome(nanos + other.nanos, warm && other.warm);
        }
    }
}
