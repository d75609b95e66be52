package io.nearcall.benchmarks;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Named figures and latency histograms of one measured run; travels between processes as one line. */
final class Measurement {
    /** Calls measured. */
    static final String CALLS = "calls";
    /** Calls made meanwhile, those before the clock started included: what processor time and heap were used for. */
    static final String CALLS_MADE = "callsMade";
    /** Time the calls took together, nanoseconds of the wall clock. */
    static final String ELAPSED = "elapsed";
    /** Latency of one call, nanoseconds. */
    static final String LATENCY = "latency";
    /** Time from a call to the start of its handler right after another handler blocked, nanoseconds. */
    static final String AFTER_BLOCK = "afterBlock";
    /** Processor time of the client and of the server, nanoseconds. */
    static final String CLIENT_CPU = "clientCpu";

    static final String SERVER_CPU = "serverCpu";
    /** Heap allocated by all threads of the client and of the server, bytes. */
    static final String CLIENT_ALLOCATED = "clientAllocated";

    static final String SERVER_ALLOCATED = "serverAllocated";
    /** Processor time taken by processes that are not ours, in cores. */
    static final String OTHERS = "others";

    /** Calls per second of the slowest and of the fastest of several callers; absent where there is only one. */
    static final String SLOWEST = "slowest";

    static final String FASTEST = "fastest";

    /** Idle connections; absent where connections are not idle. */
    static final String CONNECTIONS = "connections";
    /** What these take, heap after a collection and shared memory, bytes. */
    static final String CLIENT_MEMORY = "clientMemory";

    static final String SERVER_MEMORY = "serverMemory";

    /** How long it was warmed, nanoseconds. */
    static final String WARMED = "warmed";
    /** 1 when it was warm before it was measured, 0 when patience ended first. */
    static final String WARM = "warm";

    private static final String HISTOGRAM = "histogram:";

    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();

    Measurement put(String name, double value) {
        values.put(name, value);
        return this;
    }

    Measurement put(String name, long value) {
        return put(name, (double) value);
    }

    Measurement put(String name, Histogram histogram) {
        histograms.put(name, histogram);
        return this;
    }

    /** What clients did at the same time, as one. */
    static Measurement together(List<Measurement> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Measurement sum = new Measurement();
        for (String name : List.of(CALLS, CALLS_MADE, CLIENT_CPU, CLIENT_ALLOCATED)) {
            sum.put(name, parts.stream().mapToDouble(part -> part.value(name)).sum());
        }
        Histogram latencies = Histograms.fine();
        parts.forEach(part -> latencies.add(part.histograms.get(LATENCY)));
        double rate = parts.stream().mapToDouble(Measurement::throughput).sum();
        return sum.put(ELAPSED, sum.value(CALLS) / rate * 1e9)
                .put(
                        SLOWEST,
                        parts.stream().mapToDouble(Measurement::slowest).min().orElseThrow())
                .put(
                        FASTEST,
                        parts.stream().mapToDouble(Measurement::fastest).max().orElseThrow())
                .put(LATENCY, latencies);
    }

    private double slowest() {
        return values.getOrDefault(SLOWEST, throughput());
    }

    private double fastest() {
        return values.getOrDefault(FASTEST, throughput());
    }

    /** The value, or NaN when this run has none of that name. */
    double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** The value divided by the number of calls made. */
    double perCall(String name) {
        return value(name) / value(CALLS_MADE);
    }

    /** Calls per second of the wall clock. */
    double throughput() {
        return value(CALLS) / value(ELAPSED) * 1e9;
    }

    /** A percentile in nanoseconds, or NaN when this run has no histogram of that name. */
    double percentile(String name, double percentile) {
        return histogram(name)
                .map(histogram -> (double) histogram.getValueAtPercentile(percentile))
                .orElse(Double.NaN);
    }

    /** The histogram of that name, if this run has one. */
    Optional<Histogram> histogram(String name) {
        return Optional.ofNullable(histograms.get(name));
    }

    String encoded() {
        StringBuilder line = new StringBuilder();
        values.forEach(
                (name, value) -> line.append(name).append('=').append(value).append(' '));
        histograms.forEach((name, histogram) -> line.append(HISTOGRAM)
                .append(name)
                .append('=')
                .append(text(histogram))
                .append(' '));
        return line.toString().strip();
    }

    static Measurement decoded(String line) {
        Measurement measurement = new Measurement();
        for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            String name = word.substring(0, equals);
            String value = word.substring(equals + 1);
            if (name.startsWith(HISTOGRAM)) {
                measurement.put(name.substring(HISTOGRAM.length()), parsed(value));
            } else {
                measurement.put(name, Double.parseDouble(value));
            }
        }
        return measurement;
    }

    private static String text(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    private static Histogram parsed(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a histogram: " + text, e);
        }
    }
}
