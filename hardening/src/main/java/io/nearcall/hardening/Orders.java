package io.nearcall.hardening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of memory: jcstress over {@code io.nearcall.shm.OrderStress}, in processes of its own. */
final class Orders {
    private static final int CONFIGURATIONS = 16; // two for each test: what locking costs differs
    private static final long START_MILLIS = 700;
    private static final long LEAST_MILLIS = 200;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final Pattern SAMPLES = Pattern.compile("(?m)^ +.* ([0-9,]+) +[<>]?[0-9.]+% +Acceptable");
    private static final Pattern RESULTS =
            Pattern.compile("(\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");

    private Orders() {}

    /** Runs for about so long, and leaves its report in a directory. */
    static String run(long nanos, Path directory) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos) / CONFIGURATIONS - START_MILLIS;
        try {
            Path log = Files.createDirectories(directory).resolve("log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path")));
            command.addAll(command("io.nearcall", Math.max(LEAST_MILLIS, millis), directory));
            Process jcstress = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            try {
                if (!jcstress.waitFor(2 * nanos + PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
                    throw new AssertionError("jcstress does not end, see " + log);
                }
            } finally {
                jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
                jcstress.destroyForcibly();
            }
            return report(jcstress.exitValue(), Files.readString(log), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What comes behind the class path: of some tests, so long in each configuration, its report in that directory. */
    static List<String> command(String tests, long millis, Path directory) {
        return List.of(
                "org.openjdk.jcstress.Main",
                "-v",
                "-t",
                tests,
                "-m",
                "quick",
                "-jvmArgs",
                "-Xmx256m",
                "-af",
                "NONE",
                "-sc",
                "false",
                "-f",
                "1",
                "-iters",
                "1",
                "-strideSize",
                "32",
                "-strideCount",
                "8",
                "-time",
                Long.toString(millis),
                "-r",
                directory.toString());
    }

    private static String report(int status, String output, Path log) {
        Matcher results = RESULTS.matcher(output);
        boolean passed = false;
        while (results.find()) { // the last one counts
            passed = results.group(1).equals(results.group(2))
                    && !results.group(1).equals("0");
        }
        if (status != 0 || !passed) {
            throw new AssertionError("jcstress has seen what is forbidden, or nothing, see " + log);
        }
        String sums = output.substring(output.indexOf("RUN RESULTS"));
        long samples = SAMPLES.matcher(sums)
                .results()
                .mapToLong(line -> Long.parseLong(line.group(1).replace(",", "")))
                .sum();
        return String.format(Locale.ROOT, "%,d samples, none forbidden", samples);
    }
}
