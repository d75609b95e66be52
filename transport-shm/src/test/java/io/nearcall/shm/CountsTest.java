package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import io.nearcall.tck.Ask;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator reads of connections through shared memory. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CountsTest {
    private static final String TARGET = "shm:counts-" + ProcessHandle.current().pid();
    private static final RpcConfig ONE_LANE = RpcConfig.load().with("nearcall.shm.lanes", "1");

    @Test
    void lanesInUseSpillsAndDoorbellsAreCounted() throws Exception {
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        Ask handler = question -> {
            if (question.equals("wait")) {
                entered.countDown();
                awaitQuietly(leave);
            }
            return question;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (RpcServer server = RpcServer.builder()
                .config(ONE_LANE)
                .listen(TARGET)
                .serve(Ask.class, handler)
                .start()) {
            RpcClient client = RpcClient.connect(TARGET, ONE_LANE);
            Ask ask = client.service(Ask.class);
            for (int i = 0; i < 1_000; i++) {
                ask.ask("quick");
            }
            Map<String, Long> before = client.counters();
            assertEquals(1, before.get("shm connections"));
            assertEquals(0, before.get("shm lanes in use"));
            assertEquals(0, before.get("shm lane spills"));
            long rung = before.get("shm doorbells rung");
            long spared = before.get("shm doorbells spared");
            assertTrue(rung + spared >= 1_000, rung + " rung, " + spared + " spared");

            Future<String> onLane = threads.submit(() -> ask.ask("wait"));
            Future<String> inFrames = threads.submit(() -> ask.ask("wait"));
            entered.await();
            assertEquals(1, client.counters().get("shm lanes in use"));
            assertEquals(1, client.counters().get("shm lane spills"));
            leave.countDown();
            assertEquals("wait", onLane.get());
            assertEquals("wait", inFrames.get());

            client.close();
            assertEquals(0, client.counters().get("shm lanes in use"));
            assertEquals(1, client.counters().get("shm lane spills"), "a total stays when its connection has ended");
            assertEquals(0, server.counters().getOrDefault("wake-ups rescued", 0L));
            assertEquals(0, client.counters().getOrDefault("wake-ups rescued", 0L));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
