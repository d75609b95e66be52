package io.nearcall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

    @Test
    void theRemainingTimeShrinksFromTheTimeout() {
        long before = System.nanoTime();
        Deadline deadline = Deadline.after(Duration.ofSeconds(10));
        long first = deadline.remainingNanos();
        long second = deadline.remainingNanos();
        long elapsed = System.nanoTime() - before;
        assertTrue(first <= 10_000_000_000L && second <= first, first + ", then " + second);
        assertTrue(second >= 10_000_000_000L - elapsed, second + " after " + elapsed);
        assertFalse(deadline.isExpired());
    }

    @Test
    void aTimeoutOfZeroOrLessHasExpired() {
        for (Duration past :
                List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofNanos(Long.MIN_VALUE), LONGEST.negated())) {
            assertTrue(Deadline.after(past).isExpired(), past::toString);
        }
        assertTrue(Deadline.afterNanos(Long.MIN_VALUE).isExpired());
    }

    @Test
    void aTimeoutBeyondALongIsFarAhead() {
        Duration year = Duration.ofDays(365);
        for (Duration far : List.of(LONGEST, Duration.ofNanos(Long.MAX_VALUE), Duration.ofDays(100_000))) {
            Deadline deadline = Deadline.after(far);
            assertFalse(deadline.isExpired(), far::toString);
            assertTrue(deadline.remainingNanos() > year.toNanos(), far::toString);
        }
        assertFalse(Deadline.afterNanos(Long.MAX_VALUE).isExpired());
    }

    @Test
    void theEarlierOfTwoIsTheOneThatEndsFirst() {
        Deadline soon = Deadline.after(Duration.ofSeconds(1));
        Deadline late = Deadline.after(Duration.ofSeconds(2));
        assertSame(soon, Deadline.earlier(soon, late));
        assertSame(soon, Deadline.earlier(late, soon));
        Deadline past = Deadline.after(LONGEST.negated());
        Deadline never = Deadline.after(LONGEST);
        assertSame(past, Deadline.earlier(never, past));
        assertSame(past, Deadline.earlier(past, never));
    }

    @Test
    void nullMeansNoDeadline() {
        Deadline some = Deadline.after(Duration.ofSeconds(1));
        assertSame(some, Deadline.earlier(some, null));
        assertSame(some, Deadline.earlier(null, some));
        assertNull(Deadline.earlier(null, null));
    }

    @Test
    void theTextIsTheTimeThatRemains() {
        Deadline deadline = Deadline.after(Duration.ofHours(2));
        Duration shown = Duration.parse(deadline.toString().substring("in ".length()));
        assertTrue(
                shown.compareTo(Duration.ofHours(2)) <= 0 && shown.compareTo(Duration.ofHours(1)) > 0, shown::toString);
        assertEquals("in ", deadline.toString().substring(0, 3));
    }
}
