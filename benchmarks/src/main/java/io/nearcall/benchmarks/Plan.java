package io.nearcall.benchmarks;

import static io.nearcall.benchmarks.Load.FLIGHT;
import static io.nearcall.benchmarks.Load.THREADS;
import static io.nearcall.benchmarks.Load.UNARY;

import io.nearcall.benchmarks.Row.Goal;
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
    private static final List<String> OURS = List.of("shm", "shm-off", "uds", "uds-off", "tcp", "tcp-off");
    private static final List<String> PEERS = List.of("grpc-uds", "grpc-uds-direct", "grpc-tcp", "grpc-tcp-direct");

    /** Everything there is. */
    static Plan whole() {
        List<Row> rows = Promises.all();
        Set<Cell> cells = new LinkedHashSet<>();
        LIMITS.forEach(limit -> cells.add(new Cell(limit, UNARY)));
        rows.forEach(row -> cells.addAll(row.cells()));
        for (Load load : List.of(UNARY, FLIGHT, THREADS)) {
            OURS.forEach(one -> cells.add(new Cell(one, load)));
            PEERS.forEach(peer -> cells.add(new Cell(peer, load)));
        }
        return new Plan(rows, cells);
    }

    /** Only rows with a goal, and figures of our own. */
    Plan quick() {
        List<Row> few = rows.stream()
                .filter(row -> !row.goal().equals(Goal.NONE) || row.base().isEmpty())
                .toList();
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
}
