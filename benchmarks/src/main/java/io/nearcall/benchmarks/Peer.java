package io.nearcall.benchmarks;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A child process: obeys one command a line on its standard input, answers with one line on its standard output.
 *
 * <p>{@code serve SUBJECT DIRECTORY}, {@code connect SUBJECT LOAD ADDRESS}, {@code warm NANOS}, {@code measure NANOS},
 * {@code usage}, {@code memory}, {@code jdk}. Ends with its input, so that no child outlives the process that started it.
 */
final class Peer {
    private Workload workload;

    private Peer() {}

    public static void main(String[] args) throws Exception {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Whatever a library prints must not be taken for an answer.
        System.setOut(System.err);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Peer peer = new Peer();
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "worker"));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] command = line.split(" ", -1);
            worker.execute(() -> answers.println(peer.answerOrFailure(command)));
        }
        // Whatever the worker is at: nobody waits for it any more.
        Runtime.getRuntime().halt(0);
    }

    private String answerOrFailure(String[] command) {
        try {
            return answer(command);
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            return "failed " + e;
        }
    }

    private String answer(String[] command) throws Exception {
        switch (command[0]) {
            case "serve":
                return Subjects.named(command[1]).serve(Path.of(command[2]));
            case "connect":
                workload = Load.valueOf(command[2]).over(new Reach(command[1], command[3]));
                return "connected";
            case "warm":
                return String.valueOf(workload.warm(Long.parseLong(command[1])));
            case "measure":
                return measured(Long.parseLong(command[1]));
            case "jdk":
                return Machine.jdk();
            case "memory":
                return String.valueOf(Usage.memory());
            case "usage":
                return Usage.now().toString();
            default:
                throw new IllegalArgumentException("no such command: " + command[0]);
        }
    }

    private String measured(long nanos) throws Exception {
        Usage before = Usage.now();
        Measurement measurement = workload.measure(nanos);
        Usage used = Usage.now().minus(before);
        return measurement
                .put(Measurement.CLIENT_CPU, used.cpuNanos())
                .put(Measurement.CLIENT_ALLOCATED, used.allocatedBytes())
                .encoded();
    }
}
