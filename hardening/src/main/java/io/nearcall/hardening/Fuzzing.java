package io.nearcall.hardening;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The targets that take any bytes, and Jazzer, which looks for those that hurt them. */
final class Fuzzing {
    /** Each has a method {@code fuzzerTestOneInput}, and {@code corpus/NAME.hex}. */
    static final List<String> TARGETS = List.of(
            "io.nearcall.stream.FramesFuzz",
            "io.nearcall.stream.HandshakeFuzz",
            "io.nearcall.stream.HeadersFuzz",
            "io.nearcall.shm.ImageFuzz",
            "io.nearcall.hardening.WireFuzz",
            "io.nearcall.hardening.DispatchFuzz");

    private static final int TOLD_LINES = 40;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second.*");

    private Fuzzing() {}

    static String name(String target) {
        return target.substring(target.lastIndexOf('.') + 1);
    }

    /** The inputs that are tried with every build: one a line, in hexadecimal digits. */
    static List<byte[]> corpus(String target) {
        try (InputStream in = Fuzzing.class.getResourceAsStream("/corpus/" + name(target) + ".hex")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(HexFormat.of()::parseHex)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fuzzes for so long in a process of its own, which leaves what it finds in a directory. */
    static String run(String target, long nanos, Path directory) {
        try {
            Path inputs = Files.createDirectories(directory.resolve(name(target)));
            int number = 0;
            for (byte[] input : corpus(target)) {
                Files.write(inputs.resolve("seed-" + number++), input);
            }
            Process jazzer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "com.code_intelligence.jazzer.Jazzer",
                            "--target_class=" + target,
                            "-max_total_time=" + Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos)),
                            "-max_len=4096",
                            "-timeout=10",
                            inputs.toString())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            return report(target, jazzer, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String report(String target, Process jazzer, Path directory) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        String seen = null;
        try (BufferedReader output = jazzer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last.add(line);
                if (last.size() > TOLD_LINES) {
                    last.remove();
                }
                Matcher done = DONE.matcher(line);
                if (done.matches()) {
                    long runs = Long.parseLong(done.group(1));
                    seen = runs + " inputs, " + runs / Math.max(1, Long.parseLong(done.group(2))) + " a second";
                }
            }
            int status = jazzer.waitFor();
            if (status != 0 || seen == null) {
                last.forEach(System.err::println);
                throw new AssertionError(
                        name(target) + " was hurt, status " + status + "; the input is in " + directory);
            }
            return seen;
        } catch (InterruptedException e) {
            jazzer.destroyForcibly();
            throw new IllegalStateException(e);
        }
    }
}
