package io.nearcall.benchmarks;

import static io.nearcall.benchmarks.Load.ALLOC;
import static io.nearcall.benchmarks.Load.BLOCKED;
import static io.nearcall.benchmarks.Load.CROWD;
import static io.nearcall.benchmarks.Load.FLIGHT;
import static io.nearcall.benchmarks.Load.IDLE1000;
import static io.nearcall.benchmarks.Load.MARSHAL;
import static io.nearcall.benchmarks.Load.MIB;
import static io.nearcall.benchmarks.Load.MIB64;
import static io.nearcall.benchmarks.Load.START;
import static io.nearcall.benchmarks.Load.STREAM;
import static io.nearcall.benchmarks.Load.THREADS;
import static io.nearcall.benchmarks.Load.UNARY;
import static io.nearcall.benchmarks.Metric.AFTER_BLOCK_P99;
import static io.nearcall.benchmarks.Metric.CLIENT_HEAP;
import static io.nearcall.benchmarks.Metric.CLIENT_MEMORY;
import static io.nearcall.benchmarks.Metric.IDLE_CPU;
import static io.nearcall.benchmarks.Metric.P50;
import static io.nearcall.benchmarks.Metric.P99;
import static io.nearcall.benchmarks.Metric.SERVER_HEAP;
import static io.nearcall.benchmarks.Metric.SERVER_MEMORY;
import static io.nearcall.benchmarks.Metric.SLOWEST;
import static io.nearcall.benchmarks.Metric.THROUGHPUT;
import static io.nearcall.benchmarks.Row.Goal.atLeast;
import static io.nearcall.benchmarks.Row.Goal.atMost;
import static io.nearcall.benchmarks.Row.difference;
import static io.nearcall.benchmarks.Row.figure;
import static io.nearcall.benchmarks.Row.ratio;

import io.nearcall.benchmarks.Row.Goal;
import java.util.ArrayList;
import java.util.List;

/** What is promised: every row with its goal and, where there is one, its dream; nowhere else. */
final class Promises {
    private static final List<String> EXECUTORS = List.of("", "-direct");

    /** Nothing by the call: half a byte is what the question how much was allocated allocates itself. */
    private static final Goal NO_BYTE = atMost(0.5, 0.5);

    private Promises() {}

    static List<Row> all() {
        List<Row> rows = sharedMemory();
        rows.addAll(streams());
        rows.addAll(connections());
        rows.addAll(peers());
        rows.addAll(stubs());
        rows.addAll(children());
        rows.add(ratio(
                "marshalling a record of 20 fields / protobuf-java",
                P50,
                new Cell("wire", MARSHAL),
                new Cell("protobuf", MARSHAL),
                atMost(1, 0.7)));
        for (String socket : List.of("uds", "tcp")) {
            Cell bare = new Cell("bare-" + socket, UNARY);
            rows.add(ratio(socket + " / bare blocking echo", P50, new Cell(socket, UNARY), bare, atMost(0.3, 0.1)));
            Cell sleeping = new Cell(socket + "-off", UNARY);
            rows.add(ratio(socket + " spin=off / bare blocking echo", P50, sleeping, bare, atMost(1.25, 1.1)));
            for (String executor : EXECUTORS) {
                Cell peer = new Cell("grpc-" + socket + executor, FLIGHT);
                Cell flight = new Cell(socket, FLIGHT);
                rows.add(
                        ratio(socket + ", 64 in flight / " + peer.subject(), THROUGHPUT, flight, peer, atLeast(6, 12)));
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
            rows.add(figure(socket + ", a call with primitives", CLIENT_HEAP, primitive, NO_BYTE));
            rows.add(figure(socket + ", a call with primitives", SERVER_HEAP, primitive, NO_BYTE));
            Cell blocked = new Cell(socket, BLOCKED);
            rows.add(figure(socket + ", beside a blocked handler", P99, blocked, atMost(2000)));
            rows.add(figure(socket + ", right behind a handler that blocks", AFTER_BLOCK_P99, blocked, atMost(2000)));
        }
        return rows;
    }

    /** Like with like: what sleeps with us asleep, what spins with us spinning. */
    private static List<Row> peers() {
        List<Row> rows = new ArrayList<>();
        Cell shm = new Cell("shm", UNARY);
        Cell spinning = new Cell("shm-always", UNARY);
        rows.add(difference(
                "shm spin=always beyond Aeron IPC", P50, spinning, new Cell("aeron", UNARY), atMost(0.15, 0.15)));
        rows.add(ratio("aeron-backoff / shm", P50, new Cell("aeron-backoff", UNARY), shm, Goal.NONE));
        rows.add(ratio("Chronicle Queue / shm spin=always", P50, new Cell("chronicle", UNARY), spinning, Goal.NONE));
        for (String peer : Plan.BLOCKING_PEERS) {
            rows.add(
                    ratio(peer + " / tcp spin=off", P50, new Cell(peer, UNARY), new Cell("tcp-off", UNARY), Goal.NONE));
        }
        Cell pipes = new Cell("lsp4j", UNARY);
        rows.add(ratio("lsp4j / pipe spin=off", P50, pipes, new Cell("pipe-off", UNARY), Goal.NONE));
        return rows;
    }

    /** Both with handlers on threads of their own, and both with handlers where the call is read. */
    private static List<Row> stubs() {
        Goal goal = atMost(1.1, 1);
        return List.of(
                ratio("grpc / grpc-tcp", P50, new Cell("grpc", UNARY), new Cell("grpc-tcp", UNARY), goal),
                ratio(
                        "grpc, handlers @Inline / grpc-tcp-direct",
                        P50,
                        new Cell("grpc-inline", UNARY),
                        new Cell("grpc-tcp-direct", UNARY),
                        goal));
    }

    private static List<Row> children() {
        Cell bare = new Cell("bare-pipe", UNARY);
        return List.of(
                ratio("pipe / bare blocking pipe echo", P50, new Cell("pipe", UNARY), bare, atMost(0.5)),
                ratio(
                        "pipe upgraded / pipe",
                        P50,
                        new Cell("pipe-upgraded", UNARY),
                        new Cell("pipe", UNARY),
                        Goal.NONE),
                ratio("pipe spin=off / bare blocking pipe echo", P50, new Cell("pipe-off", UNARY), bare, atMost(1.4)),
                difference(
                        "pipe, start of a JVM and its child to the first reply, beyond a bare JVM",
                        P50,
                        new Cell("pipe", START),
                        new Cell("jvm", START),
                        Goal.NONE));
    }

    private static List<Row> connections() {
        List<Row> rows = new ArrayList<>();
        for (String transport : List.of("shm", "uds", "tcp")) {
            Cell idle = new Cell(transport, IDLE1000);
            rows.add(figure(transport + ", 1,000 idle connections", IDLE_CPU, idle, atMost(1, 0.1)));
            rows.add(figure(transport + ", a client's connection", CLIENT_MEMORY, idle, Goal.NONE));
            rows.add(figure(transport + ", a server's connection", SERVER_MEMORY, idle, Goal.NONE));
            rows.add(difference(
                    transport + ", JVM start to first reply, beyond a bare JVM",
                    P50,
                    new Cell(transport, START),
                    new Cell("jvm", START),
                    Goal.NONE));
        }
        return rows;
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
        rows.add(ratio("shm / two words", P50, unary, words, atMost(2.5, 2)));
        rows.add(ratio("shm / two words", P99, unary, words, atMost(4)));
        rows.add(ratio("grpc-uds-direct / shm", P50, grpc, unary, atLeast(150, 300)));
        rows.add(ratio("grpc-uds-direct / the same stubs over shm", P50, grpc, new Cell("bridge", UNARY), atLeast(10)));
        rows.add(ratio("shm spin=off / bare blocking echo", P50, new Cell("shm-off", UNARY), bare, atMost(1.25, 1.1)));
        Cell grpcFlight = new Cell("grpc-uds-direct", FLIGHT);
        rows.add(ratio("shm, 64 in flight / grpc-uds-direct", THROUGHPUT, flight, grpcFlight, atLeast(25, 50)));
        rows.add(ratio(
                "shm, 64 in flight / a pair of rings", THROUGHPUT, flight, new Cell("rings", FLIGHT), atLeast(0.25)));
        rows.add(ratio(
                "shm, 1 MiB / a copy in and out", P50, new Cell("shm", MIB), new Cell("copy", MIB), atMost(1.5, 1.2)));
        rows.add(ratio(
                "shm, 64 MiB / a copy in and out", P50, new Cell("shm", MIB64), new Cell("copy", MIB64), atMost(2)));
        rows.add(figure("shm, 64 threads", THROUGHPUT, new Cell("shm", THREADS), Goal.NONE));
        Cell crowd = new Cell("shm", CROWD);
        rows.add(ratio("shm, 16 processes / 1", THROUGHPUT, crowd, unary, atLeast(0.5, 0.8)));
        rows.add(figure("shm, the slowest of 16 processes", SLOWEST, crowd, atLeast(0.5, 0.8)));
        Cell primitive = new Cell("shm", ALLOC);
        rows.add(figure("shm, a call with primitives", CLIENT_HEAP, primitive, NO_BYTE));
        rows.add(figure("shm, a call with primitives", SERVER_HEAP, primitive, NO_BYTE));
        Cell blocked = new Cell("shm", BLOCKED);
        rows.add(figure("shm, beside a blocked handler", P99, blocked, atMost(2000)));
        rows.add(figure("shm, right behind a handler that blocks", AFTER_BLOCK_P99, blocked, atMost(2000)));
        return rows;
    }
}
