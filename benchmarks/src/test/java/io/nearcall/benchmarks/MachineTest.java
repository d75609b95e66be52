package io.nearcall.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // of a child that is not seen to work
final class MachineTest {
    private static final long ENOUGH = TimeUnit.MILLISECONDS.toNanos(100);

    /** What runs in a child, as a pipe's server does, is ours: else its row says that others keep the machine busy. */
    @Test
    void itsProcessesAreCountedWhileTheyLiveAndAfterwards() throws IOException, InterruptedException {
        long before = Machine.startedNanos();
        Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            while (Machine.startedNanos() - before < ENOUGH && !Thread.interrupted()) {
                Thread.onSpinWait();
            }
        } finally {
            busy.destroyForcibly().waitFor();
        }
        assertTrue(Machine.startedNanos() - before >= ENOUGH);
    }
}
