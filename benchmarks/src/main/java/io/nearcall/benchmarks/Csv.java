package io.nearcall.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results as comma-separated values, one figure a line.
 *
 * <p>{@code about} lines name where, when and how; {@code cell} lines are plain figures, {@code row} lines what is
 * promised of them.
 */
final class Csv {
    private final StringBuilder text = new StringBuilder();

    private Csv() {}

    static String text(Results results) {
        Csv csv = new Csv();
        csv.line("what", "id", "waits", "of", "median", "least", "greatest", "goal", "dream", "verdict", "reason");
        results.circumstances().forEach((name, fact) -> csv.line("about", name, "", "", fact, "", "", "", "", "", ""));
        for (Cell cell : results.plan().cells()) {
            for (Metric metric : Metric.values()) {
                Spread spread = results.of(cell, metric);
                if (!Double.isNaN(spread.median())) {
                    csv.figure("cell", cell.id(), cell.waits(), metric.toString(), spread, "", "", "", "");
                }
            }
        }
        for (Row row : results.plan().rows()) {
            csv.figure(
                    "row",
                    row.id(),
                    row.waits(),
                    row.of(),
                    row.measured(results.rounds()),
                    row.goal().toString(),
                    row.goal().dreamText(),
                    results.verdict(row),
                    results.reason(row).orElse(""));
        }
        return csv.text.toString();
    }

    private void figure(String what, String id, String waits, String of, Spread spread, String... goalAndVerdict) {
        Stream<String> figure = Stream.of(
                what, id, waits, of, number(spread.median()), number(spread.least()), number(spread.greatest()));
        line(Stream.concat(figure, Stream.of(goalAndVerdict)).toArray(String[]::new));
    }

    private void line(String... fields) {
        text.append(List.of(fields).stream().map(Csv::quoted).collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String number(double figure) {
        return Double.isNaN(figure) ? "" : String.valueOf(figure);
    }

    private static String quoted(String field) {
        return field.matches("[^,\"\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
