package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallObserver;
import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.Rig;
import io.nearcall.tck.Where;
import io.nearcall.transport.OutboundCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GrpcInlineTest {
    @Test
    void anInlineHandlerRunsOnTheThreadThatReadsAndNoOther() {
        try (RpcServer server = serving(() -> Thread.currentThread().getName());
                RpcClient client = RpcClient.connect(Rig.targetOf(server))) {
            Where where = client.service(Where.class);
            assertTrue(where.inline().matches("nearcall-grpc-\\d+-\\d+"), where.inline());
            assertTrue(where.blocking().startsWith("nearcall-grpc-worker-"), where.blocking());
        }
    }

    @Test
    void withAnInterceptorWhichMayBlockItRunsOnAWorker() {
        try (RpcServer server = builder(() -> Thread.currentThread().getName())
                        .intercept(call -> CallObserver.NONE)
                        .start();
                RpcClient client = RpcClient.connect(Rig.targetOf(server))) {
            String thread = client.service(Where.class).inline();
            assertTrue(thread.startsWith("nearcall-grpc-worker-"), thread);
        }
    }

    @Test
    void anInlineHandlerThatWaitsForACallFailsAndDoesNotHang() {
        RpcClient[] own = new RpcClient[1];
        try (RpcServer server = serving(() -> own[0].service(Ask.class).ask("?"));
                RpcClient client = RpcClient.connect(Rig.targetOf(server))) {
            own[0] = client;
            assertEquals("?", client.service(Ask.class).ask("?"));
            RpcException failure =
                    Outcomes.failure(() -> client.service(Where.class).inline());
            Outcomes.check(StatusCode.FAILED_PRECONDITION, Delivery.EXECUTED, failure);
            assertTrue(failure.getMessage().contains("remove @Inline"), failure.getMessage());
        }
    }

    @Test
    void aCallThatAnInlineHandlerBeginsOutlastsIt() {
        RpcClient[] own = new RpcClient[1];
        CountDownLatch over = new CountDownLatch(1);
        AtomicReference<CompletableFuture<String>> begun = new AtomicReference<>();
        Supplier<String> beginning = () -> {
            try (OutboundCall call =
                    own[0].newCall(ServiceBinding.of(Ask.class).methods().get(0), CallOptions.DEFAULT)) {
                call.request().writeString(1, "?");
                begun.set(call.invokeAsync(reply -> "answered"));
            }
            return "begun";
        };
        Ask waiting = question -> {
            Outcomes.await(over, "the end of the inline call");
            return question;
        };
        try (RpcServer server = Rig.builder(waiting)
                        .listen("grpc://127.0.0.1:0")
                        .serve(Where.class, new Handlers(beginning))
                        .start();
                RpcClient client = RpcClient.connect(Rig.targetOf(server))) {
            own[0] = client;
            assertEquals("begun", client.service(Where.class).inline());
            over.countDown();
            assertEquals("answered", Outcomes.reply(begun.get()));
        } finally {
            over.countDown();
        }
    }

    private static RpcServer serving(Supplier<String> inline) {
        return builder(inline).start();
    }

    private static RpcServer.Builder builder(Supplier<String> inline) {
        return Rig.builder(question -> question).listen("grpc://127.0.0.1:0").serve(Where.class, new Handlers(inline));
    }

    private record Handlers(Supplier<String> inlined) implements Where {
        @Override
        public String inline() {
            return inlined.get();
        }

        @Override
        public String blocking() {
            return Thread.currentThread().getName();
        }

        @Override
        public CompletableFuture<String> later() {
            return CompletableFuture.completedFuture(blocking());
        }

        @Override
        public Stream<String> stream() {
            return Stream.of(blocking());
        }

        @Override
        public void oneWay() {
            // told to nobody
        }
    }
}
