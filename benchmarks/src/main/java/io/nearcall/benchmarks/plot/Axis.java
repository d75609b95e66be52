package io.nearcall.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A logarithmic axis: what it shows, from where to where, and its marks.
 *
 * @param low the value at its beginning, above 0
 * @param high the value at its end, above {@code low}
 */
public record Axis(String label, double low, double high, List<Tick> ticks) {
    private static final String[] UNITS = {"", "k", "M", "G"};

    /** One mark and what is written at it. */
    public record Tick(double value, String text) {}

    /** From the power of ten below the least to that above the greatest, with a mark at each. */
    public static Axis decades(String label, DoubleStream values) {
        double[] all = values.filter(value -> value > 0).toArray();
        int from = (int) Math.floor(Math.log10(DoubleStream.of(all).min().orElse(1)));
        int to = (int) Math.ceil(Math.log10(DoubleStream.of(all).max().orElse(10)));
        to = Math.max(to, from + 1);
        List<Tick> ticks = new ArrayList<>();
        for (int power = from; power <= to; power++) {
            ticks.add(new Tick(Math.pow(10, power), short10(power)));
        }
        return new Axis(label, Math.pow(10, from), Math.pow(10, to), ticks);
    }

    /** With a mark at each of these, in rising order, at least two. */
    public static Axis of(String label, List<Tick> ticks) {
        return new Axis(label, ticks.get(0).value(), ticks.get(ticks.size() - 1).value(), ticks);
    }

    /** Of percentiles, by {@code 1 / (1 - p)}, so that each further nine takes the same room. */
    public static Axis nines(String label) {
        return of(
                label,
                List.of(
                        new Tick(1, "0"),
                        new Tick(2, "50"),
                        new Tick(10, "90"),
                        new Tick(100, "99"),
                        new Tick(1_000, "99.9"),
                        new Tick(10_000, "99.99")));
    }

    /** Where a value lies between {@code from} and {@code to}; what is outside lies at the nearer end. */
    double place(double value, double from, double to) {
        double part = Math.log(value / low) / Math.log(high / low);
        return from + Math.min(1, Math.max(0, part)) * (to - from);
    }

    private static String short10(int power) {
        if (power < 0) {
            return String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power));
        }
        return Math.round(Math.pow(10, power % 3)) + UNITS[Math.min(power / 3, UNITS.length - 1)];
    }
}
