package io.nearcall.tck;

import java.util.Locale;

/** Prints what was measured on the way; judged in benchmarks, not here. */
final class Figures {
    private Figures() {}

    /** Median, 99th percentile and maximum of sorted milliseconds. */
    static void print(Contract contract, String what, double[] millis) {
        System.out.printf(
                Locale.ROOT,
                "%-22s %-40s p50 %8.3f ms  p99 %8.3f ms  max %8.3f ms  (n=%d)%n",
                contract.title(),
                what,
                percentile(millis, 50),
                percentile(millis, 99),
                millis[millis.length - 1],
                millis.length);
    }

    static double percentile(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
