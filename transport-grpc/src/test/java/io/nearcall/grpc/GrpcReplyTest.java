package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.nearcall.CallObserver;
import io.nearcall.CallOptions;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo.Kind;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Feed;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.Rig;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GrpcReplyTest {
    @Test
    void repliesAreReadAndFailuresToldOnThreadsThatMayBlock() {
        Ask refusing = question -> {
            throw new RpcException(StatusCode.ABORTED, question);
        };
        try (RpcServer good = Rig.builder(question -> question)
                        .listen("grpc://127.0.0.1:0")
                        .start();
                RpcServer bad =
                        Rig.builder(refusing).listen("grpc://127.0.0.1:0").start()) {
            assertTrue(readerOf(good).startsWith("nearcall-grpc-worker-"), readerOf(good));
            assertTrue(readerOf(bad).startsWith("nearcall-grpc-worker-"), readerOf(bad));
        }
    }

    /** The name of the thread that reads the outcome of a call. */
    private static String readerOf(RpcServer server) {
        try (RpcClient client = RpcClient.connect(Rig.targetOf(server));
                OutboundCall call =
                        client.newCall(ServiceBinding.of(Ask.class).methods().get(0), CallOptions.DEFAULT)) {
            call.request().writeString(1, "?");
            return Outcomes.reply(call.invokeAsync(new ReaderThread()).exceptionally(Throwable::getMessage));
        }
    }

    private static final class ReaderThread implements ReplyReader<String> {
        @Override
        public String read(WireReader reply) {
            return Thread.currentThread().getName();
        }

        @Override
        public Throwable failed(RpcException failure) {
            return new IllegalStateException(Thread.currentThread().getName());
        }
    }

    @Test
    void anObserverThatBlocksAtTheEndOfAStreamHoldsUpNoOtherCall() {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RpcServer server = Served.at("grpc://127.0.0.1:0", new ConcurrentLinkedQueue<>());
                RpcClient client = RpcClient.builder(Rig.targetOf(server))
                        .intercept(call -> call.method().kind() == Kind.SERVER_STREAM
                                ? failure -> {
                                    told.countDown();
                                    Outcomes.await(release, "the other call");
                                }
                                : CallObserver.NONE)
                        .connect()) {
            CompletableFuture<Long> items = CompletableFuture.supplyAsync(() -> {
                try (Stream<Feed.Item> pulled = client.service(Feed.class).pull(3, 10)) {
                    return pulled.count();
                }
            });
            Outcomes.await(told, "the end of the stream");
            assertEquals("?", client.service(Ask.class).ask("?"));
            release.countDown();
            assertEquals(3, Outcomes.reply(items));
        } finally {
            release.countDown();
        }
    }

    @Test
    void whatIsSaidOfAnotherMessageIsNoRefusalOfTheRequest() {
        String words = "gRPC message exceeds maximum size 4194304: 5242887";
        Status refusal = Status.RESOURCE_EXHAUSTED.withDescription(words);
        assertTrue(GrpcStatus.refusesSize(refusal, 5242887));
        assertFalse(GrpcStatus.refusesSize(refusal, 887));
        assertFalse(GrpcStatus.refusesSize(refusal, 7));
    }
}
