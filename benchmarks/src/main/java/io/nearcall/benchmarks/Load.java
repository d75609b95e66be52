package io.nearcall.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The kinds of work a client can be given. */
enum Load {
    /** One blocking caller. */
    UNARY("1 caller", server -> closed(server.connect().blocking())),
    /** Blocking callers on threads of their own. */
    THREADS4("4 threads", 1, 4, server -> new Callers(server.connect().blocking(), 4)),
    THREADS16("16 threads", 1, 16, server -> new Callers(server.connect().blocking(), 16)),
    THREADS("64 threads", 1, 64, server -> new Callers(server.connect().blocking(), 64)),
    /** One blocking caller in each of many processes. */
    PROCESSES4("4 processes", 4, 1, server -> closed(server.connect().blocking())),
    CROWD("16 processes", 16, 1, server -> closed(server.connect().blocking())),
    /** Blocking callers on threads of their own in each of many processes. */
    GRID64X1(64, 1),
    GRID4X4(4, 4),
    GRID16X4(16, 4),
    GRID64X4(64, 4),
    GRID4X16(4, 16),
    GRID16X16(16, 16),
    GRID4X64(4, 64),
    GRID16X64(16, 64),
    /** Asynchronous calls, each made again from its completion. */
    FLIGHT("64 in flight", server -> new InFlight(server.connect().async(), 64)),
    /** Calls that begin at given times, whether the one before was quick or not. */
    RATE("2,000 calls/s", server -> new FixedRate(server.connect().blocking(), 2_000)),

    /** A small record, there and back. */
    RECORD("small record", server -> closed(server.connect().record())),
    /** A record of 20 fields with lists, there and back. */
    ORDER("record of 20 fields", server -> closed(server.connect().order())),
    /** One blocking caller that hands over so many bytes. */
    KIB("1 KiB", 1 << 10),
    KIB64("64 KiB", 64 << 10) {
        @Override
        long warmCalls(long usual) {
            return usual / 5;
        }
    },
    MIB("1 MiB", 1 << 20) {
        @Override
        long warmCalls(long usual) {
            return usual / 50;
        }
    },
    MIB64("64 MiB", 64 << 20) {
        @Override
        long warmCalls(long usual) {
            return usual / 2000;
        }

        @Override
        List<String> jvmFlags() {
            return List.of("-Xms1g", "-Xmx1g", "-Dnearcall.limits.message=" + (65 << 20));
        }
    },

    /** Calls without a reply, as fast as they are taken. */
    ONE_WAY("one-way", server -> closed(server.connect().oneWay())),
    /** Elements of 100 bytes of an endless stream, each counted as a call, by one thread that pulls them. */
    STREAM("server stream", server -> closed(server.connect().elements())) {
        @Override
        long warmCalls(long usual) {
            return usual * 20;
        }
    },
    /** A call whose handler calls back before it replies. */
    CALL_BACK("call-back", server -> closed(server.connect().callBack())),
    /** One caller with primitive arguments, by number of calls. */
    ALLOC("primitives", server -> new ClosedLoop(server.connect().primitive(), 1_000_000, Histograms.fine())) {
        @Override
        long measureNanos(long usual) {
            // A million calls take as long as they take; a slow subject makes fewer.
            return Math.max(usual, TimeUnit.SECONDS.toNanos(usual > TimeUnit.SECONDS.toNanos(1) ? 30 : 1));
        }
    },
    /** Calls beside a handler that is blocked. */
    BLOCKED("1 handler blocked", server -> new Blocked(server.connect().blockable())),

    /** Connections that nobody uses. */
    IDLE1("1 idle connection", 1, Idle::new),
    IDLE100("100 idle connections", 100, Idle::new),
    IDLE1000("1,000 idle connections", 1_000, Idle::new),
    /** From the start of a JVM to its first reply. */
    START("start-up", StartUp::new) {
        @Override
        long warmCalls(long usual) {
            return 1;
        }
    },
    /** A record of 20 fields to bytes and back, by one thread and without a call. */
    MARSHAL("marshalling", server -> closed(server.connect().marshalling()));

    /** The least time for which several clients are measured. */
    static final long CROWD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String description;
    private final int processes;
    private final int threads;
    private final int payload;
    private final int connections;

    @SuppressWarnings("ImmutableEnumChecker") // none of the functions has state
    private final Maker maker;

    Load(String description, Maker maker) {
        this(description, 1, 1, maker);
    }

    Load(String description, int processes, int threads, Maker maker) {
        this(description, processes, threads, Payload.TEXT.length(), 0, maker);
    }

    Load(int processes, int threads) {
        this(
                threads + (threads == 1 ? " thread" : " threads") + " in each of " + processes + " processes",
                processes,
                threads,
                server -> new Callers(server.connect().blocking(), threads));
    }

    Load(String description, int payload) {
        this(
                description,
                1,
                1,
                payload,
                0,
                server -> new ClosedLoop(server.connect().large(payload), Long.MAX_VALUE, Histograms.coarse()));
    }

    Load(String description, int connections, ConnectionsMaker maker) {
        this(description, 1, 1, 0, connections, server -> maker.over(server, connections));
    }

    Load(String description, int processes, int threads, int payload, int connections, Maker maker) {
        this.description = description;
        this.processes = processes;
        this.threads = threads;
        this.payload = payload;
        this.connections = connections;
        this.maker = maker;
    }

    /** Connects, and makes what the client process is to do. */
    Workload over(Reach server) throws Exception {
        return maker.over(server);
    }

    /** Threads that call in each client process. */
    int threads() {
        return threads;
    }

    /** Client processes that do the same at the same time. */
    int processes() {
        return processes;
    }

    /** Bytes that a call carries. */
    int payload() {
        return payload;
    }

    /** Idle connections; 0 where connections are not idle. */
    int connections() {
        return connections;
    }

    /** The same with more and more threads. */
    static List<Load> byThreads() {
        return List.of(UNARY, THREADS4, THREADS16, THREADS);
    }

    /** The same with more and more client processes. */
    static List<Load> byProcesses() {
        return List.of(UNARY, PROCESSES4, CROWD);
    }

    /** The same by threads in each process and processes, as far as two cores make sense of it. */
    static List<Load> grid() {
        return Stream.concat(
                        Stream.of(UNARY, THREADS4, THREADS16, THREADS, PROCESSES4, CROWD),
                        Stream.of(values()).filter(load -> load.name().startsWith("GRID")))
                .toList();
    }

    /** The same with more and more bytes. */
    static List<Load> byPayload() {
        return List.of(UNARY, KIB, KIB64, MIB, MIB64);
    }

    /** How long to measure where {@code usual} is asked for. */
    long measureNanos(long usual) {
        if (processes > 1) {
            // Who is slowest changes with every turn of the scheduler; only whoever stays so is treated unfairly.
            return Math.max(usual, CROWD_NANOS);
        }
        // What wakes up once a second is not seen in half of one.
        return connections == 0 ? usual : 5 * usual;
    }

    /** How many calls warm it where {@code usual} do for small ones. */
    long warmCalls(long usual) {
        return connections == 0 ? usual : 1;
    }

    /** For the processes, behind those for all. */
    List<String> jvmFlags() {
        return List.of();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return description;
    }

    private static Workload closed(BlockingTarget target) {
        return new ClosedLoop(target, Long.MAX_VALUE, Histograms.fine());
    }

    private interface Maker {
        Workload over(Reach server) throws Exception;
    }

    private interface ConnectionsMaker {
        Workload over(Reach server, int connections) throws Exception;
    }
}
