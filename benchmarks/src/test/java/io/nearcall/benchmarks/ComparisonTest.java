package io.nearcall.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void unevenPairsAreTheLessProbableTheMoreThereAre() {
        assertEquals(1, Comparison.signTest(4, 9));
        assertEquals(2 * 10 / 512.0, Comparison.signTest(8, 9));
        assertEquals(2 / 512.0, Comparison.signTest(0, 9));
        assertEquals(2 / 32.0, Comparison.signTest(5, 5), "five pairs tell nothing");
    }

    @Test
    void fewerCallsAreSlowerAndLessTimeIsNot() {
        var slower = new Comparison();
        var quicker = new Comparison();
        for (int i = 0; i < 9; i++) {
            slower.add(new Cell("shm", Load.UNARY), Samples.measurement(1_000), Samples.measurement(1_500));
            quicker.add(new Cell("shm", Load.UNARY), Samples.measurement(1_500), Samples.measurement(1_000));
        }
        assertTrue(slower.isSlower());
        assertFalse(quicker.isSlower());
    }
}
