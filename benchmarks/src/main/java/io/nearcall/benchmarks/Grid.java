package io.nearcall.benchmarks;

import io.nearcall.benchmarks.plot.HeatMap;
import io.nearcall.benchmarks.plot.HeatMap.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One subject by client threads and client processes. */
record Grid(String subject, Results results) {
    private static final List<Metric> METRICS = List.of(Metric.THROUGHPUT, Metric.SLOWEST, Metric.CPU);

    /** Those that have something measured with threads and processes at once. */
    static List<Grid> all(Results results) {
        return results.plan().cells().stream()
                .filter(cell -> cell.load().threads() > 1 && cell.load().processes() > 1 && results.isMeasured(cell))
                .map(Cell::subject)
                .distinct()
                .map(subject -> new Grid(subject, results))
                .toList();
    }

    HeatMap plot() {
        List<Integer> threads = threads();
        List<Integer> processes = processes();
        List<Tile> tiles = new ArrayList<>();
        for (int y = 0; y < processes.size(); y++) {
            for (int x = 0; x < threads.size(); x++) {
                Optional<Cell> cell = at(threads.get(x), processes.get(y));
                if (cell.isPresent()) {
                    tiles.add(new Tile(
                            x, y, results.of(cell.get(), Metric.THROUGHPUT).median(), lines(cell.get())));
                }
            }
        }
        return new HeatMap(
                subject + " by client threads and processes",
                List.of(
                        "calls/s, slowest / fastest caller, CPU per million calls",
                        "threads in each process from left to right, processes downwards"),
                threads.stream().map(String::valueOf).toList(),
                processes.stream().map(String::valueOf).toList(),
                tiles);
    }

    @Override
    public String toString() {
        List<String> titles = new ArrayList<>(List.of(subject + ", processes × threads"));
        METRICS.forEach(metric -> titles.add(metric.toString()));
        Table table = new Table(titles);
        for (int processes : processes()) {
            for (int threads : threads()) {
                at(threads, processes).ifPresent(cell -> {
                    List<String> line = new ArrayList<>(List.of(processes + " × " + threads));
                    METRICS.forEach(metric ->
                            line.add(Spread.text(results.of(cell, metric).median())));
                    table.add(line);
                });
            }
        }
        return table.toString();
    }

    private List<String> lines(Cell cell) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%,.0f", results.of(cell, Metric.THROUGHPUT).median()));
        double slowest = results.of(cell, Metric.SLOWEST).median();
        if (!Double.isNaN(slowest)) {
            lines.add(Spread.text(slowest));
        }
        lines.add(Spread.text(results.of(cell, Metric.CPU).median()) + " s");
        return lines;
    }

    private List<Integer> threads() {
        return Load.grid().stream().map(Load::threads).distinct().sorted().toList();
    }

    private List<Integer> processes() {
        return Load.grid().stream().map(Load::processes).distinct().sorted().toList();
    }

    private Optional<Cell> at(int threads, int processes) {
        return Load.grid().stream()
                .filter(load -> load.threads() == threads && load.processes() == processes)
                .map(load -> new Cell(subject, load))
                .filter(results::isMeasured)
                .findFirst();
    }
}
