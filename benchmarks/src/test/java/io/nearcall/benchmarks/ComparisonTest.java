package io.nearcall.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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
        assertTrue(compared(() -> Samples.measurement(1_000), () -> Samples.measurement(1_500))
                .isSlower());
        assertFalse(compared(() -> Samples.measurement(1_500), () -> Samples.measurement(1_000))
                .isSlower());
    }

    @Test
    void whatIsEqualIsNoDifference() {
        Comparison equal = compared(() -> Samples.measurement(1_000), () -> Samples.measurement(1_000));
        assertFalse(equal.isSlower());
        assertFalse(equal.toString().contains("quicker"), equal.toString());
        assertTrue(equal.toString().matches("(?s).* 0 of 9 +1\\.000 .*"), equal.toString());
    }

    @Test
    void figuresThatCannotBeTrustedAreNotJudged() {
        Comparison cold = compared(
                () -> Samples.measurement(1_000),
                () -> Samples.measurement(1_500).put(Measurement.WARM, 0));
        assertFalse(cold.isSlower());
        assertTrue(cold.toString().contains("not warm"), cold.toString());
        Comparison busy = compared(
                () -> Samples.measurement(1_000).put(Measurement.OTHERS, 0.5),
                () -> Samples.measurement(1_500).put(Measurement.OTHERS, 0.5));
        assertFalse(busy.isSlower());
        assertTrue(busy.toString().contains("machine busy"), busy.toString());
    }

    @Test
    void whatHasNoFigureIsLeftOutAndMissed() {
        Supplier<Measurement> noLatency =
                () -> new Measurement().put(Measurement.CALLS, 1).put(Measurement.ELAPSED, 1);
        Comparison calls = compared(noLatency, noLatency);
        assertFalse(calls.toString().contains("p50"), calls.toString());
        assertTrue(calls.toString().contains("calls/s"), calls.toString());
        assertEquals(0, calls.missing());
        assertEquals(9, compared(Measurement::new, Measurement::new).missing());
    }

    private static Comparison compared(Supplier<Measurement> before, Supplier<Measurement> after) {
        var comparison = new Comparison();
        for (int i = 0; i < 9; i++) {
            comparison.add(new Cell("shm", Load.UNARY), before.get(), after.get());
        }
        return comparison;
    }

    @Test
    void wordsThatNameNoCellAreRefused() {
        Plan plan = Plan.whole();
        assertEquals(
                Set.of(new Cell("shm", Load.UNARY), new Cell("uds", Load.UNARY)),
                plan.named(List.of("shm/unary", "uds/unary")));
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> plan.named(List.of("shm/unary", "shm/unari")));
        assertEquals("no cells [shm/unari]; --list shows them", refusal.getMessage());
    }
}
