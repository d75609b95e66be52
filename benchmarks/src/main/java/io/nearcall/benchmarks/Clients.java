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

/** The client processes of a cell, measured at the same time. */
final class Clients implements AutoCloseable {
    private final List<PeerProcess> all = new ArrayList<>();

    Clients(int count, Path directory, List<String> flags) throws IOException {
        for (int i = 0; i < count; i++) {
            all.add(new PeerProcess("client" + i, directory, flags));
        }
    }

    List<PeerProcess> all() {
        return all;
    }

    Measurement measure(long nanos, Duration patience) throws IOException, InterruptedException {
        String command = "measure " + nanos;
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        try {
            List<Future<String>> answers = new ArrayList<>();
            all.forEach(client -> answers.add(threads.submit(() -> client.ask(command, patience))));
            List<Measurement> parts = new ArrayList<>();
            for (Future<String> answer : answers) {
                parts.add(Measurement.decoded(answer.get()));
            }
            return Measurement.together(parts);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        all.forEach(PeerProcess::close);
    }
}
