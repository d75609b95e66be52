package io.nearcall;

import java.time.Duration;

/** A point in time by which a call must have ended, measured on {@link System#nanoTime()}. */
public final class Deadline {
    /** 73 years: far enough, and the difference of any two deadlines is still a {@code long}. */
    private static final long FARTHEST = Long.MAX_VALUE / 4;

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /** The deadline that lies {@code timeout} ahead; a negative timeout has expired already. */
    public static Deadline after(Duration timeout) {
        return afterNanos(saturated(timeout));
    }

    /** The deadline that lies {@code nanos} ahead; a negative one has expired already. */
    public static Deadline afterNanos(long nanos) {
        return new Deadline(System.nanoTime() + Math.max(-FARTHEST, Math.min(nanos, FARTHEST)));
    }

    /** Nanoseconds from now, negative once expired. */
    public long remainingNanos() {
        return nanos - System.nanoTime();
    }

    /** Whether the time is over. */
    public boolean isExpired() {
        return remainingNanos() <= 0;
    }

    /** The earlier of two deadlines; either may be null, which means none. */
    public static Deadline earlier(Deadline a, Deadline b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.nanos - b.nanos <= 0 ? a : b;
    }

    @Override
    public String toString() {
        return "in " + Duration.ofNanos(remainingNanos());
    }

    static long saturated(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? -FARTHEST : FARTHEST;
        }
    }
}
