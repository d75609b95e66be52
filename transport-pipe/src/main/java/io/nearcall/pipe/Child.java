package io.nearcall.pipe;

import io.nearcall.PeerIdentity;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One child process, from its start to its end.
 *
 * <p>It is told to leave by the end of its stdin. One that does not is sent SIGTERM after the grace, and SIGKILL
 * after the grace again. What it had started by then, and leaves behind, is sent SIGKILL.
 */
final class Child implements PipeDuplex.Peer {
    private static final int SIGNALLED = 128;
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(3, "QUIT"),
            Map.entry(4, "ILL"),
            Map.entry(5, "TRAP"),
            Map.entry(6, "ABRT"),
            Map.entry(7, "BUS"),
            Map.entry(8, "FPE"),
            Map.entry(9, "KILL"),
            Map.entry(10, "USR1"),
            Map.entry(11, "SEGV"),
            Map.entry(12, "USR2"),
            Map.entry(13, "PIPE"),
            Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"),
            Map.entry(24, "XCPU"),
            Map.entry(25, "XFSZ"),
            Map.entry(31, "SYS"));

    /** An end of its stdout is nearly always the end of the process, whose status comes a moment later. */
    private static final long STATUS_MILLIS = 200;

    private final Command command;
    private final Process process;
    private final ErrorLines errors;
    private final PipeDuplex duplex;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private volatile boolean silent; // its stdout has ended

    private Child(Command command, String token) throws IOException {
        this.command = command;
        int[] in = Descriptors.pipe();
        int[] out = pipeOrClose(in);
        try {
            this.process = started(command, token, in[0], out[1]);
        } catch (IOException | RuntimeException e) {
            Descriptors.close(in[1], out[0]);
            throw e;
        } finally {
            Descriptors.close(in[0], out[1]); // the child has its own
        }
        this.errors = new ErrorLines(toString(), process.getErrorStream());
        this.duplex = new PipeDuplex(out[0], in[1], identity(), this);
        process.onExit().thenRun(() -> over.complete(null));
    }

    /** Starts the process; its HELLO is to be said by {@link #duplex}. */
    static Child start(Command command, String token) throws IOException {
        return new Child(command, token);
    }

    private static int[] pipeOrClose(int... others) throws IOException {
        try {
            return Descriptors.pipe();
        } catch (IOException e) {
            Descriptors.close(others);
            throw e;
        }
    }

    /** Opened by their names in this process, the child's ends are not affected by the non-blocking mode of ours. */
    private static Process started(Command command, String token, int stdin, int stdout) throws IOException {
        ProcessBuilder builder = command.builder();
        builder.environment().put(ParentToken.VARIABLE, token);
        return builder.redirectInput(new File(Descriptors.path(stdin)))
                .redirectOutput(new File(Descriptors.path(stdout)))
                .start();
    }

    private PeerIdentity identity() {
        return new PeerIdentity(
                "pipe:" + this,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.of(process.pid()),
                List.of());
    }

    PipeDuplex duplex() {
        return duplex;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Completes when the pipes have been closed. */
    CompletableFuture<Void> whenClosed() {
        return closed;
    }

    /** Completes when it serves no more: its stdout or the process has ended, or its pipes have been closed. */
    CompletableFuture<Void> whenOver() {
        return over;
    }

    /** Completes when the process has ended. */
    CompletableFuture<Process> whenEnded() {
        return process.onExit();
    }

    /** Waits a moment for the last of stderr. */
    void awaitErrors() {
        errors.await(STATUS_MILLIS);
    }

    @Override
    public void ended() {
        silent = true;
        over.complete(null);
    }

    @Override
    public IOException whyEnded(String unknown) {
        return new IOException(end());
    }

    /** How it ended, and its last words, of which it waits for what is on its way. */
    String end() {
        return end(STATUS_MILLIS);
    }

    /** How it ended, as far as that is known by now. */
    String endSoFar() {
        return end(0);
    }

    private String end(long millis) {
        String status = status(millis);
        String words = errors.tail("\n    ", process.isAlive() ? 0 : millis);
        return status + (words.isEmpty() ? "" : "; the last lines of its stderr:" + words);
    }

    private String status(long millis) {
        try {
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                int code = process.exitValue();
                String signal = SIGNALS.get(code - SIGNALLED);
                return this + (signal == null ? " exited with code " + code : " was ended by SIG" + signal);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this + (silent ? " has closed its stdout" : " was still running");
    }

    @Override
    public void closing() {
        List<ProcessHandle> started = process.descendants().toList(); // after its end nobody knows whose they were
        process.onExit().thenRun(() -> {
            started.forEach(ProcessHandle::destroy);
            CompletableFuture.allOf(started.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .completeOnTimeout(null, command.grace().toMillis(), TimeUnit.MILLISECONDS)
                    .thenRun(() -> started.forEach(ProcessHandle::destroyForcibly));
        });
    }

    @Override
    public void closed() {
        over.complete(null);
        closed.complete(null);
        signalAfter(1, process::destroy);
        signalAfter(2, () -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    private void signalAfter(int graces, Runnable signal) {
        long millis = graces * command.grace().toMillis();
        CompletableFuture<Process> waiting = process.onExit().copy().orTimeout(millis, TimeUnit.MILLISECONDS);
        waiting.whenComplete((ended, late) -> {
            if (late != null) {
                signal.run();
            }
        });
    }

    @Override
    public String toString() {
        return command.name() + "[" + (process == null ? "" : process.pid()) + "]";
    }
}
