package io.nearcall.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What this process logs while it is open. */
final class LogTail extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.nearcall");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogTail() {
        logger.addHandler(this);
    }

    /** Waits for a line that has all of these words; lists what was logged if there is none. */
    void await(String... words) {
        boolean found = Outcomes.isReached(
                () -> lines.stream().anyMatch(line -> List.of(words).stream().allMatch(line::contains)), 5);
        if (!found) {
            throw new AssertionError("expected a line with " + List.of(words) + " in the log: " + lines);
        }
    }

    @Override
    public void publish(LogRecord line) {
        String stack =
                line.getThrown() == null ? "" : " " + List.of(line.getThrown().getStackTrace());
        lines.add(line.getMessage() + stack);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
