package io.nearcall.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The kinds of work a client can be given. */
enum Load {
    /** One blocking caller. */
    UNARY("1 caller") {
        @Override
        Workload over(Subject.Client client) throws Exception {
            return new ClosedLoop(client.blocking(), Long.MAX_VALUE, Histograms.fine());
        }
    },
    /** One blocking caller in each of many processes. */
    CROWD("16 processes") {
        @Override
        Workload over(Subject.Client client) throws Exception {
            return UNARY.over(client);
        }

        @Override
        int processes() {
            return 16;
        }
    },
    /** Asynchronous calls, each made again from its completion. */
    FLIGHT("64 in flight") {
        @Override
        Workload over(Subject.Client client) throws Exception {
            return new InFlight(client.async(), MANY);
        }
    },
    /** Blocking callers on threads of their own. */
    THREADS("64 threads") {
        @Override
        Workload over(Subject.Client client) throws Exception {
            return new Callers(client.blocking(), MANY);
        }

        @Override
        int threads() {
            return MANY;
        }
    },
    /** One caller with primitive arguments, by number of calls. */
    ALLOC("primitives") {
        @Override
        Workload over(Subject.Client client) throws Exception {
            return new ClosedLoop(client.primitive(), 1_000_000, Histograms.fine());
        }

        @Override
        long measureNanos(long usual) {
            // A million calls take as long as they take; a slow subject makes fewer.
            return Math.max(usual, TimeUnit.SECONDS.toNanos(usual > TimeUnit.SECONDS.toNanos(1) ? 30 : 1));
        }
    },
    /** Calls beside a handler that is blocked. */
    BLOCKED("1 handler blocked") {
        @Override
        Workload over(Subject.Client client) throws Exception {
            return new Blocked(client.blockable());
        }
    },
    /** Elements of 100 bytes of an endless stream, each counted as a call, by one thread that pulls them. */
    STREAM("server stream") {
        @Override
        Workload over(Subject.Client client) throws Exception {
            return new ClosedLoop(client.elements(), Long.MAX_VALUE, Histograms.fine());
        }

        @Override
        long warmCalls(long usual) {
            return usual * 20;
        }
    },
    /** One blocking caller that hands over 1 MiB. */
    MIB("1 MiB") {
        @Override
        Workload over(Subject.Client client) throws Exception {
            return new ClosedLoop(client.large(payload()), Long.MAX_VALUE, Histograms.coarse());
        }

        @Override
        int payload() {
            return 1 << 20;
        }

        @Override
        long warmCalls(long usual) {
            return usual / 50;
        }
    },
    /** One blocking caller that hands over 64 MiB. */
    MIB64("64 MiB") {
        @Override
        Workload over(Subject.Client client) throws Exception {
            return new ClosedLoop(client.large(payload()), Long.MAX_VALUE, Histograms.coarse());
        }

        @Override
        int payload() {
            return 64 << 20;
        }

        @Override
        long warmCalls(long usual) {
            return usual / 2000;
        }

        @Override
        List<String> jvmFlags() {
            return List.of("-Xms1g", "-Xmx1g", "-Dnearcall.limits.message=" + (65 << 20));
        }
    };

    private static final int MANY = 64;

    private final String description;

    Load(String description) {
        this.description = description;
    }

    abstract Workload over(Subject.Client client) throws Exception;

    /** How long to measure where {@code usual} is asked for. */
    long measureNanos(long usual) {
        return usual;
    }

    /** Threads that call in each client process. */
    int threads() {
        return 1;
    }

    /** Bytes that a call carries. */
    int payload() {
        return Payload.TEXT.length();
    }

    /** Client processes that do the same at the same time. */
    int processes() {
        return 1;
    }

    /** How many calls warm it where {@code usual} do for small ones. */
    long warmCalls(long usual) {
        return usual;
    }

    /** For the processes, behind those for all. */
    List<String> jvmFlags() {
        return List.of();
    }

    /** The same with more and more threads. */
    static List<Load> byThreads() {
        return List.of(UNARY, THREADS);
    }

    /** The same with more and more client processes. */
    static List<Load> byProcesses() {
        return List.of(UNARY, CROWD);
    }

    /** The same with more and more bytes. */
    static List<Load> byPayload() {
        return List.of(UNARY, MIB, MIB64);
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return description;
    }
}
