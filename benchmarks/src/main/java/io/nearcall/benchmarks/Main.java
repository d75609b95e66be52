package io.nearcall.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures a plan round by round and prints the report. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.HELP);
            return;
        }
        try {
            System.exit(run(Options.parse(arguments)));
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(64);
        }
    }

    private static int run(Options options) throws IOException, InterruptedException {
        Plan plan = Plan.whole();
        if (!options.words().isEmpty()) {
            plan = plan.only(options.words());
        } else if (options.quick()) {
            plan = plan.quick();
        }
        if (plan.cells().isEmpty()) {
            throw new IllegalArgumentException("nothing matches " + options.words() + "; --list shows what there is");
        }
        Report report = new Report(plan, options);
        if (options.list()) {
            System.out.print(report.contents());
            return 0;
        }
        List<String> failures = new ArrayList<>();
        List<Map<Cell, Measurement>> rounds = measured(plan, options, failures);
        System.out.print(report.text(rounds));
        failures.forEach(failure -> System.out.println("FAILED " + failure));
        return failures.isEmpty() ? options.check() && report.anyMissed(rounds) ? 2 : 0 : 1;
    }

    private static List<Map<Cell, Measurement>> measured(Plan plan, Options options, List<String> failures)
            throws IOException, InterruptedException {
        List<Map<Cell, Measurement>> rounds = new ArrayList<>();
        long start = System.nanoTime();
        List<Cell> order = new ArrayList<>(plan.cells());
        try (Fleet fleet = new Fleet(options.jvmFlags(), options.warmUp(), options.measureNanos())) {
            for (int round = 1; round <= options.rounds(); round++) {
                Map<Cell, Measurement> figures = new LinkedHashMap<>();
                for (Cell cell : order) {
                    if (round > 1 && System.nanoTime() - start > options.mostNanos()) {
                        break;
                    }
                    try {
                        Measurement run = fleet.measure(cell);
                        figures.put(cell, run);
                        System.err.printf(
                                "round %d of %d: %s: p50 %s µs, %s calls/s%n",
                                round,
                                options.rounds(),
                                cell.id(),
                                Spread.text(Metric.P50.of(run)),
                                Spread.text(Metric.THROUGHPUT.of(run)));
                    } catch (IOException e) {
                        System.err.println("round " + round + ": " + cell.id() + ": " + e.getMessage());
                        failures.add(cell.id() + ": "
                                + e.getMessage().lines().findFirst().orElse(""));
                    }
                }
                if (!figures.isEmpty()) {
                    rounds.add(figures);
                }
                // A B, then B A: neither is always the one measured first.
                Collections.reverse(order);
            }
        }
        return rounds;
    }
}
