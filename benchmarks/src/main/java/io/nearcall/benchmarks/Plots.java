package io.nearcall.benchmarks;

import io.nearcall.benchmarks.plot.Axis;
import io.nearcall.benchmarks.plot.BarPlot;
import io.nearcall.benchmarks.plot.LinePlot;
import io.nearcall.benchmarks.plot.LinePlot.Point;
import io.nearcall.benchmarks.plot.LinePlot.Series;
import io.nearcall.benchmarks.plot.Plot;
import io.nearcall.benchmarks.plot.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** The plots of what was measured; a subject looks the same in all of them. */
final class Plots {
    private static final List<String> DEFAULTS =
            List.of("words", "bare-uds", "shm", "uds", "tcp", "rmi", "thrift", "rsocket", "grpc-uds", "grpc-tcp");
    private static final List<String> RATED = List.of("shm", "uds", "tcp", "grpc-uds-direct", "grpc-tcp-direct");
    private static final List<String> SPINNING =
            List.of("words", "bare-uds-spin", "bare-tcp-spin", "shm-always", "uds-always", "tcp-always", "aeron");
    private static final List<String> SLEEPING = List.of(
            "bare-uds",
            "bare-tcp",
            "shm-off",
            "uds-off",
            "tcp-off",
            "rmi",
            "thrift",
            "rsocket-zero-copy",
            "lsp4j",
            "grpc-uds-direct",
            "grpc-tcp-direct");

    private static final Map<String, Style> STYLES = Map.ofEntries(
            Map.entry("words", new Style("limit", false)),
            Map.entry("rings", new Style("limit", false)),
            Map.entry("copy", new Style("limit", false)),
            Map.entry("bare-uds", new Style("limit", true)),
            Map.entry("bare-tcp", new Style("limit", false)),
            Map.entry("bare-uds-spin", new Style("limit", true)),
            Map.entry("bare-tcp-spin", new Style("c3", true)),
            Map.entry("shm", new Style("c1", false)),
            Map.entry("shm-always", new Style("c1", false)),
            Map.entry("uds-always", new Style("c2", false)),
            Map.entry("tcp-always", new Style("c5", false)),
            Map.entry("shm-off", new Style("c1", true)),
            Map.entry("uds", new Style("c2", false)),
            Map.entry("uds-off", new Style("c2", true)),
            Map.entry("tcp", new Style("c5", false)),
            Map.entry("tcp-off", new Style("c5", true)),
            Map.entry("bridge", new Style("c1", true)),
            Map.entry("aeron", new Style("c4", false)),
            Map.entry("aeron-backoff", new Style("c4", true)),
            Map.entry("rmi", new Style("c3", false)),
            Map.entry("thrift", new Style("c7", false)),
            Map.entry("thrift-selector", new Style("c7", true)),
            Map.entry("rsocket", new Style("c4", true)),
            Map.entry("rsocket-zero-copy", new Style("c4", false)),
            Map.entry("lsp4j", new Style("c3", true)),
            Map.entry("grpc-uds", new Style("c6", true)),
            Map.entry("grpc-uds-direct", new Style("c6", false)),
            Map.entry("grpc-tcp", new Style("c8", true)),
            Map.entry("grpc-tcp-direct", new Style("c8", false)));
    private static final Style OTHER = new Style("c3", true);

    private final Results results;

    Plots(Results results) {
        this.results = results;
    }

    /** All that have something to show. */
    List<Plot> forPage() {
        Stream<Plot> grids = Grid.all(results).stream().map(Grid::plot);
        return Stream.concat(single(), grids).filter(plot -> !plot.isEmpty()).toList();
    }

    private Stream<Plot> single() {
        return Stream.of(
                latency(),
                latencies("Latency, spinning while they wait", SPINNING, Load.UNARY),
                latencies("Latency, sleeping while they wait", SLEEPING, Load.UNARY),
                latencies("Latency at 2,000 calls/s", RATED, Load.RATE),
                byThreads(),
                byProcesses(),
                byPayload(),
                processor());
    }

    /** Those of the README, by file name; of a run that measured nothing for one of them, the other. */
    Map<String, Plot> forReadme() {
        Map<String, Plot> plots = new LinkedHashMap<>();
        plots.put("latency.svg", latency());
        plots.put("threads.svg", byThreads());
        plots.values().removeIf(Plot::isEmpty);
        return plots;
    }

    private Plot latency() {
        return latencies("Latency of an echo, default settings", DEFAULTS, Load.UNARY);
    }

    private Plot byThreads() {
        return throughput("Throughput by client threads", "threads", Load::threads, Load.byThreads());
    }

    private Plot byProcesses() {
        return throughput("Throughput by client processes", "processes", Load::processes, Load.byProcesses());
    }

    private Plot byPayload() {
        return throughput("Throughput by payload", "bytes", Load::payload, Load.byPayload());
    }

    private Plot latencies(String title, List<String> subjects, Load load) {
        List<Series> series = new ArrayList<>();
        for (String subject : subjects) {
            Histogram latencies = results.latencies(new Cell(subject, load));
            if (latencies.getTotalCount() > 0) {
                series.add(new Series(subject, style(subject), curve(latencies)));
            }
        }
        return new LinePlot(title, Axis.nines("percentile"), decades("µs", series), series, false);
    }

    /** Ends where a single call would decide. */
    private static List<Point> curve(Histogram latencies) {
        List<Point> points = new ArrayList<>();
        for (HistogramIterationValue value : latencies.percentiles(8)) {
            double beyond = 1 - value.getPercentileLevelIteratedTo() / 100;
            if (beyond * latencies.getTotalCount() < 1 || beyond < 1e-4) {
                break;
            }
            points.add(new Point(1 / beyond, value.getValueIteratedTo() / 1e3, ""));
        }
        return points;
    }

    private Plot throughput(String title, String label, ToDoubleFunction<Load> x, List<Load> loads) {
        List<Series> series = new ArrayList<>();
        for (String subject : subjects()) {
            List<Point> points = new ArrayList<>();
            for (Load load : loads) {
                Cell cell = new Cell(subject, load);
                if (results.isMeasured(cell)) {
                    double rate = results.of(cell, Metric.THROUGHPUT).median();
                    points.add(new Point(x.applyAsDouble(load), rate, load + ", " + Spread.text(rate) + " calls/s"));
                }
            }
            // One point is no line.
            if (points.size() > 1) {
                series.add(new Series(subject, style(subject), points));
            }
        }
        List<Axis.Tick> ticks = loads.stream()
                .map(load -> new Axis.Tick(x.applyAsDouble(load), size((long) x.applyAsDouble(load))))
                .toList();
        return new LinePlot(title, Axis.of(label, ticks), decades("calls/s", series), series, true);
    }

    private Plot processor() {
        List<BarPlot.Bar> bars = new ArrayList<>();
        for (String subject : subjects()) {
            Cell cell = new Cell(subject, Load.UNARY);
            if (results.isMeasured(cell)) {
                bars.add(new BarPlot.Bar(
                        subject,
                        List.of(
                                results.of(cell, Metric.CLIENT_CPU).median(),
                                results.of(cell, Metric.SERVER_CPU).median())));
            }
        }
        return new BarPlot("Processor time of an echo", "µs", List.of("client", "server"), bars);
    }

    private List<String> subjects() {
        return results.plan().cells().stream().map(Cell::subject).distinct().toList();
    }

    private static Axis decades(String label, List<Series> series) {
        return Axis.decades(
                label, series.stream().flatMap(one -> one.points().stream()).mapToDouble(Point::y));
    }

    private static Style style(String subject) {
        return STYLES.getOrDefault(subject, OTHER);
    }

    private static String size(long number) {
        if (number < 1 << 10) {
            return String.valueOf(number);
        }
        return number < 1 << 20 ? (number >> 10) + " Ki" : (number >> 20) + " Mi";
    }
}
