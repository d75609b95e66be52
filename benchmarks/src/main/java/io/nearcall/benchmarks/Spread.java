package io.nearcall.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Median, least and greatest of the same figure over all rounds. */
record Spread(double median, double least, double greatest) {
    /** Of figures in any order; NaN when there are none. */
    static Spread of(double... figures) {
        if (figures.length == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Three significant digits, or a dash for NaN. */
    static String text(double figure) {
        if (Double.isNaN(figure)) {
            return "-";
        }
        int digits = figure == 0 ? 0 : 2 - (int) Math.floor(Math.log10(Math.abs(figure)));
        return String.format(Locale.ROOT, "%,." + Math.min(3, Math.max(0, digits)) + "f", figure);
    }

    /** The median with the least and the greatest behind it. */
    @Override
    public String toString() {
        return text(median) + " (" + text(least) + "–" + text(greatest) + ")";
    }
}
