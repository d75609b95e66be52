package io.nearcall.hardening;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running peer: a process of the program in C. */
final class Peer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    private Peer(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** How a peer calls. */
    enum Way {
        FRAMES,
        LANES,
        RING;

        @Override
        public String toString() {
            return switch (this) {
                case FRAMES -> "frames";
                case LANES -> "lanes";
                case RING -> "ring";
            };
        }
    }

    /** Compiles the program; needs gcc. */
    static Path build(Path source, Path directory) {
        Path program = directory.resolve("peer");
        try {
            Process gcc = new ProcessBuilder(
                            "gcc",
                            "-std=gnu11",
                            "-O2",
                            "-Wall",
                            "-Wextra",
                            "-Wno-unused-result",
                            "-o",
                            program.toString(),
                            source.toString())
                    .inheritIO()
                    .start();
            if (gcc.waitFor() != 0) {
                throw new IllegalStateException("gcc does not compile " + source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run gcc, install it: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return program;
    }

    static Peer start(Path program, Path socket, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString(), socket.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Path errors = Files.createTempFile(socket.getParent(), "peer-", ".err");
            Process process = new ProcessBuilder(command)
                    .redirectError(Redirect.to(errors.toFile()))
                    .start();
            return new Peer(process, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line it says, null at its end. */
    String line() {
        try {
            return output.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it ends by itself; the last line that it says, which must be the end of something good. */
    String last() {
        String last = "nothing";
        for (String line = line(); line != null; line = line()) {
            last = line;
        }
        checkStatus(0);
        return last;
    }

    /** Waits for its end, which must be that one. */
    void checkStatus(int expected) {
        int status = status();
        if (status != expected) {
            throw new AssertionError("a peer ended with status " + status + ": " + complaint());
        }
    }

    /** Its exit status; 128 and the signal's number if it was killed. */
    int status() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("a peer does not end: " + complaint());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** Waits until it has stopped itself, or has ended. */
    void awaitStop() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "stat");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (process.isAlive() && !Files.readString(status).contains(") T ")) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("a peer does not stop: " + complaint());
                }
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            // it has ended: there is no such file, or, while it is read, no such process
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    private String complaint() {
        try {
            return Files.readString(errors).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        kill();
        status();
        try {
            output.close();
            Files.delete(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
