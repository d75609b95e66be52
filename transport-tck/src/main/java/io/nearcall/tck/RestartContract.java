package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.RpcClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Restart: servers in processes of their own are told to terminate under load, and no call is lost. */
public interface RestartContract extends Contract {
    /** How many servers end; {@code -Dtck.restarts=40} for a long run. */
    int RESTARTS = Integer.getInteger("tck.restarts", 2);

    /** Calls of all kinds, one after the other in each of some threads, until they are told to stop. */
    final class Traffic {
        final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger calls = new AtomicInteger();
        private final List<CompletableFuture<Void>> threads = new ArrayList<>();

        Traffic(RpcClient client) {
            Ask ask = client.service(Ask.class);
            AskLater later = client.service(AskLater.class);
            for (int i = 0; i < 4; i++) {
                boolean blocking = i % 2 == 0;
                threads.add(CompletableFuture.runAsync(
                        () -> {
                            while (!stopped.get()) {
                                String question = "call " + calls.incrementAndGet();
                                call(question, blocking ? ask : asked -> Outcomes.reply(later.ask(asked)));
                            }
                        },
                        Outcomes.THREAD));
            }
        }

        private void call(String question, Ask ask) {
            try {
                assertEquals("peer " + question, ask.ask(question));
            } catch (RuntimeException | AssertionError failure) {
                failures.add(failure);
            }
        }

        void awaitMore(int more) {
            int before = calls.get();
            Outcomes.awaitState(() -> calls.get() >= before + more, more + " more calls");
        }

        void stop() {
            stopped.set(true);
            threads.forEach(Outcomes::reply);
        }
    }

    @Test
    @Needs(Capability.SECOND_PROCESS)
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void noCallIsLostWhenServersAreToldToTerminateOneAfterTheOther(Rig rig) {
        PeerProcess[] servers = {rig.peer("serve", rig.target()), rig.peer("serve", rig.target())};
        String[] targets =
                Stream.of(servers).map(server -> server.expect("listening")).toArray(String[]::new);
        Traffic traffic = new Traffic(rig.connect(String.join(",", targets)));
        for (int i = 0; i < RESTARTS; i++) {
            int next = i % 2;
            traffic.awaitMore(500);
            servers[next].terminate();
            servers[next].awaitExit();
            if (i < RESTARTS - 1) { // the last one leaves its calls to the other
                servers[next] = rig.peer("serve", targets[next]);
                servers[next].expect("listening");
            }
        }
        traffic.awaitMore(500);
        traffic.stop();
        assertEquals(List.of(), traffic.failures);
    }
}
