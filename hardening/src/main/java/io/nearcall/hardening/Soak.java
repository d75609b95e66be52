package io.nearcall.hardening;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.hardening.Medley.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Calls of all kinds over all transports in turn, for long: each reply is right, each call ran once, and nothing grows.
 *
 * <p>A turn opens a server and two clients, calls from some threads, and closes them. Behind each round of turns there is a census.
 */
final class Soak {
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 50;
    private static final long LEAST_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int THREADS = 4;
    private static final int SMALL = 64;
    private static final int LARGE = 100_000;
    private static final long PATIENCE_SECONDS = 30;
    private static final long MOST_HEAP_MORE = 16 << 20;

    private final Path directory;
    private final Random random;
    private final AtomicLong nonces = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    private Soak(Path directory, long seed) {
        this.directory = directory;
        this.random = new Random(seed);
    }

    /** What may grow. */
    private record Census(long heap, long descriptors, long threads, long files) {
        boolean isWithin(Census first) {
            return heap <= first.heap + MOST_HEAP_MORE
                    && descriptors <= first.descriptors
                    && threads <= first.threads
                    && files <= first.files;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.1f MiB of heap, %d descriptors, %d threads, %d files",
                    heap / 1048576.0,
                    descriptors,
                    threads,
                    files);
        }
    }

    /** Runs for so long; the files of its transports are in a directory. */
    static String run(long nanos, long seed, Path directory) {
        try {
            return new Soak(Files.createDirectories(directory), seed).run(nanos);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> targets() {
        return List.of(
                "inproc:soak",
                "uds:" + directory.resolve("uds"),
                "shm:" + directory.resolve("shm"),
                "tcp://127.0.0.1:0",
                "fifo:" + directory.resolve("fifo"),
                "grpc://127.0.0.1:0");
    }

    private String run(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        long turn = Math.max(LEAST_TURN_NANOS, nanos / ROUNDS / targets().size());
        Census first = null;
        Census last = null;
        int rounds = 0;
        while (rounds <= WARM_UP_ROUNDS || System.nanoTime() - end < 0) {
            for (String target : targets()) {
                turn(target, turn);
            }
            if (++rounds == WARM_UP_ROUNDS) {
                first = census();
            } else if (rounds > WARM_UP_ROUNDS) {
                last = settled(first);
            }
        }
        return String.format(
                Locale.ROOT,
                "%,d calls in %d rounds of %d transports, each reply right, each ran once; %s, then %s",
                calls.get(),
                rounds,
                targets().size(),
                first,
                last);
    }

    private void turn(String target, long nanos) {
        Player player = new Player();
        long begun = calls.get();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (RpcServer server = RpcServer.serve(target, Medley.class, player)) {
            String bound = server.endpoints().get(0).toString();
            try (RpcClient one = RpcClient.connect(bound);
                    RpcClient other = RpcClient.connect(bound)) {
                List<CompletableFuture<Void>> all = new ArrayList<>();
                long end = System.nanoTime() + nanos;
                for (int i = 0; i < THREADS; i++) {
                    Medley medley = (i % 2 == 0 ? one : other).service(Medley.class);
                    Random own = new Random(random.nextLong());
                    all.add(CompletableFuture.runAsync(
                            () -> play(medley, !target.startsWith("grpc"), own, end), threads));
                }
                CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                        .orTimeout(
                                2 * nanos + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS),
                                TimeUnit.NANOSECONDS) // a call has not ended
                        .join();
                long made = calls.get() - begun;
                await(() -> player.calls() >= made); // one-way calls come when they come
                check(player.calls() == made, player.calls() + " calls ran of " + made);
            }
        } catch (CompletionException | AssertionError e) {
            throw new AssertionError(target + ": " + (e.getCause() == null ? e : e.getCause()), e);
        } finally {
            threads.shutdown();
        }
    }

    private void play(Medley medley, boolean references, Random own, long end) {
        do {
            Item item = Player.item(nonces.getAndAdd(Player.MOST_ITEMS), length(own));
            long nonce = item.nonce();
            int length = item.bytes().length;
            calls.incrementAndGet();
            switch (own.nextInt(references ? 8 : 7)) {
                case 0 -> medley.take(item);
                case 1 -> check(answers(medley.answerLater(item).join(), item), "answerLater");
                case 2 -> {
                    try (Stream<Item> several = medley.several(item)) {
                        check(isSequence(several, nonce, Player.count(nonce)), "several");
                    }
                }
                case 3 -> {
                    long sum = medley.sum(items(nonce, length));
                    check(
                            sum
                                    == LongStream.range(nonce, nonce + Player.MOST_ITEMS)
                                            .sum(),
                            "sum");
                }
                case 4 -> {
                    try (Stream<Item> each = medley.each(items(nonce, length))) {
                        check(isSequence(each.map(Player::answerTo), nonce, Player.MOST_ITEMS), "each");
                    }
                }
                case 7 -> check(answers(medley.through(item, Player::answerTo), item), "through");
                default -> check(answers(medley.answer(item), item), "answer");
            }
        } while (System.nanoTime() - end < 0);
    }

    private static int length(Random own) {
        return own.nextInt(32) == 0 ? own.nextInt(LARGE) : own.nextInt(SMALL);
    }

    private static Stream<Item> items(long nonce, int length) {
        return LongStream.range(nonce, nonce + Player.MOST_ITEMS).mapToObj(each -> Player.item(each, length));
    }

    private static boolean isSequence(Stream<Item> items, long nonce, int count) {
        long[] next = {nonce};
        items.forEachOrdered(item -> check(Player.checked(item).nonce() == next[0]++, "another item"));
        return next[0] == nonce + count;
    }

    private static boolean answers(Item answer, Item item) {
        return answer.nonce() == ~item.nonce() && Player.checked(answer).bytes().length == item.bytes().length;
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what + " is not as it must be");
        }
    }

    // ---- what may grow

    private Census settled(Census first) {
        Census[] last = {null};
        await(() -> {
            last[0] = census();
            return last[0].isWithin(first);
        });
        if (!last[0].isWithin(first)) {
            throw new AssertionError("grown: " + first + ", then " + last[0]);
        }
        return last[0];
    }

    private Census census() {
        System.gc();
        return new Census(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                names(Path.of("/proc/self/fd"), ""),
                threads(),
                names(directory, "") + names(Path.of("/dev/shm"), "nearcall-"));
    }

    /** Those of the common pool, which come and go with the processors, aside. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool.commonPool-"))
                .count();
    }

    private static long names(Path directory, String prefix) {
        try (Stream<Path> names = Files.list(directory)) {
            return names.filter(name -> name.getFileName().toString().startsWith(prefix))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier reached) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!reached.getAsBoolean() && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
