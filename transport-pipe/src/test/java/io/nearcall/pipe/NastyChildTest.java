package io.nearcall.pipe;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Outcomes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Children that do not do what they should; each start fails or ends as documented, and leaves no process. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NastyChildTest {
    /** A HELLO as in docs/wire-format.md, with the token that the parent wants. */
    static final String HELLO = hello(55) + "printf '\\102\\042'; printf %s \"$NEARCALL_CHILD\"; ";

    /** The beginning of a HELLO of so many bytes, 19 of which follow here. */
    static String hello(int length) {
        return "printf 'NEARCALL\\" + String.format("%03o", length) + "'; "
                + "printf '\\0\\0\\0\\001'; head -c 11 /dev/zero; "
                + "printf '\\010\\001\\030\\200\\200\\200\\002\\040\\200\\010\\050\\200\\200\\200\\002'; "
                + "printf '\\070\\200\\200\\004'; ";
    }

    @AfterEach
    void nobodyIsLeft() {
        Outcomes.awaitState(() -> ProcessHandle.current().children().findAny().isEmpty(), "the end of the children");
    }

    private static String refused(RpcProcess.Builder<Ask> builder) {
        return check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, failure(builder::start));
    }

    @Test
    void whatPrintsBeforeItShakesHandsIsQuoted() {
        checkNames(
                refused(Workers.shell("while :; do echo 'Hello, world'; done")),
                "does not speak Nearcall",
                "(Hello, w");
    }

    @Test
    void whatExitsAtOnceIsToldWithItsCodeAndStderr() {
        checkNames(refused(Workers.shell("echo no licence >&2; exit 7")), "exited with code 7", "no licence");
    }

    @Test
    void whatDoesNotSayItsTokenIsRefused() {
        checkNames(
                refused(Workers.shell(
                        "NEARCALL_CHILD=1:0123456789abcdef0123456789abcdef; " + HELLO + "cat >/dev/null")),
                "token");
    }

    @Test
    void whatNeverAnswersIsGivenUp() {
        RpcConfig hurried = RpcConfig.load().with("nearcall.limits.connect", "300ms");
        checkNames(refused(Workers.shell("exec sleep 1000").config(hurried)), "did not shake hands in time");
    }

    @Test
    void whatNeverReadsAndIgnoresSigtermIsKilled() {
        RpcProcess<Ask> child = Workers.shell("trap '' TERM; " + HELLO + "while :; do sleep 0.1; done")
                .config(RpcConfig.load().with("nearcall.limits.drain", "500ms"))
                .start();
        RpcClient client = child.client();
        check(
                StatusCode.DEADLINE_EXCEEDED,
                Delivery.UNKNOWN,
                failure(() -> client.with(io.nearcall.CallOptions.DEFAULT.withTimeout(Duration.ofMillis(200)))
                        .service(Ask.class)
                        .ask("x".repeat(1 << 20))));
        ProcessHandle process = child.process().orElseThrow();
        assertTrue(process.isAlive());
        child.close();
        assertTrue(!process.isAlive());
    }

    @Test
    void whatExitsInMidFrameEndsTheCallWithItsCode() {
        // the header of a reply with a body of 100 bytes, and three of them
        try (RpcProcess<Ask> child = Workers.shell(
                        HELLO
                                + "head -c 80 >/dev/null; printf '\\144\\0\\0\\0\\004\\0\\0\\0\\0\\0\\001\\0\\0\\0\\0\\0abc'; exit 9")
                .start()) {
            RpcException failure = failure(() -> child.service().ask("?".repeat(40)));
            checkNames(check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure), "exited with code 9");
        }
    }

    @Test
    void whatClosesItsStdoutCountsAsEndedAtOnce() {
        try (RpcProcess<Ask> child = Workers.shell(HELLO + "head -c 80 >/dev/null; exec >&-; sleep 5")
                .restarts(1, Duration.ofMinutes(10))
                .start()) {
            checkNames(failure(() -> child.service().ask("?".repeat(40))).getMessage(), "has closed its stdout");
            checkNames(
                    check(
                            StatusCode.UNAVAILABLE,
                            Delivery.NOT_EXECUTED,
                            failure(() -> child.service().ask("again"))),
                    "ended too often",
                    "has closed its stdout");
        }
    }

    @Test
    void aCommandAsATargetIsLeftAloneAsWellWhenItKeepsEnding() {
        RpcConfig config = RpcConfig.load().with("nearcall.limits.connect", "60s");
        try (RpcClient client = RpcClient.builder("pipe:false").config(config).create()) {
            RpcException last = null;
            for (int i = 0; i <= Restarts.MOST; i++) {
                last = failure(() -> client.service(Ask.class).ask("?"));
            }
            checkNames(
                    check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, last),
                    "ended too often",
                    "exited with code 1");
        }
    }

    @Test
    void whatPrintsAmongItsFramesIsEndedForIt() {
        try (RpcProcess<Ask> child = Workers.shell(HELLO + "head -c 80 >/dev/null; while :; do echo noise; done")
                .start()) {
            RpcException failure = failure(() -> child.service().ask("?".repeat(40)));
            check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure);
        }
        assertEquals(0, ProcessHandle.current().children().count());
    }
}
