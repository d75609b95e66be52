package io.nearcall.pipe;

import io.nearcall.transport.Log;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * A child's stderr, line by line in this process's log.
 *
 * <p>It is read as quickly as it comes, so that the child never waits; what is more than 200 lines a second, or more than
 * 4 KiB of one line, is left out of the log, which says so. The last lines are kept for the news of the child's end.
 */
final class ErrorLines {
    private static final int LONGEST = 4096;
    private static final int LINES_PER_SECOND = 200;
    private static final int KEPT = 10;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final InputStream stderr;
    private final Thread thread;
    private final Deque<String> last = new ArrayDeque<>(); // guarded by itself
    private long second;
    private int logged;
    private long omitted;

    /** Starts to read. */
    ErrorLines(String name, InputStream stderr) {
        this.name = name;
        this.stderr = stderr;
        this.second = System.nanoTime();
        this.thread = new Thread(null, this::read, "nearcall-pipe-stderr-" + name, 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    /** The last lines, each after {@code between}; waits for what is on its way, 0 for not at all. */
    String tail(String between, long millis) {
        if (millis > 0) {
            await(millis);
        }
        StringBuilder text = new StringBuilder();
        synchronized (last) {
            last.forEach(line -> text.append(between).append(line));
        }
        return text.toString();
    }

    /** Waits for the end of the child's stderr, which a process that it has started may hold open. */
    void await(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        byte[] line = new byte[LONGEST];
        int length = 0;
        try (InputStream in = new BufferedInputStream(stderr, LONGEST)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    add(new String(line, 0, length, StandardCharsets.UTF_8));
                    length = 0;
                } else if (length < LONGEST) {
                    line[length++] = (byte) next;
                }
            }
        } catch (IOException closed) {
            // the end
        }
        if (length > 0) {
            add(new String(line, 0, length, StandardCharsets.UTF_8));
        }
        sayOmitted();
    }

    private void add(String line) {
        if (!line.isBlank()) {
            keep(line);
        }
        long now = System.nanoTime();
        if (now - second >= SECOND) {
            second = now;
            logged = 0;
            sayOmitted();
        }
        if (logged < LINES_PER_SECOND) {
            logged++;
            Log.LOG.log(Level.INFO, name + ": " + line);
        } else {
            omitted++;
        }
    }

    private void keep(String line) {
        synchronized (last) {
            if (last.size() == KEPT) {
                last.removeFirst();
            }
            last.add(line);
        }
    }

    private void sayOmitted() {
        if (omitted > 0) {
            Log.LOG.log(Level.WARNING, name + ": " + omitted + " more lines on its stderr were left out");
            omitted = 0;
        }
    }
}
