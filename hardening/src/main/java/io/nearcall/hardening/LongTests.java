package io.nearcall.hardening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Tests of the transports, for longer than with every build: Maven runs them in JVMs of their own. */
final class LongTests {
    private static final String CONTRACT =
            "ContractTest#noCallIsLostWhenServersAreToldToTerminateOneAfterTheOther*+aServerUnderTenTimesItsLoadGoesOnAtItsOwnPace*";
    private static final String TESTS =
            "*KillTest,Shm" + CONTRACT + ",UdsPath" + CONTRACT + ",Tcp" + CONTRACT + ",Fifo" + CONTRACT;

    private LongTests() {}

    /** Runs them for about so long, besides what Maven needs; {@code root} is the project's. */
    static String run(Path root, Path log, long nanos) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
        long kills = Math.max(5, seconds / 8);
        long restarts = Math.max(2, seconds / 10);
        long overload = Math.max(1, seconds / 8);
        try {
            Process maven = new ProcessBuilder(
                            "mvn",
                            "-q",
                            "-pl",
                            "transport-shm,transport-uds,transport-tcp,transport-pipe",
                            "-am",
                            "-Dtest=" + TESTS,
                            "-DfailIfNoTests=false",
                            "-Dsurefire.failIfNoSpecifiedTests=false",
                            "-Dnearcall.test.kills=" + kills,
                            "-Dtck.restarts=" + restarts,
                            "-Dtck.overload=" + overload,
                            "test")
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            if (maven.waitFor() != 0) {
                throw new AssertionError("a test has failed, see " + log);
            }
            return String.format(
                    "%d kills of each side, %d restarts and %d s of overload over each of shm, uds, tcp, fifo",
                    kills, restarts, overload);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run mvn: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
