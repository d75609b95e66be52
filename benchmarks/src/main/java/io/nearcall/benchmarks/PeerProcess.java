package io.nearcall.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A fresh JVM that runs {@link Peer}, spoken to over its standard input and output. */
final class PeerProcess implements AutoCloseable {
    private static final int TAIL = 30;

    private final String role;
    private final Path errors;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    /** Starts it with the classes of a build, its error output going to a file in {@code directory}. */
    PeerProcess(String role, Path directory, String build, List<String> jvmFlags) throws IOException {
        this.role = role;
        errors = directory.resolve(role + ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", build, Peer.class.getName()));
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Sends one command and waits for its answer; a child that does not answer in time is ended. */
    String ask(String command, Duration atMost) throws IOException, InterruptedException {
        commands.write(command + "\n");
        commands.flush();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::readLine);
        try {
            String line = answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null || line.startsWith("failed ")) {
                throw new IOException(role + ": '" + command + "': " + (line == null ? "ended" : line) + "\n" + tail());
            }
            return line;
        } catch (TimeoutException e) {
            close();
            throw new IOException(
                    role + ": '" + command + "': no answer in " + atMost.toSeconds() + " s\n" + tail(), e);
        } catch (ExecutionException e) {
            throw new IOException(role + ": '" + command + "': " + e.getCause() + "\n" + tail(), e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private String readLine() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(errors);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }
}
