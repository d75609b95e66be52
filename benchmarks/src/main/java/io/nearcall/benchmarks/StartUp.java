package io.nearcall.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Fresh JVMs, one after the other, each from its start to its first reply. */
final class StartUp implements Workload {
    private final List<String> command;
    private final Histogram histogram = Histograms.fine();

    StartUp(Reach server) {
        command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                First.class.getName(),
                server.subject(),
                server.address());
    }

    @Override
    public long warm(long nanos) throws IOException {
        return run(nanos);
    }

    @Override
    public Measurement measure(long nanos) throws IOException {
        histogram.reset();
        long start = System.nanoTime();
        long calls = run(nanos);
        return new Measurement()
                .put(Measurement.ELAPSED, System.nanoTime() - start)
                .put(Measurement.CALLS, calls)
                .put(Measurement.CALLS_MADE, calls)
                .put(Measurement.LATENCY, histogram);
    }

    private long run(long nanos) throws IOException {
        long start = System.nanoTime();
        long calls = 0;
        do {
            once();
            calls++;
        } while (System.nanoTime() - start < nanos);
        return calls;
    }

    private void once() throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String replied = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Histograms.record(histogram, Long.parseLong(replied.strip()) - start);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Makes one call and prints when its reply was there: one clock for a whole machine. */
    static final class First {
        private First() {}

        public static void main(String[] arguments) throws Exception {
            new Reach(arguments[0], arguments[1]).connect().blocking().call();
            System.out.println(System.nanoTime());
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }
}
