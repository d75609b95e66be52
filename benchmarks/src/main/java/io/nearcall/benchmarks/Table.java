package io.nearcall.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Text in aligned columns, the first to the left, all others to the right. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    Table(List<String> titles) {
        lines.add(titles);
    }

    void add(List<String> line) {
        lines.add(line);
    }

    @Override
    public String toString() {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - line.get(i).length());
                text.append(i == 0 ? line.get(i) + pad : GAP + pad + line.get(i));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
