package io.nearcall.samples.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.samples.streams.Readings.Reading;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadingsTest {
    private static final String TARGET =
            "uds:readings-" + ProcessHandle.current().pid();
    private static final List<Reading> THREE = List.of(new Reading(1, 0.5), new Reading(2, 1.5), new Reading(3, 2.5));

    @Test
    void streamsGoBothWays() throws Exception {
        try (Memory memory = new Memory();
                RpcServer server = RpcServer.serve(TARGET, Readings.class, memory);
                RpcClient client = RpcClient.connect(TARGET)) {
            Readings readings = client.service(Readings.class);
            BlockingQueue<Reading> heard = new LinkedBlockingQueue<>();
            readings.live().subscribe(new Listener(heard));
            memory.subscribed.await();
            assertEquals(3, readings.store(THREE.stream()));
            try (Stream<Reading> stored = readings.stored()) {
                assertEquals(THREE, stored.toList());
            }
            for (Reading reading : THREE) {
                assertEquals(reading, heard.take());
            }
            assertEquals(1, server.endpoints().size());
        }
    }

    private static final class Memory implements Readings, AutoCloseable {
        final CountDownLatch subscribed = new CountDownLatch(1);
        private final SubmissionPublisher<Reading> publisher = new SubmissionPublisher<>();
        private final List<Reading> all = new CopyOnWriteArrayList<>();

        @Override
        public Stream<Reading> stored() {
            return all.stream();
        }

        @Override
        public Flow.Publisher<Reading> live() {
            return subscriber -> {
                publisher.subscribe(subscriber);
                subscribed.countDown();
            };
        }

        @Override
        public long store(Stream<Reading> readings) {
            return readings.peek(all::add).peek(publisher::submit).count();
        }

        @Override
        public void close() {
            publisher.close();
        }
    }

    private record Listener(BlockingQueue<Reading> heard) implements Flow.Subscriber<Reading> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Reading reading) {
            heard.add(reading);
        }

        @Override
        public void onError(Throwable failure) {
            // the test waits for readings, and says what it misses
        }

        @Override
        public void onComplete() {
            // as above
        }
    }
}
