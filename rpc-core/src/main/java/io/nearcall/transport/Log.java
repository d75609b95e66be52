package io.nearcall.transport;

import java.util.ResourceBundle;

/**
 * The log of Nearcall, named {@code io.nearcall}.
 *
 * <p>Whoever writes to it goes on even if logging itself fails: a process that has no descriptors left may be unable to
 * format its first line, and must still serve. What could not be logged goes to {@code System.err}.
 */
public final class Log implements System.Logger {
    public static final System.Logger LOG = new Log(System.getLogger("io.nearcall"));

    private final System.Logger logger;

    private Log(System.Logger logger) {
        this.logger = logger;
    }

    @Override
    public String getName() {
        return logger.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return logger.isLoggable(level);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        try {
            logger.log(level, bundle, message, thrown);
        } catch (RuntimeException | Error failure) {
            unlogged(level, message, failure);
        }
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
        try {
            logger.log(level, bundle, format, parameters);
        } catch (RuntimeException | Error failure) {
            unlogged(level, format, failure);
        }
    }

    private static void unlogged(Level level, String message, Throwable failure) {
        System.err.println(level + ": " + message + " (logging failed: " + failure + ")");
    }
}
