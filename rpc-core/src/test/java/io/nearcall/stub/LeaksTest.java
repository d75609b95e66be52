package io.nearcall.stub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.Deadline;
import io.nearcall.Status;
import io.nearcall.StatusCode;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeaksTest {
    private static final MethodInfo FEED = new MethodInfo("t.Feed/Pull", MethodInfo.Kind.SERVER_STREAM, false);

    private final List<StatusCode> cancels = new ArrayList<>();

    @Test
    void aStreamThatWasClosedIsNotReportedWhileItsCallIsStillEnding() {
        Inbox<Integer> inbox = Inbox.ofCaller(FEED, WireReader::readInt32);
        inbox.begin(new SlowToEnd(), Runnable::run);
        Lines lines = new Lines();
        Logger logger = Logger.getLogger("io.nearcall");
        logger.addHandler(lines);
        try (Stream<Integer> stream = Puller.watchedStream(inbox)) {
            assertEquals(false, stream.isParallel());
        } finally {
            logger.removeHandler(lines);
        }
        assertEquals(List.of(StatusCode.CANCELLED), cancels);
        assertEquals(List.of(), lines.seen);
    }

    /** Learns of a cancel, as gRPC does, and tells of the end later. */
    private final class SlowToEnd implements MessageStream {
        @Override
        public void cancel(Status status) {
            cancels.add(status.code());
        }

        @Override
        public void request(int n) {}

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public WireWriter next() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void send() {}

        @Override
        public void halfClose() {}

        @Override
        public void await(BooleanSupplier over, Deadline deadline) {}

        @Override
        public void execute(Runnable work) {
            work.run();
        }
    }

    private static final class Lines extends Handler {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            seen.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
