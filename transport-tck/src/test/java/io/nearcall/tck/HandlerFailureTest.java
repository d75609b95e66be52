package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.wire.WireException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What a handler could not read of a reply to its own call is not blamed on its caller's request. */
class HandlerFailureTest {
    @Test
    void aReplyThatAHandlerCannotReadIsNoFaultOfItsRequest() {
        WireException unread = WireException.malformed("Colour has no constant 7");
        try (RpcServer inner = RpcServer.serve("inproc:inner", Ask.class, question -> question);
                RpcClient toInner = RpcClient.connect(Rig.targetOf(inner));
                RpcServer outer = RpcServer.builder()
                        .listen("inproc:outer")
                        .serve(Ask.class, question -> {
                            if (question.equals("wrapped")) {
                                throw new CompletionException(unread);
                            }
                            toInner.service(Ask.class).ask(question);
                            throw unread;
                        })
                        .serve(AskLater.class, question -> CompletableFuture.failedFuture(unread))
                        .start();
                RpcClient client = RpcClient.connect(Rig.targetOf(outer))) {
            Ask ask = client.service(Ask.class);
            for (RpcException failure : List.of(
                    failure(() -> ask.ask("thrown")),
                    failure(() -> ask.ask("wrapped")),
                    failure(client.service(AskLater.class).ask("later")))) {
                String message = check(StatusCode.INTERNAL, Delivery.EXECUTED, failure);
                assertFalse(message.contains("request"), message);
            }
        }
    }
}
