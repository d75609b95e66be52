package io.nearcall.pipe;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * When a child that has ended by itself may be started again.
 *
 * <p>Not before 100 ms after its end, doubled to 10 s for each end that followed its start by less than 10 s; and not after
 * so many ends within so long a time, until the first of them is longer ago. Times are of {@link System#nanoTime()}.
 */
final class Restarts {
    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofSeconds(60);

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LAST_PAUSE = TimeUnit.SECONDS.toNanos(10);
    private static final long HEALTHY = TimeUnit.SECONDS.toNanos(10);

    private final int most;
    private final long within;
    private final Deque<Long> ends = new ArrayDeque<>();
    private long pause;
    private long lastEnd;

    Restarts(int most, Duration within) {
        this.most = most;
        this.within = within.toNanos();
    }

    /** A child has ended by itself, or did not come up. */
    synchronized void ended(long started, long now) {
        boolean early = pause > 0 && now - started < HEALTHY;
        pause = early ? Math.min(LAST_PAUSE, 2 * pause) : FIRST_PAUSE;
        lastEnd = now;
        ends.add(now);
        forgetBefore(now);
    }

    /** How long to wait before the next start, 0 for not at all. */
    synchronized long pauseNanos(long now) {
        forgetBefore(now);
        long left = ends.isEmpty() ? 0 : Math.max(0, lastEnd + pause - now);
        return isOpen() ? Math.max(left, ends.peekFirst() + within - now) : left;
    }

    /** Whether it has ended so often that it is left alone for a while. */
    synchronized boolean isOpen() {
        return ends.size() >= most;
    }

    private void forgetBefore(long now) {
        while (!ends.isEmpty() && now - ends.peekFirst() >= within) {
            ends.removeFirst();
        }
    }
}
