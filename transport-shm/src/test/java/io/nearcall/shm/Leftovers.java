package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.tck.Outcomes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Names of segments that nobody has removed. */
final class Leftovers {
    private final List<Path> directories;
    private final Set<Path> before;

    private Leftovers(List<Path> directories) {
        this.directories = directories;
        this.before = segments(directories);
    }

    /** Looks into {@code /dev/shm} and those directories from now on. */
    static Leftovers in(Path... more) {
        List<Path> directories = new ArrayList<>(List.of(more));
        directories.add(Path.of("/dev/shm"));
        return new Leftovers(directories);
    }

    /** Segments that stay; those of other processes that set a connection up just now go by themselves. */
    void checkNone() {
        Set<Path> left = new TreeSet<>(now());
        Outcomes.isReached(
                () -> {
                    left.retainAll(now());
                    return left.isEmpty();
                },
                2);
        assertEquals(Set.of(), left, "segments left behind");
    }

    /** Segments that were not there at first. */
    Set<Path> now() {
        Set<Path> now = segments(directories);
        now.removeAll(before);
        return now;
    }

    private static Set<Path> segments(List<Path> directories) {
        Set<Path> found = new HashSet<>();
        for (Path directory : directories) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.getFileName().toString().startsWith("nearcall-"))
                        .forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }
}
