package io.nearcall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Measures cells, each in a fresh server and a fresh client process, and cleans up behind them. */
final class Fleet implements AutoCloseable {
    /** Starts and answers of many JVMs on few cores take their time. */
    private static final Duration START = Duration.ofSeconds(60);

    private static final String THIS_BUILD = System.getProperty("java.class.path");

    private final Path home;
    private final List<String> jvmFlags;
    private final WarmUp warmUp;
    private final long measureNanos;
    private final Thread cleaner = new Thread(this::removeHome, "cleaner");
    private int runs;

    Fleet(List<String> jvmFlags, WarmUp warmUp, long measureNanos) throws IOException {
        this.jvmFlags = jvmFlags;
        this.warmUp = warmUp;
        this.measureNanos = measureNanos;
        home = Files.createTempDirectory(memoryOrTemporary(), "nearcall-bench-");
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    Measurement measure(Cell cell) throws IOException, InterruptedException {
        return measure(cell, THIS_BUILD);
    }

    /** The same with the classes of another build: a class path. */
    Measurement measure(Cell cell, String build) throws IOException, InterruptedException {
        Path directory = Files.createDirectory(home.resolve(String.valueOf(runs++)));
        List<String> flags = Stream.of(jvmFlags, cell.load().jvmFlags(), cell.jvmFlags())
                .flatMap(List::stream)
                .toList();
        try (PeerProcess server = new PeerProcess("server", directory, build, flags);
                Clients clients = new Clients(cell.load().processes(), directory, build, flags)) {
            checkJdk(server);
            String address = server.ask("serve " + cell.subject() + " " + directory, START);
            double serverMemory = memory(cell.load(), server);
            double clientMemory = memory(cell.load(), clients.all().get(0));
            for (PeerProcess client : clients.all()) {
                checkJdk(client);
                client.ask("connect " + cell.subject() + " " + cell.load().name() + " " + address, START);
            }
            WarmUp.Outcome warmth = warmUp.run(cell.load(), server, clients);
            Usage serverBefore = Usage.parse(server.ask("usage", START));
            long busyBefore = Machine.busyNanos();
            long before = System.nanoTime();
            long nanos = cell.load().measureNanos(measureNanos);
            Measurement measurement = Measurement.together(clients.ask("measure " + nanos, patience(nanos)).stream()
                    .map(Measurement::decoded)
                    .toList());
            long elapsed = System.nanoTime() - before;
            long busy = Machine.busyNanos() - busyBefore;
            Usage serverUsed = Usage.parse(server.ask("usage", START)).minus(serverBefore);
            if (cell.load().connections() > 0) {
                measurement
                        .put(Measurement.CONNECTIONS, cell.load().connections())
                        .put(Measurement.SERVER_MEMORY, memory(cell.load(), server) - serverMemory)
                        .put(
                                Measurement.CLIENT_MEMORY,
                                memory(cell.load(), clients.all().get(0)) - clientMemory);
            }
            double ours = serverUsed.cpuNanos() + measurement.value(Measurement.CLIENT_CPU);
            return measurement
                    .put(Measurement.WARMED, warmth.nanos())
                    .put(Measurement.WARM, warmth.warm() ? 1 : 0)
                    .put(Measurement.SERVER_CPU, serverUsed.cpuNanos())
                    .put(Measurement.SERVER_ALLOCATED, serverUsed.allocatedBytes())
                    .put(Measurement.OTHERS, Math.max(0, busy - ours) / elapsed);
        } finally {
            remove(directory);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cleaner);
        removeHome();
    }

    /** A JDK can be upgraded while this runs; figures of two JDKs must not share a table. */
    private static void checkJdk(PeerProcess peer) throws IOException, InterruptedException {
        String jdk = peer.ask("jdk", START);
        if (!jdk.equals(Machine.jdk())) {
            throw new IllegalStateException("the JDK changed while measuring: " + Machine.jdk() + " is now " + jdk);
        }
    }

    /** In bytes; asked only where it is told, since it collects garbage. */
    private static double memory(Load load, PeerProcess peer) throws IOException, InterruptedException {
        return load.connections() == 0 ? Double.NaN : Double.parseDouble(peer.ask("memory", START));
    }

    private static Duration patience(long nanos) {
        return START.plusNanos(3 * nanos);
    }

    /** A file system in memory, where there is one: writing back a mapped file would be measured otherwise. */
    private static Path memoryOrTemporary() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private void removeHome() {
        try {
            remove(home);
        } catch (IOException e) {
            System.err.println("could not remove " + home + ": " + e);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
