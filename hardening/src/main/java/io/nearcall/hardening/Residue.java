package io.nearcall.hardening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What connections may leave behind in this process and on this machine: sockets, mappings, names of segments. */
record Residue(long sockets, long mappings, Set<String> names) {
    static final Residue NONE = new Residue(0, 0, Set.of());

    private static final String NAME = "nearcall-";

    private static Residue now(Path directory) {
        Set<String> names = new TreeSet<>(names(directory));
        names.addAll(names(Path.of("/dev/shm")));
        return new Residue(countSockets(), countMappings(), names);
    }

    /**
     * What there is more than before, and stays. A collection of garbage is what unmaps; names that come and go are those
     * of other processes.
     */
    static Residue since(Residue before, Path directory, long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Residue more = now(directory).minus(before);
        while (!more.equals(NONE) && System.nanoTime() - end < 0) {
            System.gc();
            pause();
            Residue now = now(directory).minus(before);
            now.names.retainAll(more.names);
            more = now;
        }
        return more;
    }

    private Residue minus(Residue before) {
        Set<String> more = new TreeSet<>(names);
        more.removeAll(before.names);
        return new Residue(Math.max(0, sockets - before.sockets), Math.max(0, mappings - before.mappings), more);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long countSockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(Residue::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    private static long countMappings() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("/" + NAME)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(NAME))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
