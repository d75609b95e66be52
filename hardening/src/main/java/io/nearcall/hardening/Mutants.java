package io.nearcall.hardening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Breaks each rule of shared memory in its turn, and shows the test that fails for it. */
final class Mutants {
    private static final long MOST_SECONDS = 180;
    private static final long BUILD_SECONDS = 600;
    private static final String JCSTRESS = "OrderStress.";

    private final Path root;
    private final Path work;
    private final String classPath;

    private Mutants(Path root) throws IOException {
        this.root = root;
        work = Files.createDirectories(root.resolve("hardening/target/mutants"));
        classPath = Stream.of("transport-shm/target/test-classes", "transport-tck/target/classes")
                        .map(classes -> root.resolve(classes).toString())
                        .reduce("", (all, each) -> all + each + ":")
                + System.getProperty("java.class.path");
    }

    /** Prints a table; whether each test passes, and fails without its rule. */
    static boolean run(Path root, String only) throws IOException {
        build(root);
        String text;
        try (var in = Mutants.class.getResourceAsStream("/mutants.txt")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Mutants mutants = new Mutants(root.toAbsolutePath());
        List<Mutant> all = Mutant.parse(text).stream()
                .filter(mutant -> mutant.rule().contains(only))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no rule has '" + only + "' in its name");
        }
        System.out.println("| rule | test | fails without it |\n| --- | --- | --- |");
        boolean held = true;
        for (Mutant mutant : all) {
            held &= mutants.fails(mutant);
        }
        for (String test : all.stream().map(Mutant::test).distinct().toList()) {
            if (!mutants.passes(test, mutants.work.resolve("none"), mutants.work.resolve("passing.log"))) {
                System.out.println("| none | " + test + " | **as it is** |");
                held = false;
            }
        }
        return held;
    }

    private static void build(Path root) throws IOException {
        Process maven = new ProcessBuilder(
                        "mvn", "-q", "-pl", "transport-shm", "-am", "-Dspotless.check.skip", "test-compile")
                .directory(root.toFile())
                .inheritIO()
                .start();
        if (ended(maven, BUILD_SECONDS) != 0) {
            throw new IllegalStateException("the tests of transport-shm do not compile");
        }
    }

    /** The exit status, or -1 if it does not end by itself in time. */
    private static int ended(Process process, long seconds) {
        try {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return ended ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean fails(Mutant mutant) throws IOException {
        Path place = Files.createTempDirectory(work, mutant.rule().replace(' ', '-')); // without former classes
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x")); // a test runs it as nobody
        Map<Path, String> sources = new TreeMap<>();
        for (Mutant.Change change : mutant.changes()) {
            Path file = root.resolve(change.file());
            String source = sources.containsKey(file) ? sources.get(file) : Files.readString(file);
            sources.put(file, change.of(source));
        }
        List<String> options =
                new ArrayList<>(List.of("-nowarn", "-proc:none", "-cp", classPath, "-d", place.toString()));
        for (Map.Entry<Path, String> source : sources.entrySet()) {
            options.add(Files.writeString(place.resolve(source.getKey().getFileName()), source.getValue())
                    .toString());
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("does not compile: " + mutant);
        }
        boolean fails = !passes(mutant.test(), place, place.resolve("log"));
        System.out.println("| " + mutant.rule() + " | `" + mutant.test() + "` | " + (fails ? "yes" : "**no**") + " |");
        return fails;
    }

    private boolean passes(String test, Path first, Path log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=64",
                "-cp",
                first + ":" + classPath));
        Path directory = root.resolve("transport-shm");
        if (test.startsWith(JCSTRESS)) {
            command.addAll(Orders.command(test, 3_000, work));
            directory = work; // it leaves files there
        } else {
            command.addAll(List.of(OneTest.class.getName(), "io.nearcall.shm." + test));
        }
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            return ended(process, MOST_SECONDS) == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
