package io.nearcall.benchmarks;

import static io.nearcall.benchmarks.Load.ALLOC;
import static io.nearcall.benchmarks.Load.BLOCKED;
import static io.nearcall.benchmarks.Load.CROWD;
import static io.nearcall.benchmarks.Load.FLIGHT;
import static io.nearcall.benchmarks.Load.MIB;
import static io.nearcall.benchmarks.Load.MIB64;
import static io.nearcall.benchmarks.Load.STREAM;
import static io.nearcall.benchmarks.Load.THREADS;
import static io.nearcall.benchmarks.Load.UNARY;
import static io.nearcall.benchmarks.Metric.AFTER_BLOCK_P99;
import static io.nearcall.benchmarks.Metric.CLIENT_HEAP;
import static io.nearcall.benchmarks.Metric.P50;
import static io.nearcall.benchmarks.Metric.P99;
import static io.nearcall.benchmarks.Metric.SERVER_HEAP;
import static io.nearcall.benchmarks.Metric.SLOWEST;
import static io.nearcall.benchmarks.Metric.THROUGHPUT;
import static io.nearcall.benchmarks.Row.Goal.atLeast;
import static io.nearcall.benchmarks.Row.Goal.atMost;
import static io.nearcall.benchmarks.Row.figure;
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
    private static final List<String> OURS = List.of("shm", "shm-off", "uds", "uds-off", "tcp", "tcp-off");
    private static final List<String> EXECUTORS = List.of("", "-direct");
    private static final List<String> PEERS = List.of("grpc-uds", "grpc-uds-direct", "grpc-tcp", "grpc-tcp-direct");

    /** Everything there is. */
    static Plan whole() {
        List<Row> rows = promises();
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

    private static List<Row> streams() {
        List<Row> rows = new ArrayList<>();
        for (String transport : List.of("shm", "uds", "tcp")) {
            for (String executor : EXECUTORS) {
                Cell stream = new Cell(transport, STREAM);
                Cell peer = new Cell("grpc-" + (transport.equals("tcp") ? "tcp" : "uds") + executor, STREAM);
                rows.add(
                        ratio(transport + ", server stream / " + peer.subject(), THROUGHPUT, stream, peer, atLeast(5)));
            }
        }
        return rows;
    }

    private static List<Row> sharedMemory() {
        List<Row> rows = new ArrayList<>();
        Cell words = new Cell("words", UNARY);
        Cell unary = new Cell("shm", UNARY);
        Cell grpc = new Cell("grpc-uds-direct", UNARY);
        Cell bare = new Cell("bare-uds", UNARY);
        Cell flight = new Cell("shm", FLIGHT);
        rows.add(ratio("shm / two words", P50, unary, words, atMost(3)));
        rows.add(ratio("shm / two words", P99, unary, words, atMost(4)));
        rows.add(ratio("grpc-uds-direct / shm", P50, grpc, unary, atLeast(100)));
        rows.add(ratio("grpc-uds-direct / the same stubs over shm", P50, grpc, new Cell("bridge", UNARY), atLeast(10)));
        rows.add(ratio("shm spin=off / bare blocking echo", P50, new Cell("shm-off", UNARY), bare, atMost(1.5)));
        Cell grpcFlight = new Cell("grpc-uds-direct", FLIGHT);
        rows.add(ratio("shm, 64 in flight / grpc-uds-direct", THROUGHPUT, flight, grpcFlight, atLeast(20)));
        rows.add(ratio(
                "shm, 64 in flight / a pair of rings", THROUGHPUT, flight, new Cell("rings", FLIGHT), atLeast(0.25)));
        for (Load size : List.of(MIB, MIB64)) {
            rows.add(ratio(
                    "shm, " + size + " / a copy in and out",
                    P50,
                    new Cell("shm", size),
                    new Cell("copy", size),
                    atMost(2)));
        }
        rows.add(figure("shm, 64 threads", THROUGHPUT, new Cell("shm", THREADS), Goal.NONE));
        Cell crowd = new Cell("shm", CROWD);
        rows.add(ratio("shm, 16 processes / 1", THROUGHPUT, crowd, unary, atLeast(0.5)));
        rows.add(figure("shm, the slowest of 16 processes", SLOWEST, crowd, atLeast(0.5)));
        Cell primitive = new Cell("shm", ALLOC);
        rows.add(figure("shm, a call with primitives", CLIENT_HEAP, primitive, atMost(1)));
        rows.add(figure("shm, a call with primitives", SERVER_HEAP, primitive, atMost(1)));
        Cell blocked = new Cell("shm", BLOCKED);
        rows.add(figure("shm, beside a blocked handler", P99, blocked, atMost(2000)));
        rows.add(figure("shm, right behind a handler that blocks", AFTER_BLOCK_P99, blocked, atMost(2000)));
        return rows;
    }

    private static List<Row> promises() {
        List<Row> rows = sharedMemory();
        rows.addAll(streams());
        for (String socket : List.of("uds", "tcp")) {
            Cell bare = new Cell("bare-" + socket, UNARY);
            rows.add(ratio(socket + " / bare blocking echo", P50, new Cell(socket, UNARY), bare, atMost(0.5)));
            Cell sleeping = new Cell(socket + "-off", UNARY);
            rows.add(ratio(socket + " spin=off / bare blocking echo", P50, sleeping, bare, atMost(1.4)));
            for (String executor : EXECUTORS) {
                Cell peer = new Cell("grpc-" + socket + executor, FLIGHT);
                Cell flight = new Cell(socket, FLIGHT);
                rows.add(ratio(socket + ", 64 in flight / " + peer.subject(), THROUGHPUT, flight, peer, atLeast(5)));
            }
            for (String executor : EXECUTORS) {
                Cell peer = new Cell("grpc-" + socket + executor, THREADS);
                Cell threads = new Cell(socket, THREADS);
                rows.add(ratio(socket + ", 64 threads / " + peer.subject(), THROUGHPUT, threads, peer, Goal.NONE));
            }
            Cell direct = new Cell("grpc-" + socket + "-direct", UNARY);
            rows.add(ratio(direct.subject() + " / bare blocking echo", P50, direct, bare, Goal.NONE));
            rows.add(figure(socket + ", 64 threads", THROUGHPUT, new Cell(socket, THREADS), Goal.NONE));
            Cell primitive = new Cell(socket, ALLOC);
            rows.add(figure(socket + ", a call with primitives", CLIENT_HEAP, primitive, Goal.NONE));
            rows.add(figure(socket + ", a call with primitives", SERVER_HEAP, primitive, Goal.NONE));
            Cell blocked = new Cell(socket, BLOCKED);
            rows.add(figure(socket + ", beside a blocked handler", P99, blocked, atMost(2000)));
            rows.add(figure(socket + ", right behind a handler that blocks", AFTER_BLOCK_P99, blocked, atMost(2000)));
        }
        return rows;
    }
}
