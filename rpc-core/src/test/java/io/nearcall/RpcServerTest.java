package io.nearcall;

import static io.nearcall.Health.ServingStatus.SERVING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RpcServerTest {
    /** Without a wait for itself: a drain takes 30 s. */
    @Test
    @Timeout(value = 15, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHandlerThatClosesItsServerIsAnswered() throws InterruptedException {
        CompletableFuture<RpcServer> itself = new CompletableFuture<>();
        RpcServer server = RpcServer.serve("inproc:closes-itself", Health.class, new Health() {
            @Override
            public ServingStatus check(String service) {
                itself.join().close();
                return SERVING;
            }

            @Override
            public Flow.Publisher<ServingStatus> watch(String service) {
                throw new UnsupportedOperationException();
            }
        });
        itself.complete(server);
        try (RpcClient client = RpcClient.connect("inproc:closes-itself")) {
            assertEquals(SERVING, client.service(Health.class).check(""));
        }
        server.awaitTermination();
    }
}
