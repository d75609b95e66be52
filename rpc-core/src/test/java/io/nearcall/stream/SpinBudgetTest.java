package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.transport.SpinMode;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

final class SpinBudgetTest {
    @Test
    void offNeverSpinsAndAlwaysAlwaysDoes() {
        assertEquals(0, new SpinBudget(SpinMode.OFF).begin());
        assertEquals(Long.MAX_VALUE, new SpinBudget(SpinMode.ALWAYS).begin());
    }

    @Test
    void spinsWhereAWakeUpIsSlow() {
        SpinBudget spin = new SpinBudget(SpinMode.ADAPTIVE);
        assertTrue(spunAfter(spin, 2_000, budget -> budget > 0 ? 5_000 : 58_000) > 0.95);
    }

    @Test
    void sleepsWhereSpinningIsSlowerThoughItSucceeds() {
        SpinBudget spin = new SpinBudget(SpinMode.ADAPTIVE);
        assertTrue(spunAfter(spin, 2_000, budget -> budget > 0 ? 25_000 : 5_000) < 0.05);
    }

    @Test
    void sleepsWhenNobodyIsInAHurry() {
        SpinBudget spin = new SpinBudget(SpinMode.ADAPTIVE);
        assertEquals(0, spunAfter(spin, 200, budget -> 5_000_000));
    }

    @Test
    void followsAMachineThatChanges() {
        SpinBudget spin = new SpinBudget(SpinMode.ADAPTIVE);
        spunAfter(spin, 5_000, budget -> budget > 0 ? 25_000 : 5_000);
        assertTrue(spunAfter(spin, 5_000, budget -> budget > 0 ? 5_000 : 58_000) > 0.95);
        assertTrue(spunAfter(spin, 5_000, budget -> budget > 0 ? 25_000 : 5_000) < 0.05);
    }

    @Test
    void spinsAgainSoonAfterALongPause() {
        SpinBudget spin = new SpinBudget(SpinMode.ADAPTIVE);
        spunAfter(spin, 1_000, budget -> 5_000_000);
        assertTrue(spunAfter(spin, 100, budget -> budget > 0 ? 5_000 : 58_000) > 0.5);
    }

    /** The share of spinning waits among the last half of {@code waits}, whose duration is a function of the budget. */
    private static double spunAfter(SpinBudget spin, int waits, LongUnaryOperator duration) {
        int spun = 0;
        for (int i = 0; i < waits; i++) {
            long budget = spin.begin();
            spin.ended(budget > 0, duration.applyAsLong(budget));
            if (i >= waits / 2 && budget > 0) {
                spun++;
            }
        }
        return spun / (waits / 2.0);
    }
}
