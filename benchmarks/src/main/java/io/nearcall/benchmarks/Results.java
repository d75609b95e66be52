package io.nearcall.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What was measured, and what to make of it: the same for text, page and CSV.
 *
 * @param rounds in each, what could be measured of the plan's cells
 */
record Results(Plan plan, Options options, Reasons reasons, List<Map<Cell, Measurement>> rounds) {
    /** Cores taken by foreign processes, above which the machine was not ours. */
    static final double BUSY = 0.1;

    /** Where, when and how, by the name of each fact. */
    Map<String, String> circumstances() {
        Map<String, String> facts = circumstances(options);
        facts.put(
                "method",
                rounds.size() + " rounds, each cell in two fresh JVMs a round, measured "
                        + options.measureNanos() / 1_000_000 + " ms after a warm-up of " + options.warmUp()
                        + "; medians over the rounds;"
                        + " CPU and heap per call, by process; 'others' is what foreign processes"
                        + " took of the processors meanwhile");
        return facts;
    }

    /** What of these holds whatever is measured. */
    static Map<String, String> circumstances(Options options) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("machine", Machine.description());
        facts.put("jdk", Machine.jdk() + ", flags " + String.join(" ", options.jvmFlags()));
        facts.put("commit", System.getProperty("nearcall.commit", "unknown"));
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return facts;
    }

    /** A cell's figure over the rounds. */
    Spread of(Cell cell, Metric metric) {
        return Row.figure("", metric, cell, Row.Goal.NONE).measured(rounds);
    }

    /** The latencies of all rounds, in nanoseconds; empty when there are none. */
    Histogram latencies(Cell cell) {
        Histogram all = Histograms.fine();
        for (Map<Cell, Measurement> round : rounds) {
            Optional.ofNullable(round.get(cell))
                    .flatMap(run -> run.histogram(Measurement.LATENCY))
                    .ifPresent(all::add);
        }
        return all;
    }

    boolean isMeasured(Cell cell) {
        return rounds.stream().anyMatch(round -> round.containsKey(cell));
    }

    /** A peer that is measured before it is compiled makes us look good. */
    boolean isWarm(Cell cell) {
        return of(cell, Metric.WARM).least() == 1;
    }

    boolean isMissed(Row row) {
        return isTrusted(row) && row.goal().verdict(measured(row)).equals(Row.Goal.MISSED);
    }

    /** Whether the goal was met, and what speaks against the figure. */
    String verdict(Row row) {
        if (Double.isNaN(measured(row))) {
            return "not measured";
        }
        String verdict = row.goal().verdict(measured(row));
        if (isTrusted(row)) {
            return verdict;
        }
        return (verdict.isEmpty() ? "" : verdict + "? ") + String.join(", ", doubts(row));
    }

    /** Why the row falls short, as far as it was found; empty when it does not. */
    Optional<String> reason(Row row) {
        if (!row.goal().verdict(measured(row)).equals(Row.Goal.MISSED)) {
            return Optional.empty();
        }
        return Optional.of(reasons.of(row).orElse("no reason found yet"));
    }

    private double measured(Row row) {
        return row.measured(rounds).median();
    }

    private boolean isTrusted(Row row) {
        return doubts(row).isEmpty();
    }

    private List<String> doubts(Row row) {
        List<String> doubts = new ArrayList<>();
        if (!row.cells().stream().allMatch(this::isWarm)) {
            doubts.add("not warm");
        }
        if (!row.cells().stream().allMatch(this::isQuiet)) {
            doubts.add("machine busy");
        }
        return doubts;
    }

    /** With a core taken by others the kernel puts both peers on one core: an echo is then ten times as fast. */
    private boolean isQuiet(Cell cell) {
        return of(cell, Metric.OTHERS).median() <= BUSY;
    }
}
