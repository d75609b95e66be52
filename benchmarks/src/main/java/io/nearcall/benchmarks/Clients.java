package io.nearcall.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The client processes of a cell. */
final class Clients implements AutoCloseable {
    private final List<PeerProcess> all = new ArrayList<>();
    private final ExecutorService threads;

    Clients(int count, Path directory, String build, List<String> flags) throws IOException {
        threads = Executors.newFixedThreadPool(count);
        try {
            for (int i = 0; i < count; i++) {
                all.add(new PeerProcess("client" + i, directory, build, flags));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    List<PeerProcess> all() {
        return all;
    }

    /** Has all of them do the same at the same time, and returns what each answers. */
    List<String> ask(String command, Duration atMost) throws IOException, InterruptedException {
        List<Future<String>> asked = new ArrayList<>();
        all.forEach(client -> asked.add(threads.submit(() -> client.ask(command, atMost))));
        List<String> answers = new ArrayList<>();
        try {
            for (Future<String> answer : asked) {
                answers.add(answer.get());
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        all.forEach(PeerProcess::close);
    }
}
