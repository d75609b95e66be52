package io.nearcall.pipe;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.AskLater;
import io.nearcall.tck.Outcomes;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PipeDuplexTest {
    /** Knows why there are no more bytes when it is told. */
    private static final class Reason implements PipeDuplex.Peer {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch known = new CountDownLatch(1);

        @Override
        public IOException whyEnded(String unknown) {
            asked.countDown();
            try {
                known.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new IOException("it had enough");
        }
    }

    @Test
    void whoFindsOutWhyOneHasEndedHoldsUpNoOther() throws InterruptedException {
        Reason reason = new Reason();
        CountDownLatch running = new CountDownLatch(1);
        RpcServer ending = RpcServer.serve("pipes:ending", AskLater.class, question -> {
            running.countDown();
            return new CompletableFuture<>();
        });
        try (RpcServer other = RpcServer.serve("pipes:other", AskLater.class, CompletableFuture::completedFuture);
                RpcClient client = RpcClient.connect(other.endpoints().get(0).toString());
                RpcClient left = RpcClient.builder("pipes:ending")
                        .transport(new PairTransport(reason))
                        .create()) {
            CompletableFuture<String> waiting = left.service(AskLater.class).ask("for ever");
            running.await();
            ending.closeNow();
            reason.asked.await();
            for (int i = 0; i < 100; i++) {
                assertEquals(
                        "hello", Outcomes.reply(client.service(AskLater.class).ask("hello")));
            }
            reason.known.countDown();
            checkNames(check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure(waiting)), "it had enough");
        } finally {
            reason.known.countDown();
            ending.close();
        }
    }
}
