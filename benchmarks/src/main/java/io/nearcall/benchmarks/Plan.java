package io.nearcall.benchmarks;

import static io.nearcall.benchmarks.Load.FLIGHT;
import static io.nearcall.benchmarks.Load.THREADS;
import static io.nearcall.benchmarks.Load.UNARY;
import static io.nearcall.benchmarks.Metric.P50;
import static io.nearcall.benchmarks.Row.ratio;

import io.nearcall.benchmarks.Row.Goal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What to measure: rows to print, and cells in the order in which a round measures them.
 *
 * @param rows the promises
 * @param cells what they need, and what is measured for its own sake
 */
record Plan(List<Row> rows, Set<Cell> cells) {
    private static final List<String> LIMITS =
            List.of("words", "bare-uds", "bare-uds-spin", "bare-tcp", "bare-tcp-spin");
    private static final List<String> PEERS = List.of("grpc-uds", "grpc-uds-direct", "grpc-tcp", "grpc-tcp-direct");

    /** Everything there is. */
    static Plan whole() {
        List<Row> rows = promises();
        Set<Cell> cells = new LinkedHashSet<>();
        LIMITS.forEach(limit -> cells.add(new Cell(limit, UNARY)));
        rows.forEach(row -> cells.addAll(row.cells()));
        for (Load load : List.of(UNARY, FLIGHT, THREADS)) {
            PEERS.forEach(peer -> cells.add(new Cell(peer, load)));
        }
        return new Plan(rows, cells);
    }

    /** Only rows with a goal, and the limits. */
    Plan quick() {
        List<Row> few =
                rows.stream().filter(row -> !row.goal().equals(Goal.NONE)).toList();
        Set<Cell> needed = new LinkedHashSet<>();
        few.forEach(row -> needed.addAll(row.cells()));
        return new Plan(few, needed);
    }

    /** Only cells whose id contains one of the words, with the rows about them and what these need besides. */
    Plan only(List<String> words) {
        List<Row> few = rows.stream().filter(row -> matches(row.cell(), words)).toList();
        Set<Cell> needed = new LinkedHashSet<>();
        few.forEach(row -> needed.addAll(row.cells()));
        cells.stream().filter(cell -> matches(cell, words)).forEach(needed::add);
        return new Plan(few, needed);
    }

    private static boolean matches(Cell cell, List<String> words) {
        return words.stream().anyMatch(word -> cell.id().contains(word));
    }

    private static List<Row> promises() {
        List<Row> rows = new ArrayList<>();
        for (String socket : List.of("uds", "tcp")) {
            Cell bare = new Cell("bare-" + socket, UNARY);
            rows.add(ratio(
                    "grpc-java " + socket + ", direct / bare blocking echo",
                    P50,
                    new Cell("grpc-" + socket + "-direct", UNARY),
                    bare,
                    Goal.NONE));
        }
        return rows;
    }
}
