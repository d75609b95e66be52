package io.nearcall.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What happened to each call, in a file that outlives the process that writes it. */
final class Journal implements AutoCloseable {
    private final FileChannel file;

    /** What can happen to a call, at its caller and, the last one, at its server. */
    enum Event {
        BEGUN,
        REPLIED,
        SENT_ONE_WAY,
        NOT_EXECUTED,
        UNKNOWN,
        WRONG,
        RAN;

        boolean isEnd() {
            return this != BEGUN && this != RAN;
        }
    }

    Journal(Path path) {
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One write, behind what others write. */
    void add(long nonce, Event event) {
        try {
            file.write(ByteBuffer.wrap((nonce + " " + event + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often each event happened to each nonce. */
    static Map<Long, Map<Event, Integer>> read(Path... paths) throws IOException {
        Map<Long, Map<Event, Integer>> calls = new HashMap<>();
        for (Path path : paths) {
            for (String line : Files.readAllLines(path)) {
                String[] words = line.split(" ");
                calls.computeIfAbsent(Long.valueOf(words[0]), nonce -> new EnumMap<>(Event.class))
                        .merge(Event.valueOf(words[1]), 1, Integer::sum);
            }
        }
        return calls;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
