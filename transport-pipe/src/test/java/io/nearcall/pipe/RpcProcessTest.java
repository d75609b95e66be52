package io.nearcall.pipe;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.LogTail;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.Tell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RpcProcessTest {
    @Test
    void aChildAnswersAndLeavesWhenItIsClosed() {
        RpcProcess<Ask> child = Workers.worker().start();
        ProcessHandle process = child.process().orElseThrow();
        assertEquals(Long.toString(process.pid()), child.service().ask("pid"));
        assertEquals(process.pid(), child.client().peer().pid().orElseThrow());
        child.close();
        assertFalse(process.isAlive());
        checkNames(
                check(
                        StatusCode.UNAVAILABLE,
                        Delivery.NOT_EXECUTED,
                        failure(() -> child.service().ask("pid"))),
                "closed");
    }

    @Test
    void aCallInFlightFailsWithTheExitCodeAndTheNextOneIsAnsweredByAFreshChild() {
        try (RpcProcess<Ask> child = Workers.worker().start()) {
            String first = child.service().ask("pid");
            RpcException failure = failure(() -> child.service().ask("exit 3"));
            checkNames(
                    check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure),
                    "[" + first + "] exited with code 3",
                    "about to exit with 3");
            assertNotEquals(first, child.service().ask("pid"));
        }
    }

    @Test
    void oneWayCallsEndBeforeTheirChildDoes() {
        try (LogTail log = new LogTail()) {
            RpcProcess<Ask> child = Workers.worker().start();
            Tell tell = child.client().service(Tell.class);
            for (int i = 0; i < 20; i++) {
                tell.tell("news " + i);
            }
            child.close();
            log.await("heard news 19");
        }
    }

    @Test
    void aCallInFlightFailsWithTheSignal() {
        try (LogTail log = new LogTail();
                RpcProcess<Ask> child = Workers.worker().start()) {
            CompletableFuture<RpcException> ended = CompletableFuture.supplyAsync(
                    () -> failure(() -> child.service().ask("block")), Outcomes.THREAD);
            log.await("blocking");
            child.process().orElseThrow().destroyForcibly();
            checkNames(check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, Outcomes.reply(ended)), "was ended by SIGKILL");
        }
    }

    @Test
    void aChildThatKeepsEndingIsLeftAlone() {
        try (RpcProcess<Ask> child =
                Workers.worker().restarts(2, Duration.ofMinutes(10)).start()) {
            failure(() -> child.service().ask("exit 1"));
            failure(() -> child.service().ask("exit 2"));
            checkNames(
                    check(
                            StatusCode.UNAVAILABLE,
                            Delivery.NOT_EXECUTED,
                            failure(() -> child.service().ask("pid"))),
                    "ended too often",
                    "exited with code 2");
        }
    }

    @Test
    void environmentAndDirectoryReachTheChild(@TempDir Path directory) {
        try (RpcProcess<Ask> child = Workers.worker()
                .environment("SECRET", "sesame")
                .directory(directory)
                .start()) {
            assertEquals("sesame", child.service().ask("env SECRET"));
            assertTrue(child.service().ask("env NEARCALL_CHILD").startsWith("1:"));
        }
    }

    @Test
    void strayPrintsLandInTheLogAndStdinIsEmpty() {
        try (LogTail log = new LogTail();
                RpcProcess<Ask> child = Workers.worker().start()) {
            assertEquals("printed 0", child.service().ask("print 3"));
            assertEquals("-1", child.service().ask("read"));
            log.await("stray line 2");
            log.await("stray echo");
        }
    }

    @Test
    void aFloodOnStderrDelaysNobodyAndIsBounded() {
        try (LogTail log = new LogTail()) {
            try (RpcProcess<Ask> child = Workers.worker().start()) {
                assertEquals("flooded", child.service().ask("flood 100000"));
            }
            log.await("more lines on its stderr were left out");
            assertTrue(log.count("flood xxx") < 20_000, "logged " + log.count("flood xxx"));
        }
    }

    @Test
    void callsInFlightEndBeforeTheChildIsClosed() {
        try (LogTail log = new LogTail()) {
            RpcProcess<Ask> child = Workers.worker().start();
            CompletableFuture<String> slow =
                    CompletableFuture.supplyAsync(() -> child.service().ask("rest 500"), Outcomes.THREAD);
            log.await("resting");
            child.close();
            assertEquals("rested", Outcomes.reply(slow));
        }
    }

    @Test
    void aCommandThatDoesNotExistIsNamed() {
        RpcException failure = failure(() -> RpcProcess.start(Ask.class, "/no/such/program"));
        checkNames(check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, failure), "/no/such/program");
    }
}
