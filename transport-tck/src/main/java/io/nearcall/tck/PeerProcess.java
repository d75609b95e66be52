package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A second JVM that says on stdout what happens and does what it reads from stdin; it ends with the test, or when this process does. */
public final class PeerProcess implements AutoCloseable {
    private static final String END = "(end of its output)";

    private final Process process;
    private final Writer commands;
    private final Thread reader;
    private boolean isStopped;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private PeerProcess(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = new Thread(null, this::read, "tck-peer-" + process.pid(), 0, false);
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs {@link PeerMain}. */
    static PeerProcess start(String heap, String... arguments) {
        return start(
                List.of(),
                List.of("-XX:TieredStopAtLevel=1", "-Dtck.bulk=" + PeerMain.BULK_MIB, heap),
                PeerMain.class,
                arguments);
    }

    /**
     * Runs any main class.
     *
     * @param by what runs the JVM, such as {@code unshare} with its options, or nothing
     * @param options for the JVM
     */
    public static PeerProcess start(List<String> by, List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        try {
            return new PeerProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new AssertionError("cannot start a second JVM", e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException killed) {
            // the end
        }
        lines.add(END);
    }

    /** The rest of the next line that starts with {@code word}; other lines before it are passed over. */
    public String expect(String word) {
        return expect(word, Outcomes.PATIENCE_SECONDS);
    }

    /** {@link #expect(String)} where the peer has work for {@code seconds}. */
    public String expect(String word, long seconds) {
        List<String> seen = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (true) {
                String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null || line.equals(END)) {
                    return fail(
                            "the peer did not say '" + word + "' but " + seen + (line == null ? "" : ", then ended"));
                }
                if (line.equals(word) || line.startsWith(word + " ")) {
                    return line.substring(word.length()).strip();
                }
                seen.add(line);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Gives a command; see {@link PeerMain}. */
    public void tell(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new AssertionError("the peer is gone", e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.toHandle().destroyForcibly(); // Process.destroy would close its streams as well
        isStopped = false;
    }

    /** SIGKILL, and waits until the kernel has closed everything. */
    public void killAndWait() {
        kill();
        awaitExit();
    }

    /** SIGTERM. */
    public void terminate() {
        process.toHandle().destroy();
    }

    public int awaitExit() {
        Outcomes.await(() -> process.waitFor(Outcomes.PATIENCE_SECONDS, TimeUnit.SECONDS), "the peer's exit");
        return process.exitValue();
    }

    /** The number of the process; of its first, where a command starts it. */
    public long pid() {
        return process.pid();
    }

    /** SIGSTOP, or SIGCONT: {@code STOP}, {@code CONT}. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            assertTrue(kill.waitFor(Outcomes.PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertEquals(0, kill.exitValue(), "kill -" + name);
            isStopped = name.equals("STOP");
            Outcomes.awaitState(() -> everyThreadIsStopped() == isStopped, "the effect of kill -" + name);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("kill -" + name, e);
        }
    }

    /** The signal is on its way when {@code kill} returns; a running thread runs on until it is interrupted. */
    private boolean everyThreadIsStopped() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (IOException threadEnded) {
            return false;
        }
    }

    /** Lets it clean up, unless it is dead already or does not want to end. */
    @Override
    public void close() {
        if (isStopped) {
            signal("CONT");
        }
        try {
            commands.close();
        } catch (IOException brokenPipe) {
            // it died before it had read everything
        }
        if (!Outcomes.isReached(() -> !process.isAlive(), Outcomes.PATIENCE_SECONDS)) {
            process.destroyForcibly();
        }
        awaitExit();
        Outcomes.awaitState(() -> !reader.isAlive(), "the end of the peer's output");
    }
}
