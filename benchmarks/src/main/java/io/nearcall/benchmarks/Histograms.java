package io.nearcall.benchmarks;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Makes histograms of nanoseconds up to ten seconds. */
final class Histograms {
    private static final long HIGHEST = TimeUnit.SECONDS.toNanos(10);

    private Histograms() {}

    /** One in a thousand, for a single caller. */
    static Histogram fine() {
        return new Histogram(1, HIGHEST, 3);
    }

    /** One in a hundred, where each of many callers keeps its own. */
    static Histogram coarse() {
        return new Histogram(1, HIGHEST, 2);
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(Math.max(nanos, 0), HIGHEST));
    }
}
