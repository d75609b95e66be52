package io.nearcall.benchmarks;

import io.nearcall.benchmarks.plot.Plot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        Plan plan = options.grid() ? Plan.grid() : Plan.whole();
        if (!options.words().isEmpty()) {
            plan = plan.only(options.words());
        } else if (options.quick()) {
            plan = plan.quick();
        }
        if (plan.cells().isEmpty()) {
            throw new IllegalArgumentException("nothing matches " + options.words() + "; --list shows what there is");
        }
        if (options.list()) {
            System.out.print(Report.contents(plan));
            return 0;
        }
        if (options.before().isPresent()) {
            return compared(plan.named(options.words()), options.before().get(), options);
        }
        Reasons reasons = Reasons.read(Options.REASONS);
        List<String> failures = new ArrayList<>();
        List<Map<Cell, Measurement>> rounds = measured(plan, options, failures);
        Results results = new Results(plan, options, reasons, rounds);
        System.out.print(Report.text(results));
        failures.forEach(failure -> System.out.println("FAILED " + failure));
        write(options.page(), Page.html(results, failures));
        write(options.csv(), Csv.text(results));
        if (options.plots().isPresent()) {
            for (Map.Entry<String, Plot> plot : new Plots(results).forReadme().entrySet()) {
                write(
                        options.plots().get().resolve(plot.getKey()),
                        plot.getValue().svg());
            }
        }
        if (!failures.isEmpty()) {
            return 1;
        }
        return options.check() && plan.rows().stream().anyMatch(results::isMissed) ? 2 : 0;
    }

    private static int compared(Set<Cell> cells, Options.Build before, Options options)
            throws IOException, InterruptedException {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException(
                    "--before needs the cells to compare, such as shm/unary; --list shows them");
        }
        if (options.check() && options.rounds() < Comparison.LEAST_PAIRS) {
            throw new IllegalArgumentException("--check needs --rounds " + Comparison.LEAST_PAIRS
                    + " or more: fewer pairs cannot tell a difference from chance");
        }
        Comparison comparison = new Comparison();
        try (Fleet fleet = new Fleet(options.jvmFlags(), options.warmUp(), options.measureNanos())) {
            for (int round = 0; round < options.rounds(); round++) {
                comparison.measure(cells, fleet, before.classPath());
            }
        }
        Map<String, String> facts = Results.circumstances(options);
        facts.put("before", before.commit());
        System.out.print(Report.head(facts) + "\n" + comparison);
        if (comparison.missing() > 0) {
            System.out.println("FAILED: " + comparison.missing() + " pairs are missing");
            return 1;
        }
        return options.check() && comparison.isSlower() ? 2 : 0;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
        System.err.println("benchmarks: wrote " + file);
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
                    if (System.nanoTime() - start > options.mostNanos()) {
                        break;
                    }
                    if (options.quick()
                            && options.words().isEmpty()
                            && round > 1
                            && cell.load().processes() > 1) {
                        continue; // takes as long as ten others
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
