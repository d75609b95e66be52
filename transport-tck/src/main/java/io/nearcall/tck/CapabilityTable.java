package io.nearcall.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the README's table of what each transport can do out of what {@link Ledger} wrote.
 *
 * <p>First chapters by transports with tests passed of tests there are, then the reason of each skip and failure; with
 * {@code --all} every test by transports.
 */
public final class CapabilityTable {
    private final List<Line> lines;
    private final List<String> transports;

    /** One test of one transport. */
    private record Line(String transport, String chapter, String test, String outcome, String reason) {
        static Line parse(String text) {
            String[] cells = text.split("\t", -1);
            return new Line(cells[0], cells[1], cells[2], cells[3], cells[4]);
        }

        boolean isPassed() {
            return outcome.equals("passed");
        }
    }

    private CapabilityTable(List<Line> lines) {
        this.lines = lines;
        this.transports = lines.stream().map(Line::transport).distinct().toList();
    }

    /** Prints the table of the ledgers in the given directories, most often {@code transport-* /target/contract}. */
    public static void main(String[] arguments) throws IOException {
        List<Line> lines = new ArrayList<>();
        boolean all = false;
        for (String argument : arguments) {
            if (argument.equals("--all")) {
                all = true;
            } else {
                lines.addAll(read(Path.of(argument)));
            }
        }
        CapabilityTable table = new CapabilityTable(lines);
        System.out.print(table.byChapter() + "\n" + table.reasons() + (all ? "\n" + table.byTest() : ""));
    }

    private static List<Line> read(Path directory) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Stream<Path> ledgers = Files.list(directory)) {
            for (Path ledger : ledgers.sorted().toList()) {
                Files.readAllLines(ledger).stream().map(Line::parse).forEach(lines::add);
            }
        }
        return lines;
    }

    private String byChapter() {
        return table("chapter", rows(Line::chapter), (row, ofTransport) -> {
            long passed = ofTransport.stream().filter(Line::isPassed).count();
            return passed == ofTransport.size()
                    ? "✓ " + passed
                    : passed == 0 ? "–" : passed + " of " + ofTransport.size();
        });
    }

    private String byTest() {
        return table("test", rows(Line::test), (row, ofTransport) -> switch (ofTransport.get(0).outcome) {
            case "passed" -> "✓";
            case "skipped" -> "–";
            default -> "✗";
        });
    }

    private String reasons() {
        Map<String, Long> reasons = lines.stream()
                .filter(line -> !line.isPassed())
                .collect(Collectors.groupingBy(
                        line -> "`" + line.transport + "` " + line.outcome + ": " + line.reason,
                        LinkedHashMap::new,
                        Collectors.counting()));
        StringBuilder list = new StringBuilder();
        reasons.forEach((reason, tests) -> list.append("- ")
                .append(reason)
                .append(" (")
                .append(tests)
                .append(tests == 1 ? " test)\n" : " tests)\n"));
        return list.toString();
    }

    private interface Cell {
        String of(String row, List<Line> ofTransport);
    }

    private Map<String, List<Line>> rows(java.util.function.Function<Line, String> name) {
        return lines.stream().collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
    }

    private String table(String corner, Map<String, List<Line>> rows, Cell cell) {
        StringBuilder table = new StringBuilder("| " + corner + " |");
        transports.forEach(transport -> table.append(" `").append(transport).append("` |"));
        table.append("\n| --- |").append(" --- |".repeat(transports.size())).append('\n');
        rows.forEach((row, ofRow) -> {
            table.append("| ").append(words(row)).append(" |");
            for (String transport : transports) {
                List<Line> found = ofRow.stream()
                        .filter(line -> line.transport.equals(transport))
                        .toList();
                table.append(' ')
                        .append(found.isEmpty() ? "" : cell.of(row, found))
                        .append(" |");
            }
            table.append('\n');
        });
        return table.toString();
    }

    /** {@code theFirstEndpointThatAnswersIsTaken}: the first endpoint that answers is taken. */
    private static String words(String name) {
        String words =
                name.replaceFirst("Contract$", "").replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
        return words.toLowerCase(java.util.Locale.ROOT);
    }
}
