package io.nearcall.benchmarks.plot;

/** What HTML and SVG have in common. */
public final class Markup {
    private Markup() {}

    /** The text of an element or attribute. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
