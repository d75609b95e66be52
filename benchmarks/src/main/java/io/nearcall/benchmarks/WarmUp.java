package io.nearcall.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Warms the processes of a cell until they are: enough time, enough calls of each client, and compilers that have
 * become quiet.
 *
 * <p>A fixed time is not enough. grpc-java with 64 calls in flight makes 3,000 calls a second after one second and
 * 60,000 after twenty, on two cores that its compilers share with it.
 *
 * <p>Several clients are warmed together, until their sum no longer grows either. That is sooner than one by one: each
 * has about 0.9 s of processor time to compile, whose calls would meanwhile keep both cores busy, and what is compiled
 * for one caller alone is compiled again in a crowd, which gives way and sleeps. Sixteen became quiet in 15 s, in fours
 * in 26 s, and eight one by one in 38 s, beside other work on two cores.
 *
 * @param leastNanos works at least so long
 * @param mostNanos gives up after so long; with several clients, after {@value #CROWD_PATIENCE} times as long
 * @param calls works at least until each client has made so many calls
 */
record WarmUp(long leastNanos, long mostNanos, long calls) {
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(500);
    /** Part of a slice that the compilers of a pair may still work, and those of a crowd together. */
    private static final double QUIET = 0.02;

    private static final double CROWD_QUIET = 0.1;

    /** A sum is all there is when so many slices have not been so many times that of the best before them. */
    private static final int STEADY = 4;

    private static final double GROWN = 1.03;

    private static final int CROWD_PATIENCE = 8;
    private static final Duration ANSWER = Duration.ofSeconds(60);

    Outcome run(Load load, PeerProcess server, Clients clients) throws IOException, InterruptedException {
        boolean crowd = load.processes() > 1;
        long patience = crowd ? CROWD_PATIENCE * mostNanos : mostNanos;
        long enough = load.warmCalls(calls);
        long slice = Math.min(SLICE, leastNanos);
        long start = System.nanoTime();
        long[] made = new long[load.processes()]; // by each client
        long most = 0;
        int steady = 0;
        long compiledBefore = compiled(server, clients);
        while (true) {
            List<String> answers = clients.ask("warm " + slice, ANSWER);
            long sum = 0;
            for (int client = 0; client < made.length; client++) {
                long more = Long.parseLong(answers.get(client));
                made[client] += more;
                sum += more;
            }
            long compiled = compiled(server, clients);
            long nanos = System.nanoTime() - start;
            steady = sum > GROWN * most ? 0 : steady + 1;
            most = Math.max(most, sum);
            boolean quiet = compiled - compiledBefore < (crowd ? CROWD_QUIET : QUIET) * slice;
            boolean warm =
                    LongStream.of(made).allMatch(each -> each >= enough) && quiet && (!crowd || steady >= STEADY);
            if ((warm && nanos >= leastNanos) || nanos >= patience) {
                return new Outcome(nanos, warm);
            }
            compiledBefore = compiled;
        }
    }

    private static long compiled(PeerProcess server, Clients clients) throws IOException, InterruptedException {
        long compiled = Usage.parse(server.ask("usage", ANSWER)).compiledNanos();
        for (String usage : clients.ask("usage", ANSWER)) {
            compiled += Usage.parse(usage).compiledNanos();
        }
        return compiled;
    }

    @Override
    public String toString() {
        return TimeUnit.NANOSECONDS.toMillis(leastNanos) + " to " + TimeUnit.NANOSECONDS.toMillis(mostNanos)
                + " ms until each client has made " + calls
                + " calls and the compilers quiet; several clients together, up to "
                + CROWD_PATIENCE + " times as long, until their sum no longer grows, and measured for at least "
                + TimeUnit.NANOSECONDS.toSeconds(Load.CROWD_NANOS) + " s";
    }

    /** How long it took, and whether all are warm. */
    record Outcome(long nanos, boolean warm) {}
}
