package io.nearcall.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;

/** Names beside samples of their styles, in as many lines as they need. */
final class Legend {
    private static final double SAMPLE = 22;
    private static final double GAP = 14;
    private static final double CHARACTER = 6.6;
    private static final double LINE = 18;

    private final List<String> names = new ArrayList<>();
    private final List<Style> styles = new ArrayList<>();

    void add(String name, Style style) {
        names.add(name);
        styles.add(style);
    }

    /** Draws it from the given corner on and returns its height. */
    double draw(Drawing drawing, double left, double top, double right) {
        double x = left;
        double y = top;
        for (int i = 0; i < names.size(); i++) {
            double width = SAMPLE + 6 + names.get(i).length() * CHARACTER;
            if (x > left && x + width > right) {
                x = left;
                y += LINE;
            }
            drawing.line(styles.get(i).line(), x, y + 9, x + SAMPLE, y + 9);
            drawing.text("name", x + SAMPLE + 6, y + 13, "start", names.get(i));
            x += width + GAP;
        }
        return y + LINE - top;
    }
}
