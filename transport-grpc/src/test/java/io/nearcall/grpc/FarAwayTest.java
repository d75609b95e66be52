package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.tck.Feed;
import io.nearcall.transport.HostAndPort;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stream brings from a server that is 20 ms away. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FarAwayTest {
    private static final Duration EACH_WAY = Duration.ofMillis(20);
    private static final int ITEM = 16 << 10;
    private static final int WINDOW = 64 << 10;

    /** With a window of 64 KiB it took 10 s. */
    @Test
    void aStreamIsQuickerThanItsFirstWindowEachRoundTrip() throws IOException {
        int size = 16 << 20;
        Duration taken = timeOf("", size);
        assertTrue(taken.compareTo(leastOf(size).dividedBy(2)) < 0, taken::toString);
    }

    @Test
    void aWindowThatSomebodyHasSetStaysAsItIs() throws IOException {
        int size = 1 << 20;
        Duration taken = timeOf("?limits.stream=64KiB", size);
        assertTrue(taken.compareTo(leastOf(size).multipliedBy(3).dividedBy(4)) > 0, taken::toString);
    }

    /** The time when a window comes each round trip. */
    private static Duration leastOf(int size) {
        return EACH_WAY.multipliedBy(2).multipliedBy(size / WINDOW);
    }

    private static Duration timeOf(String options, int size) throws IOException {
        try (RpcServer server = RpcServer.serve("grpc://127.0.0.1:0", Feed.class, new Items());
                FarRelay relay = new FarRelay(portOf(server), EACH_WAY);
                RpcClient client = RpcClient.connect("grpc://127.0.0.1:" + relay.port() + options);
                Stream<Feed.Item> items = client.service(Feed.class).pull(size / ITEM, ITEM)) {
            long start = System.nanoTime();
            assertEquals(size / ITEM, items.count());
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static int portOf(RpcServer server) {
        return HostAndPort.parse(server.endpoints().get(0)).port();
    }
}
