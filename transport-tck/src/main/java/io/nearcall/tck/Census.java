package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Counts what a class of tests could leave behind, before and after it.
 *
 * <p>That is: our threads, open descriptors by kind (jars and other plain files aside, which the JVM opens when it
 * likes), files that bear one of our names, child processes.
 */
final class Census implements BeforeAllCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(Census.class);
    private static final long SETTLE_SECONDS = 15;

    /** Made by JUnit. */
    Census() {}

    /** What there is at one moment. */
    private record Count(List<String> threads, Map<String, Integer> descriptors, List<String> files, long children) {
        static Count now() {
            return new Count(
                    threadNames(),
                    openDescriptors(),
                    filesLeft(),
                    ProcessHandle.current().children().count());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        warmUp(Contract.of(context));
        context.getStore(NAMESPACE).put(Count.class, settled(List.of()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Count before = context.getStore(NAMESPACE).get(Count.class, Count.class);
        Count after = settledLike(before);
        assertEquals(List.of(), after.threads, "threads left behind");
        assertEquals(before.descriptors, after.descriptors, "descriptors by kind");
        assertEquals(List.of(), after.files, "files left behind");
        assertEquals(before.children, after.children, "child processes");
    }

    /** What a JVM opens at the first use of sockets, and keeps, is not residue. */
    private static void warmUp(Contract contract) {
        try (RpcServer server = Rig.builder(question -> question)
                        .listen(contract.target())
                        .start();
                RpcClient client = RpcClient.connect(Rig.targetOf(server))) {
            assertEquals("warm", client.service(Ask.class).ask("warm"));
        }
    }

    private static Count settled(List<String> threads) {
        assertTrue(
                Outcomes.isReached(() -> threadNames().equals(threads), SETTLE_SECONDS),
                () -> "threads before the first test: " + threadNames());
        return Count.now();
    }

    /** Threads end a moment after the last close, and so do the descriptors that they hold. */
    private static Count settledLike(Count before) {
        System.gc();
        AtomicReference<Count> last = new AtomicReference<>();
        Outcomes.isReached(
                () -> {
                    last.set(Count.now());
                    return last.get().equals(before);
                },
                SETTLE_SECONDS);
        return last.get();
    }

    static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nearcall") && !name.equals("nearcall-cleanup")) // that one stays
                .sorted()
                .toList();
    }

    private static Map<String, Integer> openDescriptors() {
        Map<String, Integer> kinds = new TreeMap<>();
        for (Path descriptor : list(Path.of("/proc/self/fd"))) {
            try {
                String kind = Files.readSymbolicLink(descriptor).toString().replaceFirst(":\\[\\d+]$", "");
                if (!kind.startsWith("/")) {
                    kinds.merge(kind, 1, Integer::sum);
                }
            } catch (IOException closedMeanwhile) {
                // not open any more
            }
        }
        return kinds;
    }

    private static List<String> filesLeft() {
        TreeSet<String> left = new TreeSet<>();
        List<Path> directories = new ArrayList<>(List.of(Path.of(System.getProperty("java.io.tmpdir"))));
        list(directories.get(0)).stream()
                .filter(path -> path.getFileName().toString().startsWith("nearcall"))
                .forEach(directories::add);
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isEmpty()) {
            directories.add(Path.of(runtime, "nearcall"));
        }
        for (Path directory : directories) {
            list(directory).stream()
                    .filter(path -> path.getFileName().toString().contains(Contract.Names.PREFIX))
                    .forEach(path -> left.add(path.toString()));
        }
        return List.copyOf(left);
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException | java.io.UncheckedIOException notOurs) {
            return List.of();
        }
    }
}
