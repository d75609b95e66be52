package io.nearcall.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The same cells of two builds, measured in pairs.
 *
 * <p>Both of a pair are measured right after each other, each in fresh processes, now the one first and now the other:
 * the speed of a shared machine drifts.
 */
final class Comparison {
    private static final List<Metric> METRICS = List.of(Metric.P50, Metric.P99, Metric.THROUGHPUT);

    /** A smaller difference is not told from none. */
    private static final double NOTICED = 1.1;

    /** How probable by chance a difference that is told may be. */
    private static final double CHANCE = 0.05;

    /** Fewer cannot be told from chance, even if all of them are slower. */
    static final int LEAST_PAIRS = 6;

    private final Map<Cell, List<Pair>> pairs = new LinkedHashMap<>();
    private int missing;

    /** Measures each cell once with a former build, given by its class path, and once with this one. */
    void measure(Set<Cell> cells, Fleet fleet, String before) throws InterruptedException {
        for (Cell cell : cells) {
            boolean afterFirst = pairs.getOrDefault(cell, List.of()).size() % 2 == 1;
            try {
                Measurement first = afterFirst ? fleet.measure(cell) : fleet.measure(cell, before);
                Measurement second = afterFirst ? fleet.measure(cell, before) : fleet.measure(cell);
                add(cell, afterFirst ? second : first, afterFirst ? first : second);
            } catch (IOException e) {
                missing++;
                System.err.println(cell.id() + ": a pair is missing: " + e.getMessage());
            }
        }
    }

    /** Pairs that could not be measured, or have no figure to compare. */
    int missing() {
        return missing;
    }

    /** Adds a pair. */
    void add(Cell cell, Measurement before, Measurement after) {
        Pair pair = new Pair(before, after);
        if (differences(List.of(pair)).findAny().isEmpty()) {
            missing++;
            System.err.println(cell.id() + ": a pair is missing: it has none of " + METRICS);
            return;
        }
        List<Pair> all = pairs.computeIfAbsent(cell, key -> new ArrayList<>());
        all.add(pair);
        System.err.printf(
                "pair %d: %s: p50 %s µs, now %s µs%n",
                all.size(), cell.id(), Spread.text(Metric.P50.of(before)), Spread.text(Metric.P50.of(after)));
    }

    /** Whether any cell has become slower, as far as its figures can be trusted. */
    boolean isSlower() {
        return pairs.values().stream().anyMatch(all -> differences(all).anyMatch(Difference::isSlower));
    }

    /** By each metric of which all have a figure. */
    private static Stream<Difference> differences(List<Pair> all) {
        return METRICS.stream().map(metric -> new Difference(metric, all)).filter(Difference::isMeasured);
    }

    @Override
    public String toString() {
        Table table = new Table(
                List.of("cell", "of", "before", "after", "after / before", "pairs slower", "by chance", "others", ""));
        pairs.forEach((cell, all) -> differences(all)
                .forEach(difference -> table.add(List.of(
                        cell.id(),
                        difference.metric().toString(),
                        Spread.text(difference.before().median()),
                        Spread.text(difference.after().median()),
                        difference.ratios().toString(),
                        difference.slower() + " of " + all.size(),
                        String.format(Locale.ROOT, "%.3f", difference.chance()),
                        Spread.text(others(all)),
                        difference.verdict()))));
        return table.toString();
    }

    private static double others(List<Pair> all) {
        return Spread.of(runs(all).mapToDouble(Metric.OTHERS::of).toArray()).median();
    }

    private static Stream<Measurement> runs(List<Pair> all) {
        return all.stream().flatMap(pair -> Stream.of(pair.before, pair.after));
    }

    /** What speaks against the figures. */
    private static List<String> doubts(List<Pair> all) {
        List<String> doubts = new ArrayList<>();
        if (!runs(all).allMatch(run -> Metric.WARM.of(run) == 1)) {
            doubts.add("not warm");
        }
        if (others(all) > Results.BUSY) {
            doubts.add("machine busy");
        }
        return doubts;
    }

    private record Pair(Measurement before, Measurement after) {}

    /** One figure of all pairs. */
    record Difference(Metric metric, List<Pair> pairs) {
        Spread before() {
            return Spread.of(
                    pairs.stream().mapToDouble(pair -> metric.of(pair.before)).toArray());
        }

        Spread after() {
            return Spread.of(
                    pairs.stream().mapToDouble(pair -> metric.of(pair.after)).toArray());
        }

        Spread ratios() {
            return Spread.of(pairs.stream().mapToDouble(this::ratio).toArray());
        }

        long slower() {
            return pairs.stream().filter(pair -> slowdown(ratio(pair)) > 1).count();
        }

        boolean isMeasured() {
            return pairs.stream().noneMatch(pair -> Double.isNaN(ratio(pair)));
        }

        /** How probable so uneven numbers of slower and quicker pairs are if there is no difference: a sign test. */
        double chance() {
            long uneven = pairs.stream().filter(pair -> ratio(pair) != 1).count();
            return signTest((int) slower(), (int) uneven);
        }

        boolean isSlower() {
            return doubts(pairs).isEmpty() && slowdown(ratios().median()) >= NOTICED && chance() <= CHANCE;
        }

        String verdict() {
            List<String> doubts = doubts(pairs);
            if (!doubts.isEmpty()) {
                return String.join(", ", doubts);
            }
            if (isSlower()) {
                return "SLOWER";
            }
            double slowdown = slowdown(ratios().median());
            if (slowdown > 1 / NOTICED) {
                return slowdown >= NOTICED ? "not clear" : "no regression detected";
            }
            return chance() <= CHANCE ? "quicker" : "no regression detected";
        }

        private double ratio(Pair pair) {
            return metric.of(pair.after) / metric.of(pair.before);
        }

        private double slowdown(double ratio) {
            return metric == Metric.THROUGHPUT ? 1 / ratio : ratio;
        }
    }

    /** The probability that of {@code tosses} of a coin {@code heads}, or as uneven a number, are heads. */
    static double signTest(int heads, int tosses) {
        int fewer = Math.min(heads, tosses - heads);
        double ways = 1;
        double sum = 0;
        for (int i = 0; i <= fewer; i++) {
            sum += ways;
            ways = ways * (tosses - i) / (i + 1);
        }
        return Math.min(1, 2 * sum / Math.pow(2, tosses));
    }
}
