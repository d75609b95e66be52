package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.tck.Ask;
import io.nearcall.tck.AskLater;
import io.nearcall.tck.Contract;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.Rig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No wake-up is lost: callers that fall asleep at random moments, beside threads that take the cores from them.
 *
 * <p>The heartbeat is off, which would bring a lost one to light as well. {@code -Dnearcall.test.wakeups=SECONDS} for more.
 */
final class WakeUpTest implements Contract {
    private static final double SECONDS = Double.parseDouble(System.getProperty("nearcall.test.wakeups", "1"));
    private static final long LONGEST_PAUSE_NANOS = 200_000;
    private static final int LEAST_CALLS = 20; // of each caller
    private static final double SLOW_MILLIS = 50; // one that was not woken but found later
    private static final String RESCUED = "wake-ups rescued";

    @Override
    public String target() {
        return "shm:" + Contract.unique();
    }

    @ParameterizedTest
    @CsvSource({"off, 1", "off, 2", "off, 8", "adaptive, 1", "adaptive, 3", "adaptive, 8"})
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void callersThatPauseAtRandomAreAllWoken(String spin, int callers, Rig rig) {
        String target = target() + "?spin=" + spin;
        RpcServer server = rig.serve(target, question -> question);
        RpcClient client = rig.connect(target, Rig.config("nearcall.limits.heartbeat", "off"));
        AtomicBoolean over = new AtomicBoolean();
        LongAdder slow = new LongAdder();
        CompletableFuture<Void> burner = CompletableFuture.runAsync(() -> burn(over), Outcomes.THREAD);
        List<CompletableFuture<Long>> all = new ArrayList<>();
        long end = System.nanoTime() + (long) (SECONDS * 1e9);
        for (int i = 0; i < callers; i++) {
            Random random = new Random(i);
            all.add(CompletableFuture.supplyAsync(() -> call(client, random, end, slow), Outcomes.THREAD));
        }
        long calls = all.stream().mapToLong(CompletableFuture::join).sum();
        over.set(true);
        Outcomes.reply(burner);
        System.out.printf("%d callers, spin=%s: %d calls woken%n", callers, spin, calls);
        assertTrue(2 * slow.sum() < calls, slow + " of " + calls + " calls were not woken");
        assertEquals(0, client.counters().getOrDefault(RESCUED, 0L));
        assertEquals(0, server.counters().getOrDefault(RESCUED, 0L));
    }

    private static void burn(AtomicBoolean over) {
        while (!over.get()) {
            Thread.onSpinWait();
        }
    }

    private static long call(RpcClient client, Random random, long end, LongAdder slow) {
        Ask ask = client.with(Rig.within(5_000)).service(Ask.class);
        AskLater later = client.with(Rig.within(5_000)).service(AskLater.class);
        long calls = 0;
        try {
            while (calls < LEAST_CALLS || System.nanoTime() - end < 0) {
                LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_PAUSE_NANOS));
                String question = Long.toString(calls++);
                boolean onLane = random.nextInt(4) > 0;
                long start = System.nanoTime();
                assertEquals(question, onLane ? ask.ask(question) : Outcomes.reply(later.ask(question)));
                if (Outcomes.millisSince(start) > SLOW_MILLIS) {
                    slow.increment();
                }
            }
            return calls;
        } catch (RpcException e) {
            throw new AssertionError("call " + calls + " was not woken", e);
        }
    }
}
