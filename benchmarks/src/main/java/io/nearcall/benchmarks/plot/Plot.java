package io.nearcall.benchmarks.plot;

/** A picture of figures. */
public interface Plot {
    /** Units across every plot: what a phone shows in a size that can be read. */
    double WIDTH = 480;

    /** What it shows, in a few words. */
    String title();

    /** Whether there is anything to draw. */
    boolean isEmpty();

    /** One {@code svg} element, for a page or a file of its own; it needs nothing from elsewhere. */
    String svg();
}
