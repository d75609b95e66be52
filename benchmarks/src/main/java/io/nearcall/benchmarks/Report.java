package io.nearcall.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Prints what was measured, where, and how it compares with the goals. */
final class Report {
    private static final List<Metric> COLUMNS = List.of(
            Metric.P50,
            Metric.P99,
            Metric.MAX,
            Metric.THROUGHPUT,
            Metric.CLIENT_CPU,
            Metric.SERVER_CPU,
            Metric.CLIENT_HEAP,
            Metric.SERVER_HEAP,
            Metric.OTHERS,
            Metric.WARMED);

    /** Cores taken by foreign processes, above which the machine was not ours. */
    private static final double BUSY = 0.1;

    private final Plan plan;
    private final Options options;

    Report(Plan plan, Options options) {
        this.plan = plan;
        this.options = options;
    }

    /** What would be measured. */
    String contents() {
        StringBuilder text = new StringBuilder("cells:\n");
        plan.cells()
                .forEach(cell -> text.append("  ")
                        .append(cell.id())
                        .append(": ")
                        .append(cell)
                        .append('\n'));
        text.append("rows:\n");
        plan.rows()
                .forEach(row -> text.append("  ")
                        .append(row.name())
                        .append(' ')
                        .append(row.goal())
                        .append('\n'));
        return text.toString();
    }

    boolean anyMissed(List<Map<Cell, Measurement>> rounds) {
        return plan.rows().stream().anyMatch(row -> verdict(row, rounds).equals("MISSED"));
    }

    String text(List<Map<Cell, Measurement>> rounds) {
        return head(rounds.size()) + "\n" + figures(rounds) + "\n" + promises(rounds);
    }

    private String head(int rounds) {
        return "machine  " + Machine.description() + "\n"
                + "jdk      " + Machine.jdk() + ", flags " + String.join(" ", options.jvmFlags()) + "\n"
                + "commit   " + System.getProperty("nearcall.commit", "unknown") + "\n"
                + "date     " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n"
                + "method   " + rounds + " rounds, each cell in two fresh JVMs a round, warm-up "
                + options.warmUp() + ", measured " + options.measureNanos() / 1_000_000
                + " ms; medians over the rounds;"
                + " CPU and heap per call, by process; 'others' is what foreign processes"
                + " took of the processors meanwhile\n";
    }

    /** Whether the goal was met, and what speaks against the figure. */
    private static String verdict(Row row, List<Map<Cell, Measurement>> rounds) {
        double median = row.measured(rounds).median();
        if (Double.isNaN(median)) {
            return "not measured";
        }
        List<String> doubts = new ArrayList<>();
        if (!row.cells().stream().allMatch(cell -> warm(cell, rounds))) {
            doubts.add("not warm");
        }
        if (!row.cells().stream().allMatch(cell -> quiet(cell, rounds))) {
            doubts.add("machine busy");
        }
        String verdict = row.goal().verdict(median);
        if (doubts.isEmpty()) {
            return verdict;
        }
        return (verdict.isEmpty() ? "" : verdict + "? ") + String.join(", ", doubts);
    }

    /** With a core taken by others the kernel puts both peers on one core: an echo is then ten times as fast. */
    private static boolean quiet(Cell cell, List<Map<Cell, Measurement>> rounds) {
        return Row.figure("", Metric.OTHERS, cell, Row.Goal.NONE)
                        .measured(rounds)
                        .median()
                <= BUSY;
    }

    /** A peer that is measured before it is compiled makes us look good. */
    private static boolean warm(Cell cell, List<Map<Cell, Measurement>> rounds) {
        return Row.figure("", Metric.WARM, cell, Row.Goal.NONE).measured(rounds).least() == 1;
    }

    private String figures(List<Map<Cell, Measurement>> rounds) {
        Table table =
                new Table(Stream.concat(Stream.of("cell"), COLUMNS.stream().map(Metric::toString))
                        .toList());
        for (Cell cell : plan.cells()) {
            List<String> line = new ArrayList<>(List.of(cell.id() + (warm(cell, rounds) ? "" : " (not warm)")));
            COLUMNS.forEach(column -> line.add(Spread.text(
                    Row.figure("", column, cell, Row.Goal.NONE).measured(rounds).median())));
            table.add(line);
        }
        return table.toString();
    }

    private String promises(List<Map<Cell, Measurement>> rounds) {
        Table table = new Table(List.of("row", "of", "goal", "measured (least–greatest)", ""));
        for (Row row : plan.rows()) {
            Spread measured = row.measured(rounds);
            table.add(List.of(
                    row.name(),
                    row.metric().toString(),
                    row.goal().toString(),
                    measured.toString(),
                    verdict(row, rounds)));
        }
        return table.toString();
    }
}
