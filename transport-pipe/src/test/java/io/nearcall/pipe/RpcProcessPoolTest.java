package io.nearcall.pipe;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.nearcall.Delivery;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.LogTail;
import io.nearcall.tck.Outcomes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RpcProcessPoolTest {
    @Test
    void aCallGoesToTheChildThatHasTheFewest() {
        try (LogTail log = new LogTail();
                RpcProcessPool<Ask> pool = Workers.worker().startPool(2)) {
            CompletableFuture<String> first =
                    CompletableFuture.supplyAsync(() -> pool.service().ask("rest 3000"), Outcomes.THREAD);
            log.await("resting");
            String idle = pool.service().ask("pid");
            for (int i = 0; i < 10; i++) {
                assertEquals(idle, pool.service().ask("pid"));
            }
            assertEquals("rested", Outcomes.reply(first));
        }
    }

    @Test
    void aCrashEndsItsOwnCallsAloneAndItsChildIsReplaced() {
        try (RpcProcessPool<Ask> pool = Workers.worker().startPool(2)) {
            List<ProcessHandle> before = pool.processes();
            check(
                    StatusCode.UNAVAILABLE,
                    Delivery.UNKNOWN,
                    failure(() -> pool.service().ask("exit 4")));
            Outcomes.awaitState(
                    () -> {
                        pool.service().ask("pid");
                        return pool.processes().stream().allMatch(ProcessHandle::isAlive)
                                && !pool.processes().equals(before);
                    },
                    "the second child");
        }
    }

    @Test
    void aChildThatHasHadItsCallsIsReplaced() {
        try (RpcProcessPool<Ask> pool = Workers.worker().recycleAfterCalls(3).startPool(1)) {
            ProcessHandle first = pool.processes().get(0);
            String pid = pool.service().ask("pid");
            pool.service().ask("pid");
            pool.service().ask("pid");
            Outcomes.awaitState(() -> !first.isAlive(), "the end of the first child");
            assertNotEquals(pid, pool.service().ask("pid"));
        }
    }

    @Test
    void aChildThatHasHadItsBytesIsReplaced() {
        try (RpcProcessPool<Ask> pool =
                Workers.worker().recycleAfterBytes(2_500_000).startPool(1)) {
            String megabyte = "x".repeat(1_000_000);
            ProcessHandle first = pool.processes().get(0);
            assertEquals(megabyte, pool.service().ask(megabyte)); // there and back
            assertEquals(Long.toString(first.pid()), pool.service().ask("pid"));
            pool.service().ask(megabyte);
            Outcomes.awaitState(() -> !first.isAlive(), "the end of the first child");
            assertNotEquals(Long.toString(first.pid()), pool.service().ask("pid"));
        }
    }

    @Test
    void aClosedPoolHasNoProcesses() {
        RpcProcessPool<Ask> pool = Workers.worker().startPool(3);
        List<ProcessHandle> children = pool.processes();
        assertEquals(3, children.size());
        pool.close();
        children.forEach(child -> assertFalse(child.isAlive()));
    }

    @Test
    void aPoolThatIsClosedWhileItReplacesChildrenHasNoProcesses() {
        RpcProcessPool<Ask> pool = Workers.worker().recycleAfterCalls(1).startPool(1);
        pool.service().ask("pid");
        Outcomes.awaitState(() -> children() > 1, "the start of the next child");
        pool.close();
        assertEquals(0, children());
    }

    private static long children() {
        String main = WorkerMain.class.getName();
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(main))
                .count();
    }
}
