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
 * @param base what it is compared with, if anything
 */
record Row(String name, Metric metric, Cell cell, Relation relation, Optional<Cell> base, Goal goal) {
    /** How a figure is compared with its base. */
    enum Relation {
        NONE,
        RATIO,
        DIFFERENCE
    }

    static Row ratio(String name, Metric metric, Cell cell, Cell base, Goal goal) {
        return new Row(name, metric, cell, Relation.RATIO, Optional.of(base), goal);
    }

    static Row difference(String name, Metric metric, Cell cell, Cell base, Goal goal) {
        return new Row(name, metric, cell, Relation.DIFFERENCE, Optional.of(base), goal);
    }

    static Row figure(String name, Metric metric, Cell cell, Goal goal) {
        return new Row(name, metric, cell, Relation.NONE, Optional.empty(), goal);
    }

    /** Unique, by what is measured: {@code shm/unary.p50-of-words/unary}. */
    String id() {
        String figure = cell.id() + "." + metric.id();
        String to = relation == Relation.RATIO ? "-of-" : "-beyond-";
        return base.map(other -> figure + to + other.id()).orElse(figure);
    }

    /** What the figure is: a ratio has no unit. */
    String of() {
        return relation == Relation.RATIO ? metric.toString().replaceFirst(",.*", "") + ", ×" : metric.toString();
    }

    /** What both sides of the comparison do while they wait. */
    String waits() {
        return base.map(Cell::waits)
                .filter(other -> !other.equals(cell.waits()))
                .map(other -> cell.waits() + " / " + other)
                .orElse(cell.waits());
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
                figures.add(base.map(other -> compared(figure, metric.of(round.get(other))))
                        .orElse(figure));
            }
        }
        return Spread.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private double compared(double figure, double other) {
        return relation == Relation.RATIO ? figure / other : figure - other;
    }

    /**
     * What is promised, and what is wished for.
     *
     * @param sign -1 for at most, 1 for at least, 0 for no promise
     * @param dream NaN for none
     */
    record Goal(int sign, double limit, double dream) {
        static final Goal NONE = new Goal(0, 0, Double.NaN);
        static final String MISSED = "MISSED";

        static Goal atMost(double limit) {
            return atMost(limit, Double.NaN);
        }

        static Goal atMost(double limit, double dream) {
            return new Goal(-1, limit, dream);
        }

        static Goal atLeast(double limit) {
            return atLeast(limit, Double.NaN);
        }

        static Goal atLeast(double limit, double dream) {
            return new Goal(1, limit, dream);
        }

        String verdict(double figure) {
            if (sign == 0 || Double.isNaN(figure)) {
                return "";
            }
            if (sign * figure >= sign * dream) {
                return "dream";
            }
            return sign * figure >= sign * limit ? "met" : MISSED;
        }

        String dreamText() {
            return Double.isNaN(dream) ? "" : text(dream);
        }

        @Override
        public String toString() {
            return sign == 0 ? "" : text(limit);
        }

        private String text(double bound) {
            return (sign < 0 ? "≤ " : "≥ ") + Spread.text(bound);
        }
    }
}
