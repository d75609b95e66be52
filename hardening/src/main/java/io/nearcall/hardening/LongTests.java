package io.nearcall.hardening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tests of the transports, for longer than with every build: Maven runs them in processes of their own.
 *
 * @param name of the trial
 * @param module whose test it is
 * @param test class, and method
 * @param property that says how much of it
 * @param perMinute how much of it takes a minute, about
 * @param unit what it counts
 */
record LongTests(String name, String module, String test, String property, int perMinute, String unit) {
    private static final String RESTART = "#noCallIsLostWhenServersAreToldToTerminateOneAfterTheOther*";
    private static final String OVERLOAD = "#aServerUnderTenTimesItsLoadGoesOnAtItsOwnPace*";

    static final List<LongTests> ALL = List.of(
            new LongTests(
                    "SIGKILL of JVMs, shm", "transport-shm", "KillTest", "nearcall.test.kills", 40, "kills a side"),
            new LongTests(
                    "rolling restart, shm", "transport-shm", "ShmContractTest" + RESTART, "tck.restarts", 20, "× 2"),
            new LongTests(
                    "rolling restart, uds",
                    "transport-uds",
                    "UdsPathContractTest" + RESTART,
                    "tck.restarts",
                    20,
                    "× 2"),
            new LongTests(
                    "rolling restart, tcp", "transport-tcp", "TcpContractTest" + RESTART, "tck.restarts", 20, "× 2"),
            new LongTests(
                    "overload, shm", "transport-shm", "ShmContractTest" + OVERLOAD, "tck.overload", 50, "seconds"),
            new LongTests(
                    "overload, tcp", "transport-tcp", "TcpContractTest" + OVERLOAD, "tck.overload", 50, "seconds"));

    /** Runs it for about so long; {@code root} is the project's. */
    String run(Path root, Path log, long nanos) {
        long amount = Math.max(1, nanos / 1_000_000 * perMinute / TimeUnit.MINUTES.toMillis(1));
        try {
            Process maven = new ProcessBuilder(
                            "mvn",
                            "-q",
                            "-pl",
                            module,
                            "-am",
                            "-Dtest=" + test,
                            "-DfailIfNoTests=false",
                            "-Dsurefire.failIfNoSpecifiedTests=false",
                            "-D" + property + "=" + amount,
                            "test")
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            if (maven.waitFor() != 0) {
                throw new AssertionError(test + " has failed with -D" + property + "=" + amount + ", see " + log);
            }
            return amount + " " + unit + "; " + test.replaceFirst("#.*", "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run mvn: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
