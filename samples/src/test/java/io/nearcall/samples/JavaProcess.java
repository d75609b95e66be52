package io.nearcall.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A second JVM with this one's class path; closing it ends it. */
public final class JavaProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path errors;
    private final BufferedReader out;

    private JavaProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What a process that ended said. */
    public record Ended(int status, String out, String err) {}

    /** Starts a program in {@code directory}, with {@code environment} beside what this process has. */
    public static JavaProcess start(Path directory, Map<String, String> environment, Class<?> main, String... args)
            throws IOException {
        Path errors = Files.createTempFile(directory, "stderr", ".log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(
                        Stream.of(java, "-cp", System.getProperty("java.class.path"), main.getName()), Stream.of(args))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NEARCALL_TARGET_"));
        builder.environment().putAll(environment);
        return new JavaProcess(builder.start(), errors);
    }

    /** Runs a program to its end. */
    public static Ended run(Path directory, Map<String, String> environment, Class<?> main, String... args)
            throws IOException, InterruptedException {
        try (JavaProcess running = start(directory, environment, main, args)) {
            String out = String.join("\n", running.out.lines().toList());
            return new Ended(running.end(), out, Files.readString(running.errors));
        }
    }

    /** The next line of its standard output that begins so, without the beginning. */
    public String lineAfter(String beginning) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new AssertionError("it ended without '" + beginning + "'; it said: " + Files.readString(errors));
    }

    /** Asks it to end, as a service manager does; its exit status. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return end();
    }

    private int end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            out.close();
            end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
