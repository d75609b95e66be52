package io.nearcall.benchmarks.plot;

import java.util.List;
import java.util.Locale;

/**
 * Bars from 0 to the right, each of a few parts.
 *
 * @param unit of the figures
 * @param parts the names of the parts
 */
public record BarPlot(String title, String unit, List<String> parts, List<Bar> bars) implements Plot {
    private static final List<Style> STYLES = List.of(new Style("c1", false), new Style("c8", false));
    private static final double LEFT = 132;
    private static final double RIGHT = WIDTH - 64;
    private static final double STEP = 22;
    private static final double THICK = 13;
    private static final double GAP = 2;

    /** One bar, with a figure for each part. */
    public record Bar(String name, List<Double> figures) {
        double sum() {
            return figures.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    @Override
    public boolean isEmpty() {
        return bars.isEmpty();
    }

    @Override
    public String svg() {
        Drawing drawing = new Drawing();
        drawing.text("title", 12, 24, "start", title);
        Legend legend = new Legend();
        for (int part = 0; part < parts.size(); part++) {
            legend.add(parts.get(part), STYLES.get(part));
        }
        double y = 42 + legend.draw(drawing, 12, 34, RIGHT);
        double most = bars.stream().mapToDouble(Bar::sum).max().orElse(1);
        for (Bar bar : bars) {
            drawing.text("name", LEFT - 8, y + THICK - 2, "end", bar.name());
            double x = LEFT;
            for (int part = 0; part < parts.size(); part++) {
                double figure = bar.figures().get(part);
                double width = Math.max(1, figure / most * (RIGHT - LEFT));
                drawing.bar(
                        STYLES.get(part).colour(),
                        x,
                        y,
                        width,
                        THICK,
                        bar.name() + ", " + parts.get(part) + ": " + text(figure));
                x += width + GAP;
            }
            drawing.text("", x + 4, y + THICK - 2, "start", text(bar.sum()));
            y += STEP;
        }
        return drawing.svg(title, WIDTH, y + 12);
    }

    private String text(double figure) {
        return String.format(Locale.ROOT, figure < 10 ? "%.2f %s" : "%.0f %s", figure, unit);
    }
}
