package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each endpoint of a server has its own time to drain. */
@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndpointDrainTest {
    @Test
    void theTimeToDrainOfAnEndpointHoldsForItAlone() {
        try (Gate hasty = new Gate();
                Gate patient = new Gate();
                RpcServer server = RpcServer.builder()
                        .listen("inproc:patient, inproc:hasty?limits.drain=50ms")
                        .serve(Ask.class, question -> question)
                        .serve(
                                AskLater.class,
                                question -> CompletableFuture.completedFuture(
                                        (question.equals("hasty") ? hasty : patient).pass()))
                        .start();
                RpcClient toHasty = RpcClient.connect("inproc:hasty");
                RpcClient toPatient = RpcClient.connect("inproc:patient")) {
            CompletableFuture<String> cut = toHasty.service(AskLater.class).ask("hasty");
            CompletableFuture<String> kept = toPatient.service(AskLater.class).ask("patient");
            hasty.awaitEntered(1);
            patient.awaitEntered(1);

            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);

            check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure(cut));
            assertFalse(kept.isDone());
            patient.open();
            reply(kept);
            hasty.open();
            reply(closing);
        }
    }
}
