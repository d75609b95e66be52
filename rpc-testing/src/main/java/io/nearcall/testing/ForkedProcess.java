package io.nearcall.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The process of a {@link ForkedServer}, seen by its parent; it ends when its standard input does. */
final class ForkedProcess implements AutoCloseable {
    private static final long START_SECONDS = 30;
    private static final long END_SECONDS = 10;

    private final Process process;
    private final String target;

    private ForkedProcess(Process process, String target) {
        this.process = process;
        this.target = target;
    }

    static ForkedProcess start(String target, Class<?> type, Class<?> implementation) {
        if (Stream.of(implementation.getDeclaredConstructors()).noneMatch(each -> each.getParameterCount() == 0)) {
            throw new IllegalArgumentException(
                    implementation.getName() + " has no constructor without parameters, and another process has to make"
                            + " it; give it one (a nested class must be static), or use TestServer.serve");
        }
        Process process;
        try {
            process = new ProcessBuilder(command(target, type.getName(), implementation.getName()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("cannot start a second JVM: " + e.getMessage(), e);
        }
        String said = firstLine(process);
        if (!said.startsWith(ForkedServer.LISTENING)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "the process of " + implementation.getName() + " at '" + target + "' does not serve: " + said);
        }
        return new ForkedProcess(process, said.substring(ForkedServer.LISTENING.length()));
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it starts sooner, and lives for a test
                "-cp",
                System.getProperty("java.class.path")));
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("nearcall."))
                .forEach(key -> command.add("-D" + key + "=" + System.getProperty(key)));
        command.add(ForkedServer.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private static String firstLine(Process process) {
        CompletableFuture<String> line = new CompletableFuture<>();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Thread reader = new Thread(null, () -> read(output, line), "nearcall-test-" + process.pid(), 0, false);
        reader.setDaemon(true);
        reader.start();
        try {
            return line.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return "it said nothing within " + START_SECONDS + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the test was interrupted";
        }
    }

    private static void read(BufferedReader output, CompletableFuture<String> line) {
        try {
            String first = output.readLine();
            line.complete(first == null ? "it ended; its standard error says why" : first);
        } catch (IOException killed) {
            line.complete("it ended: " + killed.getMessage());
        }
    }

    String target() {
        return target;
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException endedAlready) {
            // what we want
        }
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
