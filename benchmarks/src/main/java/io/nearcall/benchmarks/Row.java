package io.nearcall.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the table of promises: a figure, or the ratio of two figures of the same round, beside its goal.
 *
 * @param name what is promised
 * @param cell what is measured
 * @param base what it is divided by, if anything
 */
record Row(String name, Metric metric, Cell cell, Optional<Cell> base, Goal goal) {
    static Row ratio(String name, Metric metric, Cell cell, Cell base, Goal goal) {
        return new Row(name, metric, cell, Optional.of(base), goal);
    }

    static Row figure(String name, Metric metric, Cell cell, Goal goal) {
        return new Row(name, metric, cell, Optional.empty(), goal);
    }

    List<Cell> cells() {
        // The base first: both are measured right after each other.
        return base.map(other -> List.of(other, cell)).orElse(List.of(cell));
    }

    /** Over the rounds in which all that it needs was measured. */
    Spread measured(List<Map<Cell, Measurement>> rounds) {
        List<Double> figures = new ArrayList<>();
        for (Map<Cell, Measurement> round : rounds) {
            if (round.keySet().containsAll(cells())) {
                double figure = metric.of(round.get(cell));
                figures.add(
                        base.map(other -> figure / metric.of(round.get(other))).orElse(figure));
            }
        }
        return Spread.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * What is promised.
     *
     * @param sign -1 for at most, 1 for at least, 0 for no promise
     */
    record Goal(int sign, double limit) {
        static final Goal NONE = new Goal(0, 0);

        static Goal atMost(double limit) {
            return new Goal(-1, limit);
        }

        static Goal atLeast(double limit) {
            return new Goal(1, limit);
        }

        String verdict(double figure) {
            if (sign == 0 || Double.isNaN(figure)) {
                return "";
            }
            return sign * figure >= sign * limit ? "met" : "MISSED";
        }

        @Override
        public String toString() {
            return sign == 0 ? "" : (sign < 0 ? "≤ " : "≥ ") + Spread.text(limit);
        }
    }
}
