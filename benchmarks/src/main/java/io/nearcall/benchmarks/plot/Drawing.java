package io.nearcall.benchmarks.plot;

import static io.nearcall.benchmarks.plot.Markup.escaped;

import java.util.Locale;

/** An SVG being drawn: a few shapes, styled by the classes of {@link Style#CSS}. */
final class Drawing {
    private final StringBuilder shapes = new StringBuilder();

    void line(String style, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    /** {@code points} as SVG has them: {@code x,y x,y}. */
    void polyline(String style, String points) {
        add("<polyline class=\"%s\" points=\"%s\"/>", style, points);
    }

    /** Shown by a viewer over which the pointer rests: {@code tip}. */
    void dot(String colour, double x, double y, String tip) {
        add(
                "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s</title></circle>",
                colour, x, y, escaped(tip));
    }

    void bar(String colour, double x, double y, double width, double height, String tip) {
        add(
                "<rect class=\"bar %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"1\"><title>%s</title></rect>",
                colour, x, y, width, height, escaped(tip));
    }

    /** {@code shade} from 0, nothing of the colour, to 1. */
    void tile(String colour, double shade, double x, double y, double width, double height) {
        add(
                "<rect class=\"bar %s\" fill-opacity=\"%.2f\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>",
                colour, shade, x, y, width, height);
    }

    /** {@code anchor} is start, middle or end. */
    void text(String style, double x, double y, String anchor, String text) {
        add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                style, x, y, anchor, escaped(text));
    }

    /** One element that stands by itself or in a page. */
    String svg(String title, double width, double height) {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" viewBox=\"0 0 %.0f %.0f\"><title>%s</title>%n"
                        + "<style>%s</style>%n<rect class=\"ground\" width=\"100%%\" height=\"100%%\"/>%n%s</svg>%n",
                width,
                height,
                escaped(title),
                Style.CSS,
                shapes);
    }

    private void add(String format, Object... values) {
        shapes.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
