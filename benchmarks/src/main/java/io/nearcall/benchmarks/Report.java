package io.nearcall.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as text. */
final class Report {
    private static final List<Metric> COLUMNS = List.of(
            Metric.P50,
            Metric.P99,
            Metric.MAX,
            Metric.THROUGHPUT,
            Metric.SLOWEST,
            Metric.CLIENT_CPU,
            Metric.SERVER_CPU,
            Metric.CLIENT_HEAP,
            Metric.SERVER_HEAP,
            Metric.IDLE_CPU,
            Metric.CLIENT_MEMORY,
            Metric.SERVER_MEMORY,
            Metric.OTHERS,
            Metric.WARMED);

    private Report() {}

    /** What would be measured. */
    static String contents(Plan plan) {
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
                        .append(row.id())
                        .append(": ")
                        .append(row.name())
                        .append(' ')
                        .append(row.goal())
                        .append('\n'));
        return text.toString();
    }

    static String text(Results results) {
        return head(results.circumstances()) + "\n" + figures(results) + "\n" + grids(results) + promises(results)
                + reasons(results);
    }

    /** The columns of plain figures: those in which any cell has one. */
    static List<Metric> columns(Results results) {
        return COLUMNS.stream()
                .filter(column -> results.plan().cells().stream()
                        .anyMatch(cell -> !Double.isNaN(results.of(cell, column).median())))
                .toList();
    }

    /** Where, when and how, a line for each fact. */
    static String head(Map<String, String> facts) {
        StringBuilder text = new StringBuilder();
        facts.forEach((name, fact) -> text.append(String.format("%-8s", name))
                .append(' ')
                .append(fact)
                .append('\n'));
        return text.toString();
    }

    private static String figures(Results results) {
        List<Metric> columns = columns(results);
        Table table =
                new Table(Stream.concat(Stream.of("cell"), columns.stream().map(Metric::toString))
                        .toList());
        for (Cell cell : results.plan().cells()) {
            List<String> line = new ArrayList<>(List.of(cell.id() + (results.isWarm(cell) ? "" : " (not warm)")));
            columns.forEach(
                    column -> line.add(Spread.text(results.of(cell, column).median())));
            table.add(line);
        }
        return table.toString();
    }

    private static String grids(Results results) {
        return Grid.all(results).stream().map(grid -> grid + "\n").collect(Collectors.joining());
    }

    private static String promises(Results results) {
        Table table = new Table(List.of("row", "waits", "of", "measured (least–greatest)", "goal", "dream", ""));
        for (Row row : results.plan().rows()) {
            table.add(List.of(
                    row.name(),
                    row.waits(),
                    row.of(),
                    row.measured(results.rounds()).toString(),
                    row.goal().toString(),
                    row.goal().dreamText(),
                    results.verdict(row)));
        }
        return table.toString();
    }

    private static String reasons(Results results) {
        StringBuilder text = new StringBuilder();
        for (Row row : results.plan().rows()) {
            results.reason(row)
                    .ifPresent(reason -> text.append(row.id())
                            .append(" falls short: ")
                            .append(reason)
                            .append('\n'));
        }
        return text.isEmpty() ? "" : "\n" + text;
    }
}
