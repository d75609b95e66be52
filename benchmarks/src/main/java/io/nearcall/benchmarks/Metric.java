package io.nearcall.benchmarks;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure of a measured run. */
enum Metric {
    P50("p50, µs", run -> run.percentile(Measurement.LATENCY, 50) / 1e3),
    P99("p99, µs", run -> run.percentile(Measurement.LATENCY, 99) / 1e3),
    MAX("max, µs", run -> run.percentile(Measurement.LATENCY, 100) / 1e3),
    AFTER_BLOCK_P50("after block p50, µs", run -> run.percentile(Measurement.AFTER_BLOCK, 50) / 1e3),
    AFTER_BLOCK_P99("after block p99, µs", run -> run.percentile(Measurement.AFTER_BLOCK, 99) / 1e3),
    AFTER_BLOCK_MAX("after block max, µs", run -> run.percentile(Measurement.AFTER_BLOCK, 100) / 1e3),
    THROUGHPUT("calls/s", Measurement::throughput),
    SLOWEST("slowest / fastest", run -> run.value(Measurement.SLOWEST) / run.value(Measurement.FASTEST)),
    /** A microsecond a call is a second per million calls. */
    CPU("CPU of all, s per million calls", run -> cpu(run) / 1e3),
    CLIENT_CPU("client CPU, µs", run -> run.perCall(Measurement.CLIENT_CPU) / 1e3),
    SERVER_CPU("server CPU, µs", run -> run.perCall(Measurement.SERVER_CPU) / 1e3),
    CLIENT_HEAP("client heap, B", run -> run.perCall(Measurement.CLIENT_ALLOCATED)),
    SERVER_HEAP("server heap, B", run -> run.perCall(Measurement.SERVER_ALLOCATED)),
    IDLE_CPU("idle CPU of both, % of a core", Metric::idleCpu),
    CLIENT_MEMORY("client memory a connection, KiB", run -> memory(run, Measurement.CLIENT_MEMORY)),
    SERVER_MEMORY("server memory a connection, KiB", run -> memory(run, Measurement.SERVER_MEMORY)),
    WARMED("warm-up, s", run -> run.value(Measurement.WARMED) / 1e9),
    WARM("warm", run -> run.value(Measurement.WARM)),
    OTHERS("others, cores", run -> run.value(Measurement.OTHERS));

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // none of the functions has state
    private final ToDoubleFunction<Measurement> figure;

    Metric(String title, ToDoubleFunction<Measurement> figure) {
        this.title = title;
        this.figure = figure;
    }

    /** For ids: the constant's name as a word. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    double of(Measurement run) {
        return figure.applyAsDouble(run);
    }

    private static double idleCpu(Measurement run) {
        double used = run.value(Measurement.CLIENT_CPU) + run.value(Measurement.SERVER_CPU);
        return Double.isNaN(run.value(Measurement.CONNECTIONS))
                ? Double.NaN
                : 100 * used / run.value(Measurement.ELAPSED);
    }

    private static double cpu(Measurement run) {
        return run.perCall(Measurement.CLIENT_CPU) + run.perCall(Measurement.SERVER_CPU);
    }

    private static double memory(Measurement run, String name) {
        return run.value(name) / run.value(Measurement.CONNECTIONS) / 1024;
    }

    @Override
    public String toString() {
        return title;
    }
}
