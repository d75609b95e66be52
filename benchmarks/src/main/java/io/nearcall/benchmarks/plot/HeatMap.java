package io.nearcall.benchmarks.plot;

import java.util.List;

/**
 * Figures over two scales, the greater the darker.
 *
 * @param legend lines that say what columns, rows and tiles are
 */
public record HeatMap(String title, List<String> legend, List<String> columns, List<String> rows, List<Tile> tiles)
        implements Plot {
    private static final double LEFT = 40;
    private static final double TOP = 84;
    private static final double RIGHT = WIDTH - 12;
    private static final double HEIGHT = 62;
    private static final double GAP = 2;
    private static final double LINE = 16;
    /** The greatest is not so dark that its text cannot be read. */
    private static final double DARKEST = 0.55;

    /**
     * One place in it.
     *
     * @param figure what its shade shows, above 0
     * @param lines what is written in it
     */
    public record Tile(int column, int row, double figure, List<String> lines) {}

    @Override
    public boolean isEmpty() {
        return tiles.isEmpty();
    }

    @Override
    public String svg() {
        Drawing drawing = new Drawing();
        drawing.text("title", 12, 24, "start", title);
        double width = (RIGHT - LEFT) / columns.size();
        for (int line = 0; line < legend.size(); line++) {
            drawing.text("", 12, 42 + line * LINE, "start", legend.get(line));
        }
        for (int column = 0; column < columns.size(); column++) {
            drawing.text("name", LEFT + (column + 0.5) * width, TOP - 6, "middle", columns.get(column));
        }
        for (int row = 0; row < rows.size(); row++) {
            drawing.text("name", LEFT - 8, TOP + (row + 0.5) * HEIGHT + 4, "end", rows.get(row));
        }
        double most = tiles.stream().mapToDouble(Tile::figure).max().orElse(1);
        for (Tile tile : tiles) {
            double x = LEFT + tile.column() * width;
            double y = TOP + tile.row() * HEIGHT;
            drawing.tile("c1", DARKEST * tile.figure() / most, x, y, width - GAP, HEIGHT - GAP);
            double at = y + (HEIGHT - GAP) / 2 - (tile.lines().size() - 1) * LINE / 2 + 4;
            for (String line : tile.lines()) {
                drawing.text("name", x + (width - GAP) / 2, at, "middle", line);
                at += LINE;
            }
        }
        return drawing.svg(title, WIDTH, TOP + rows.size() * HEIGHT + 12);
    }
}
