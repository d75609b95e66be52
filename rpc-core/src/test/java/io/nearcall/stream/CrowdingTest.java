package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CrowdingTest {
    private static final long MILLI = 1_000_000;

    private boolean free = true;
    private final Crowding crowding = new Crowding(() -> free);
    private final long start = System.nanoTime();

    @Test
    void aWaiterThatIsAloneStays() {
        for (int i = 0; i < 100; i++) {
            assertFalse(crowding.shouldLeave(start + i * MILLI));
            crowding.ended();
        }
        assertTrue(crowding.patience() > 0);
    }

    @Test
    void aWaiterThatSharesItsCoreLeavesOnceAnotherIsFree() {
        free = false;
        share(8);
        assertEquals(0, crowding.patience());
        assertFalse(crowding.shouldLeave(start + 100 * MILLI));
        free = true;
        assertFalse(crowding.shouldLeave(start + 100 * MILLI + 1), "asked twice within a millisecond");
        assertTrue(crowding.shouldLeave(start + 103 * MILLI));
    }

    @Test
    void attemptsThatDoNotHelpBecomeRare() {
        int attempts = 0;
        for (long now = 0; now < 1_000 * MILLI; now += MILLI / 4) {
            if (crowding.shouldLeave(start + now)) {
                attempts++;
            }
            share(1);
        }
        assertTrue(attempts > 30 && attempts < 100, attempts + " attempts in a second");
    }

    @Test
    void anAttemptThatHasHelpedMayBeMadeAgainSoon() {
        for (long now = 0; now < 1_000 * MILLI; now += 10 * MILLI) {
            share(9);
            assertTrue(crowding.shouldLeave(start + now), "at " + now);
            crowding.ended();
            crowding.ended();
        }
    }

    private void share(int waits) {
        for (int i = 0; i < waits; i++) {
            crowding.awaySince(System.nanoTime() - MILLI);
            crowding.ended();
        }
    }
}
