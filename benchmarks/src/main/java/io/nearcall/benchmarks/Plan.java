package io.nearcall.benchmarks;

import static io.nearcall.benchmarks.Load.CALL_BACK;
import static io.nearcall.benchmarks.Load.CROWD;
import static io.nearcall.benchmarks.Load.FLIGHT;
import static io.nearcall.benchmarks.Load.IDLE1;
import static io.nearcall.benchmarks.Load.IDLE100;
import static io.nearcall.benchmarks.Load.IDLE1000;
import static io.nearcall.benchmarks.Load.KIB;
import static io.nearcall.benchmarks.Load.KIB64;
import static io.nearcall.benchmarks.Load.MIB;
import static io.nearcall.benchmarks.Load.MIB64;
import static io.nearcall.benchmarks.Load.ONE_WAY;
import static io.nearcall.benchmarks.Load.ORDER;
import static io.nearcall.benchmarks.Load.PROCESSES4;
import static io.nearcall.benchmarks.Load.RATE;
import static io.nearcall.benchmarks.Load.RECORD;
import static io.nearcall.benchmarks.Load.STREAM;
import static io.nearcall.benchmarks.Load.THREADS;
import static io.nearcall.benchmarks.Load.THREADS16;
import static io.nearcall.benchmarks.Load.THREADS4;
import static io.nearcall.benchmarks.Load.UNARY;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
    private static final List<String> SPINNING = List.of("shm-always", "uds-always", "tcp-always");
    private static final List<String> DEFAULTS = List.of("shm", "uds", "tcp");
    private static final List<Load> SHAPES = List.of(
            RECORD,
            ORDER,
            KIB,
            KIB64,
            MIB,
            MIB64,
            ONE_WAY,
            STREAM,
            CALL_BACK,
            PROCESSES4,
            CROWD,
            IDLE1,
            IDLE100,
            IDLE1000);
    private static final List<String> GRPC = List.of("grpc-uds", "grpc-uds-direct", "grpc-tcp", "grpc-tcp-direct");
    private static final List<String> GRPC_DIRECT = List.of("grpc-uds-direct", "grpc-tcp-direct");
    private static final List<String> RSOCKET = List.of("rsocket", "rsocket-zero-copy");
    /** All of these over TCP, from as many threads as there are. */
    static final List<String> BLOCKING_PEERS =
            List.of("rmi", "thrift", "thrift-selector", "rsocket", "rsocket-zero-copy", "dubbo");

    /** Everything there is. */
    static Plan whole() {
        List<Row> rows = Promises.all();
        Set<Cell> cells = new LinkedHashSet<>();
        LIMITS.forEach(limit -> cells.add(new Cell(limit, UNARY)));
        rows.forEach(row -> cells.addAll(row.cells()));
        for (Load load : List.of(UNARY, FLIGHT, THREADS)) {
            OURS.forEach(one -> cells.add(new Cell(one, load)));
            GRPC.forEach(peer -> cells.add(new Cell(peer, load)));
        }
        SPINNING.forEach(one -> cells.add(new Cell(one, UNARY)));
        for (Load load : List.of(RATE, THREADS4, THREADS16)) {
            DEFAULTS.forEach(one -> cells.add(new Cell(one, load)));
            GRPC_DIRECT.forEach(peer -> cells.add(new Cell(peer, load)));
        }
        for (Load load : SHAPES) {
            DEFAULTS.forEach(one -> cells.add(new Cell(one, load)));
        }
        for (Load load : List.of(UNARY, THREADS)) {
            BLOCKING_PEERS.forEach(peer -> cells.add(new Cell(peer, load)));
        }
        RSOCKET.forEach(peer -> cells.add(new Cell(peer, FLIGHT)));
        return new Plan(rows, cells);
    }

    /** Only rows that have a dream beyond their goal, the table of promises; cells of few processes come first. */
    Plan quick() {
        List<Row> few =
                rows.stream().filter(row -> !Double.isNaN(row.goal().dream())).toList();
        Set<Cell> needed = new LinkedHashSet<>();
        few.forEach(row -> needed.addAll(row.cells()));
        List<Cell> ordered = new ArrayList<>(needed);
        ordered.sort(Comparator.comparingInt(cell -> cell.load().processes())); // those that take longest last
        return new Plan(few, new LinkedHashSet<>(ordered));
    }

    /** Threads and processes by the number, and the rows about nothing else. */
    static Plan grid() {
        Set<Cell> cells = new LinkedHashSet<>();
        for (Load load : Load.grid()) {
            DEFAULTS.forEach(one -> cells.add(new Cell(one, load)));
        }
        return new Plan(
                Promises.all().stream()
                        .filter(row -> cells.containsAll(row.cells()))
                        .toList(),
                cells);
    }

    /**
     * The cells of these ids, and nothing else.
     *
     * @throws IllegalArgumentException naming ids that no cell has
     */
    Set<Cell> named(List<String> ids) {
        Set<String> absent = new LinkedHashSet<>(ids);
        cells.forEach(cell -> absent.remove(cell.id()));
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException("no cells " + absent + "; --list shows them");
        }
        return cells.stream()
                .filter(cell -> ids.contains(cell.id()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
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
