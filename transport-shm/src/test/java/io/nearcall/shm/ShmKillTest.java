package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nearcall.tck.Contract;
import io.nearcall.tck.KillContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

final class ShmKillTest implements KillContract {
    private final Leftovers leftovers = Leftovers.in();

    @Override
    public String target() {
        return "shm:" + Contract.unique();
    }

    @Override
    public void checkWay(Map<String, Long> counters) {
        assertFalse(counters.containsKey("shm fallbacks"));
    }

    @AfterEach
    void noSegmentIsLeft() {
        leftovers.checkNone();
    }
}
