package io.nearcall.benchmarks.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over two logarithmic axes.
 *
 * @param dots whether each point is a measurement to be marked, not one of a curve's many
 */
public record LinePlot(String title, Axis x, Axis y, List<Series> series, boolean dots) implements Plot {
    private static final double HEIGHT = 270;
    private static final double LEFT = 50;
    private static final double RIGHT = WIDTH - 18;

    /** One line: points in rising order of x. */
    public record Series(String name, Style style, List<Point> points) {}

    /**
     * One point.
     *
     * @param tip its figures as text
     */
    public record Point(double x, double y, String tip) {}

    @Override
    public boolean isEmpty() {
        return series.isEmpty();
    }

    @Override
    public String svg() {
        Drawing drawing = new Drawing();
        drawing.text("title", 12, 24, "start", title);
        Legend legend = new Legend();
        series.forEach(one -> legend.add(one.name(), one.style()));
        double top = 36 + legend.draw(drawing, 12, 34, RIGHT) + 22;
        double bottom = top + HEIGHT;
        drawing.text("", 12, top - 10, "start", y.label());
        for (Axis.Tick tick : y.ticks()) {
            double at = y.place(tick.value(), bottom, top);
            drawing.line("grid", LEFT, at, RIGHT, at);
            drawing.text("", LEFT - 6, at + 4, "end", tick.text());
        }
        for (Axis.Tick tick : x.ticks()) {
            double at = x.place(tick.value(), LEFT, RIGHT);
            drawing.line("grid", at, top, at, bottom);
            drawing.text("", at, bottom + 17, "middle", tick.text());
        }
        drawing.text("", (LEFT + RIGHT) / 2, bottom + 36, "middle", x.label());
        for (Series one : series) {
            drawing.polyline(
                    one.style().line(),
                    one.points().stream()
                            .map(point -> String.format(
                                    Locale.ROOT,
                                    "%.1f,%.1f",
                                    x.place(point.x(), LEFT, RIGHT),
                                    y.place(point.y(), bottom, top)))
                            .collect(Collectors.joining(" ")));
            if (dots) {
                one.points()
                        .forEach(point -> drawing.dot(
                                one.style().colour(),
                                x.place(point.x(), LEFT, RIGHT),
                                y.place(point.y(), bottom, top),
                                one.name() + ": " + point.tip()));
            }
        }
        return drawing.svg(title, WIDTH, bottom + 48);
    }
}
