package io.nearcall.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What this process logs while it is open, by Nearcall or another. */
public final class LogTail implements AutoCloseable {
    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Lines();

    private final class Lines extends Handler {
        @Override
        public void publish(LogRecord line) {
            Throwable thrown = line.getThrown();
            lines.add(line.getMessage() + (thrown == null ? "" : " " + List.of(thrown.getStackTrace())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    public LogTail() {
        this("io.nearcall");
    }

    /** Of all loggers whose names begin with {@code prefix}. */
    public LogTail(String prefix) {
        logger = Logger.getLogger(prefix);
        logger.addHandler(handler);
    }

    /** Waits for a line that has all of these words; lists what was logged if there is none. */
    public void await(String... words) {
        if (!Outcomes.isReached(() -> count(words) > 0, 5)) {
            throw new AssertionError("expected a line with " + List.of(words) + " in the log: " + lines);
        }
    }

    /** How many lines have all of these words so far. */
    public long count(String... words) {
        return lines.stream()
                .filter(line -> List.of(words).stream().allMatch(line::contains))
                .count();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
