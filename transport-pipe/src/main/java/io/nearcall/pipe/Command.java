package io.nearcall.pipe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a child is started and ended.
 *
 * @param words the program and its arguments, which every user of the machine can read
 * @param environment on top of this process's
 * @param directory where it starts, null for this process's
 * @param grace how long it may take to leave before SIGTERM, and after that before SIGKILL
 */
record Command(List<String> words, Map<String, String> environment, Path directory, Duration grace) {
    static final Duration GRACE = Duration.ofSeconds(5);

    Command(List<String> words) {
        this(words, Map.of(), null, GRACE);
    }

    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a child process needs a command");
        }
    }

    /** What it is called in messages. */
    String name() {
        return String.valueOf(Path.of(words.get(0)).getFileName());
    }

    ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        return builder;
    }
}
