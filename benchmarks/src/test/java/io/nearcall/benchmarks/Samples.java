package io.nearcall.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Results of a run that never was: each subject as slow as its place in the plan. */
final class Samples {
    private Samples() {}

    static Results results(String... words) throws IOException {
        return results(Plan.whole().only(List.of(words)));
    }

    static Results results(Plan plan) throws IOException {
        Map<Cell, Measurement> round = new LinkedHashMap<>();
        int place = 1;
        for (Cell cell : plan.cells()) {
            round.put(cell, measurement(1_000L * place++));
        }
        return new Results(plan, Options.parse(), Reasons.read(Path.of("reasons.properties")), List.of(round));
    }

    static Measurement measurement(long nanos) {
        Histogram latencies = Histograms.fine();
        for (int i = 0; i < 100_000; i++) {
            latencies.recordValue(nanos + i / 100);
        }
        return new Measurement()
                .put(Measurement.CALLS, 100_000)
                .put(Measurement.CALLS_MADE, 100_000)
                .put(Measurement.ELAPSED, 100_000 * nanos)
                .put(Measurement.CLIENT_CPU, 100_000 * nanos)
                .put(Measurement.SERVER_CPU, 100_000 * nanos)
                .put(Measurement.WARM, 1)
                .put(Measurement.OTHERS, 0)
                .put(Measurement.LATENCY, latencies);
    }
}
