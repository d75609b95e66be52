package io.nearcall.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

final class LogTest {
    private static final class Broken extends Handler {
        int asked;

        @Override
        public void publish(LogRecord record) {
            asked++;
            throw new NoClassDefFoundError("no descriptors left to load it");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void whoeverLogsGoesOnWhenLoggingFails() {
        Logger logger = Logger.getLogger("io.nearcall");
        Broken broken = new Broken();
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        logger.addHandler(broken);
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Log.LOG.log(Level.WARNING, "the first");
            Log.LOG.log(Level.WARNING, "the second", new IllegalStateException());
            Log.LOG.log(Level.WARNING, "the {0}", "third");
        } finally {
            System.setErr(err);
            logger.removeHandler(broken);
        }
        assertEquals(3, broken.asked);
        String lines = said.toString(StandardCharsets.UTF_8);
        assertTrue(lines.contains("the first") && lines.contains("the second") && lines.contains("the {0}"), lines);
    }
}
