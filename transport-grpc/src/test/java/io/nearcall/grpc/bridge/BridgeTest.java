package io.nearcall.grpc.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** gRPC's own stubs and handlers, over each transport. */
@Timeout(60)
@ParameterizedClass
@CsvSource({
    "inproc, false",
    "inproc, true",
    "uds, false",
    "uds, true",
    "tcp, false",
    "tcp, true",
    "shm, false",
    "shm, true"
})
final class BridgeTest {
    private static final Metadata.Key<String> TEXT = Metadata.Key.of("text", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> BYTES = Metadata.Key.of("some-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final byte[] RAW = {0, -1, 10, 13};
    private static final Context.Key<String> CALLER = Context.key("caller");

    @Parameter(0)
    String scheme;

    /** Whether there is a connection before the call; a blocking call takes another way then. */
    @Parameter(1)
    boolean connected;

    private Bridge bridge;

    @AfterEach
    void close() throws InterruptedException {
        bridge.close();
    }

    private void serve(Echo echo) throws IOException {
        serve(builder -> builder.addService(echo), builder -> builder);
    }

    private void serve(UnaryOperator<NearcallServerBuilder> serving, UnaryOperator<NearcallChannelBuilder> calling)
            throws IOException {
        bridge = Bridge.of(scheme, serving, calling);
        if (connected) {
            ClientCalls.blockingUnaryCall(bridge.channel, Echo.PING, CallOptions.DEFAULT, text(""));
        }
    }

    // ---- unary

    @Test
    void everyUnaryStubGetsTheReply() throws Exception {
        serve(new Echo());
        assertEquals("a", one("a"));
        assertEquals("b", later("b").get().getValue());
        Told told = new Told();
        ClientCalls.asyncUnaryCall(call(Echo.ONE), text("c"), told);
        assertEquals(List.of("c", "OK"), told.all());
    }

    @Test
    void largeMessagesTravel() throws Exception {
        serve(new Echo());
        String large = "x".repeat(1 << 20);
        assertEquals(large, one(large));
        assertEquals(large, later(large).get().getValue());
    }

    @Test
    void aMessageOverTheLimitIsRefused() throws Exception {
        serve(
                builder -> builder.addService(new Echo()).maxInboundMessageSize(100),
                builder -> builder.maxInboundMessageSize(200));
        assertCode(Status.Code.RESOURCE_EXHAUSTED, () -> one("x".repeat(150)));
        assertEquals("yes", one("yes"));
        StatusRuntimeException small = assertThrows(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(
                        bridge.channel,
                        Echo.ONE,
                        CallOptions.DEFAULT.withMaxInboundMessageSize(10),
                        text("x".repeat(20))));
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, small.getStatus().getCode());
        assertCode(
                Status.Code.CANCELLED,
                () -> ClientCalls.blockingUnaryCall(
                        bridge.channel,
                        Echo.ONE,
                        CallOptions.DEFAULT.withMaxOutboundMessageSize(10),
                        text("x".repeat(20))));
    }

    @Test
    void aMessageBeyondFourMebibytesTravelsWhereBothAllowIt() throws Exception {
        serve(
                builder -> builder.addService(new Echo()).maxInboundMessageSize(16 << 20),
                builder -> builder.maxInboundMessageSize(16 << 20));
        String large = "x".repeat(10 << 20);
        assertEquals(large, one(large));
    }

    @Test
    void statusAndTrailersOfAFailureArrive() throws Exception {
        serve(new Echo() {
            @Override
            void one(StringValue request, StreamObserver<StringValue> replies) {
                Metadata trailers = new Metadata();
                trailers.put(BYTES, RAW);
                replies.onError(
                        Status.FAILED_PRECONDITION.withDescription("not now").asException(trailers));
            }
        });
        StatusRuntimeException failure = assertThrows(StatusRuntimeException.class, () -> one("a"));
        assertEquals(Status.Code.FAILED_PRECONDITION, failure.getStatus().getCode());
        assertEquals("not now", failure.getStatus().getDescription());
        assertArrayEquals(RAW, failure.getTrailers().get(BYTES));
        ExecutionException later =
                assertThrows(ExecutionException.class, () -> later("a").get());
        assertEquals(
                Status.Code.FAILED_PRECONDITION, Status.fromThrowable(later).getCode());
    }

    @Test
    void aHandlerThatThrowsIsUnknown() throws Exception {
        serve(new Echo() {
            @Override
            void one(StringValue request, StreamObserver<StringValue> replies) {
                throw new IllegalStateException("a secret");
            }
        });
        StatusRuntimeException failure = assertThrows(StatusRuntimeException.class, () -> one("a"));
        assertEquals(Status.Code.UNKNOWN, failure.getStatus().getCode());
        assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
    }

    @Test
    void aMethodThatIsNotServedIsUnimplemented() throws Exception {
        serve(builder -> builder.addService(new Pinging()), builder -> builder);
        assertCode(Status.Code.UNIMPLEMENTED, () -> one("a"));
    }

    private static final class Pinging extends Echo {
        @Override
        public ServerServiceDefinition bindService() {
            return ServerServiceDefinition.builder("test.Echo")
                    .addMethod(super.bindService().getMethod(PING.getFullMethodName()))
                    .build();
        }
    }

    @Test
    void aHandlerMayReplyFromAnotherThread() throws Exception {
        serve(new Echo() {
            @Override
            void one(StringValue request, StreamObserver<StringValue> replies) {
                CompletableFuture.runAsync(() -> super.one(request, replies));
            }
        });
        for (int i = 0; i < 100; i++) {
            assertEquals("" + i, one("" + i));
        }
    }

    // ---- metadata and interceptors

    @Test
    void metadataTravelsBothWays() throws Exception {
        BlockingQueue<Metadata> seen = new LinkedBlockingQueue<>();
        ServerInterceptor answering = new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                seen.add(headers);
                return next.startCall(
                        new io.grpc.ForwardingServerCall.SimpleForwardingServerCall<>(call) {
                            @Override
                            public void sendHeaders(Metadata own) {
                                own.put(TEXT, "before");
                                super.sendHeaders(own);
                            }

                            @Override
                            public void close(Status status, Metadata trailers) {
                                trailers.put(TEXT, "after");
                                super.close(status, trailers);
                            }
                        },
                        headers);
            }
        };
        serve(builder -> builder.addService(new Echo()).intercept(answering), builder -> builder);
        Metadata sent = new Metadata();
        sent.put(TEXT, "one");
        sent.put(TEXT, "two");
        sent.put(BYTES, RAW);
        AtomicReference<Metadata> headers = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        io.grpc.Channel channel = ClientInterceptors.intercept(
                bridge.channel,
                MetadataUtils.newAttachHeadersInterceptor(sent),
                MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
        assertEquals(
                "a",
                ClientCalls.blockingUnaryCall(channel, Echo.ONE, CallOptions.DEFAULT, text("a"))
                        .getValue());
        assertEquals("before", headers.get().get(TEXT));
        assertEquals("after", trailers.get().get(TEXT));
        Metadata arrived =
                seen.stream().filter(one -> one.containsKey(TEXT)).findFirst().orElseThrow();
        assertEquals(List.of("one", "two"), values(arrived));
        assertArrayEquals(RAW, arrived.get(BYTES));
        List<String> streamed = new ArrayList<>();
        ClientCalls.blockingServerStreamingCall(channel, Echo.DOWN, CallOptions.DEFAULT, text("2"))
                .forEachRemaining(value -> streamed.add(value.getValue()));
        assertEquals(List.of("0", "1"), streamed);
        assertEquals("before", headers.get().get(TEXT));
        assertEquals("after", trailers.get().get(TEXT));
    }

    private static List<String> values(Metadata metadata) {
        List<String> values = new ArrayList<>();
        metadata.getAll(TEXT).forEach(values::add);
        return values;
    }

    @Test
    void theHandlerFindsItsInterceptorsContextAndTheCaller() throws Exception {
        AtomicReference<Object> address = new AtomicReference<>();
        ServerInterceptor naming = new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                address.set(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
                return Contexts.interceptCall(Context.current().withValue(CALLER, "Ada"), call, headers, next);
            }
        };
        Echo greeting = new Echo() {
            @Override
            void one(StringValue request, StreamObserver<StringValue> replies) {
                super.one(text(CALLER.get()), replies);
            }
        };
        serve(builder -> builder.addService(greeting).intercept(naming), builder -> builder);
        assertEquals("Ada", one("a"));
        assertSame(PeerAddress.class, address.get().getClass());
    }

    // ---- deadlines and cancelling

    @Test
    void aDeadlineEndsTheCallAndTheHandlerHearsOfIt() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(2);
        serve(new Echo() {
            @Override
            void one(StringValue request, StreamObserver<StringValue> replies) {
                assertTrue(Context.current().getDeadline() != null);
                Context.current().addListener(context -> cancelled.countDown(), Runnable::run);
                ((ServerCallStreamObserver<StringValue>) replies).setOnCancelHandler(cancelled::countDown);
            }
        });
        assertCode(
                Status.Code.DEADLINE_EXCEEDED,
                () -> ClientCalls.blockingUnaryCall(
                        bridge.channel,
                        Echo.ONE,
                        CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS),
                        text("a")));
        cancelled.await();
    }

    @Test
    void aDeadlineThatHasPassedSendsNothing() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        serve(new Echo() {
            @Override
            void one(StringValue request, StreamObserver<StringValue> replies) {
                calls.incrementAndGet();
            }
        });
        assertCode(
                Status.Code.DEADLINE_EXCEEDED,
                () -> ClientCalls.blockingUnaryCall(
                        bridge.channel,
                        Echo.ONE,
                        CallOptions.DEFAULT.withDeadlineAfter(-1, TimeUnit.MILLISECONDS),
                        text("a")));
        assertEquals(0, calls.get());
    }

    @Test
    void aNestedCallHasTheDeadlineOfTheOneItServes() throws Exception {
        Echo nesting = new Echo() {
            @Override
            void one(StringValue request, StreamObserver<StringValue> replies) {
                boolean inner = request.getValue().equals("inner");
                boolean bounded = Context.current().getDeadline() != null;
                super.one(text(inner ? "bounded: " + bounded : BridgeTest.this.one("inner")), replies);
            }
        };
        serve(nesting);
        assertEquals(
                "bounded: true",
                ClientCalls.blockingUnaryCall(
                                bridge.channel,
                                Echo.ONE,
                                CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                                text("outer"))
                        .getValue());
    }

    @Test
    void aCancelledFutureCancelsTheHandler() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        serve(stuck(begun, cancelled));
        ListenableFuture<StringValue> reply = later("a");
        begun.await();
        reply.cancel(true);
        cancelled.await();
    }

    @Test
    void aBlockingCallEndsWithItsContext() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        serve(stuck(begun, cancelled));
        Context.CancellableContext context = Context.current().withCancellation();
        CompletableFuture<Void> outcome = CompletableFuture.runAsync(context.wrap((Runnable) () -> one("a")));
        begun.await();
        context.cancel(new IllegalStateException("enough"));
        ExecutionException failure = assertThrows(ExecutionException.class, outcome::get);
        assertEquals(Status.Code.CANCELLED, Status.fromThrowable(failure).getCode());
        cancelled.await();
    }

    @Test
    void anInterruptEndsABlockingCall() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        serve(stuck(begun, cancelled));
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                one("a");
            } catch (StatusRuntimeException failure) {
                outcome.complete(failure.getStatus().getCode() + " "
                        + Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        begun.await();
        caller.interrupt();
        assertEquals("CANCELLED true", outcome.get());
        caller.join();
        cancelled.await();
        assertCode(
                Status.Code.DEADLINE_EXCEEDED,
                () -> ClientCalls.blockingUnaryCall(
                        bridge.channel,
                        Echo.ONE,
                        CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.MILLISECONDS),
                        text("a")));
    }

    @Test
    void anInterceptorMayCancelABlockingCallFromAnotherThread() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        serve(stuck(begun, cancelled));
        AtomicReference<ClientCall<?, ?>> made = new AtomicReference<>();
        io.grpc.Channel channel = ClientInterceptors.intercept(bridge.channel, new io.grpc.ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> interceptCall(
                    MethodDescriptor<Q, R> method, CallOptions options, io.grpc.Channel next) {
                ClientCall<Q, R> call = next.newCall(method, options);
                made.set(call);
                return call;
            }
        });
        CompletableFuture<Void> outcome = CompletableFuture.runAsync(
                () -> ClientCalls.blockingUnaryCall(channel, Echo.ONE, CallOptions.DEFAULT, text("a")));
        begun.await();
        made.get().cancel("enough", null);
        ExecutionException failure = assertThrows(ExecutionException.class, outcome::get);
        assertEquals(Status.Code.CANCELLED, Status.fromThrowable(failure).getCode());
        assertEquals("enough", Status.fromThrowable(failure).getDescription());
        cancelled.await();
    }

    private static Echo stuck(CountDownLatch begun, CountDownLatch cancelled) {
        return new Echo() {
            @Override
            void one(StringValue request, StreamObserver<StringValue> replies) {
                ((ServerCallStreamObserver<StringValue>) replies).setOnCancelHandler(cancelled::countDown);
                begun.countDown();
            }
        };
    }

    // ---- streams

    @Test
    void aServerStreamArrivesWholeAndInOrder() throws Exception {
        serve(new Echo());
        Iterator<StringValue> elements =
                ClientCalls.blockingServerStreamingCall(bridge.channel, Echo.DOWN, CallOptions.DEFAULT, text("1000"));
        for (int i = 0; i < 1000; i++) {
            assertEquals("" + i, elements.next().getValue());
        }
        assertFalse(elements.hasNext());
    }

    @Test
    void aClientStreamGetsItsReply() throws Exception {
        serve(new Echo());
        Told told = new Told();
        StreamObserver<StringValue> requests = ClientCalls.asyncClientStreamingCall(call(Echo.UP), told);
        for (int i = 0; i < 10; i++) {
            requests.onNext(text("" + i));
        }
        requests.onCompleted();
        assertEquals(List.of("0123456789", "OK"), told.all());
    }

    @Test
    void bothDirectionsAreIndependent() throws Exception {
        serve(new Echo());
        Told told = new Told();
        StreamObserver<StringValue> requests = ClientCalls.asyncBidiStreamingCall(call(Echo.BOTH), told);
        for (int i = 0; i < 10; i++) {
            requests.onNext(text("" + i));
            assertEquals("" + i, told.next());
        }
        requests.onCompleted();
        assertEquals("OK", told.next());
    }

    @Test
    void whatIsNotRequestedDoesNotCome() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(1);
        serve(new Echo() {
            @Override
            void down(StringValue request, StreamObserver<StringValue> replies) {
                ServerCallStreamObserver<StringValue> elements = (ServerCallStreamObserver<StringValue>) replies;
                StringValue element = text("x".repeat(10_000));
                elements.setOnReadyHandler(() -> {
                    while (elements.isReady() && sent.get() < 1000) {
                        elements.onNext(element);
                        if (sent.incrementAndGet() == 1000) {
                            elements.onCompleted();
                        }
                    }
                    full.countDown();
                });
            }
        });
        AtomicReference<ClientCallStreamObserver<StringValue>> flow = new AtomicReference<>();
        Told told = new Told();
        ClientCalls.asyncServerStreamingCall(
                call(Echo.DOWN), text(""), new ClientResponseObserver<StringValue, StringValue>() {
                    @Override
                    public void beforeStart(ClientCallStreamObserver<StringValue> requests) {
                        requests.disableAutoRequestWithInitial(1);
                        flow.set(requests);
                    }

                    @Override
                    public void onNext(StringValue value) {
                        told.onNext(value);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        told.onError(failure);
                    }

                    @Override
                    public void onCompleted() {
                        told.onCompleted();
                    }
                });
        told.next();
        full.await();
        assertTrue(sent.get() < 500, "sent " + sent);
        flow.get().request(2);
        told.next();
        told.next();
        assertEquals(0, told.waiting());
        flow.get().request(Integer.MAX_VALUE);
        for (int i = 3; i < 1000; i++) {
            told.next();
        }
        assertEquals("OK", told.next());
    }

    @Test
    void aClientLearnsWhenItMaySend() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<ServerCallStreamObserver<StringValue>> server = new AtomicReference<>();
        serve(new Echo() {
            @Override
            StreamObserver<StringValue> up(StreamObserver<StringValue> replies) {
                ServerCallStreamObserver<StringValue> flow = (ServerCallStreamObserver<StringValue>) replies;
                flow.disableAutoRequest();
                server.set(flow);
                go.countDown();
                return super.up(replies);
            }
        });
        CountDownLatch blocked = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        Told told = new Told();
        ClientCalls.asyncClientStreamingCall(call(Echo.UP), new ClientResponseObserver<StringValue, StringValue>() {
            @Override
            public void beforeStart(ClientCallStreamObserver<StringValue> requests) {
                requests.setOnReadyHandler(() -> {
                    while (requests.isReady() && sent.get() < 1000) {
                        requests.onNext(text("x".repeat(1000)));
                        if (sent.incrementAndGet() == 1000) {
                            requests.onCompleted();
                        }
                    }
                    blocked.countDown();
                });
            }

            @Override
            public void onNext(StringValue value) {
                told.onNext(text("" + value.getValue().length()));
            }

            @Override
            public void onError(Throwable failure) {
                told.onError(failure);
            }

            @Override
            public void onCompleted() {
                told.onCompleted();
            }
        });
        go.await();
        blocked.await();
        assertTrue(sent.get() < 500, "sent " + sent);
        server.get().request(Integer.MAX_VALUE);
        assertEquals(List.of("1000000", "OK"), told.all());
    }

    @Test
    void aClientThatCancelsAStreamIsHeard() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        serve(new Echo() {
            @Override
            StreamObserver<StringValue> both(StreamObserver<StringValue> replies) {
                ((ServerCallStreamObserver<StringValue>) replies).setOnCancelHandler(cancelled::countDown);
                return super.both(replies);
            }
        });
        Told told = new Told();
        ClientCallStreamObserver<StringValue> requests =
                (ClientCallStreamObserver<StringValue>) ClientCalls.asyncBidiStreamingCall(call(Echo.BOTH), told);
        requests.onNext(text("a"));
        assertEquals("a", told.next());
        requests.cancel("enough", null);
        assertEquals("CANCELLED", told.next());
        cancelled.await();
    }

    @Test
    void aServerMayEndAStreamInTheMiddle() throws Exception {
        serve(new Echo() {
            @Override
            StreamObserver<StringValue> both(StreamObserver<StringValue> replies) {
                replies.onNext(text("only"));
                replies.onError(Status.ABORTED.asException());
                return super.up(replies);
            }
        });
        Told told = new Told();
        StreamObserver<StringValue> requests = ClientCalls.asyncBidiStreamingCall(call(Echo.BOTH), told);
        requests.onNext(text("a"));
        assertEquals(List.of("only", "ABORTED"), told.all());
    }

    @Test
    void aDeadlineEndsAStream() throws Exception {
        serve(new Echo());
        Told told = new Told();
        ClientCalls.asyncBidiStreamingCall(
                bridge.channel.newCall(Echo.BOTH, CallOptions.DEFAULT.withDeadlineAfter(50, TimeUnit.MILLISECONDS)),
                told);
        assertEquals("DEADLINE_EXCEEDED", told.next());
    }

    // ---- the life of a channel

    @Test
    void aChannelConnectsWhenItIsUsed() throws Exception {
        serve(new Echo());
        assertEquals(connected ? ConnectivityState.READY : ConnectivityState.IDLE, bridge.channel.getState(false));
        assertEquals("a", later("a").get().getValue());
        assertEquals(ConnectivityState.READY, bridge.channel.getState(false));
    }

    @Test
    void aChannelThatIsShutDownEndsItsCallsFirst() throws Exception {
        serve(new Echo());
        Told told = new Told();
        StreamObserver<StringValue> requests = ClientCalls.asyncBidiStreamingCall(call(Echo.BOTH), told);
        requests.onNext(text("a"));
        assertEquals("a", told.next());
        bridge.channel.shutdown();
        assertCode(Status.Code.UNAVAILABLE, () -> one("late"));
        assertFalse(bridge.channel.isTerminated());
        requests.onNext(text("b"));
        requests.onCompleted();
        assertEquals(List.of("b", "OK"), told.all());
        assertTrue(bridge.channel.awaitTermination(10, TimeUnit.SECONDS));
    }

    @Test
    void aServerThatIsShutDownEndsItsCallsFirst() throws Exception {
        CompletableFuture<Runnable> open = new CompletableFuture<>();
        serve(new Echo() {
            @Override
            void one(StringValue request, StreamObserver<StringValue> replies) {
                open.complete(() -> super.one(request, replies));
            }
        });
        ListenableFuture<StringValue> reply = later("a");
        Runnable end = open.get();
        bridge.server.shutdown();
        assertFalse(bridge.server.isTerminated());
        end.run();
        assertEquals("a", reply.get().getValue());
        assertTrue(bridge.server.awaitTermination(10, TimeUnit.SECONDS));
    }

    @Test
    void aServerThatIsShutDownNowEndsItsCalls() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        serve(stuck(begun, cancelled));
        ListenableFuture<StringValue> reply = later("a");
        begun.await();
        bridge.server.shutdownNow();
        ExecutionException failure = assertThrows(ExecutionException.class, reply::get);
        assertEquals(Status.Code.UNAVAILABLE, Status.fromThrowable(failure).getCode());
        cancelled.await();
    }

    // ---- helpers

    private String one(String text) {
        return ClientCalls.blockingUnaryCall(bridge.channel, Echo.ONE, CallOptions.DEFAULT, text(text))
                .getValue();
    }

    private ListenableFuture<StringValue> later(String text) {
        return ClientCalls.futureUnaryCall(call(Echo.ONE), text(text));
    }

    private ClientCall<StringValue, StringValue> call(MethodDescriptor<StringValue, StringValue> method) {
        return bridge.channel.newCall(method, CallOptions.DEFAULT);
    }

    private static StringValue text(String text) {
        return StringValue.of(text);
    }

    private static void assertCode(Status.Code code, org.junit.jupiter.api.function.Executable call) {
        StatusRuntimeException failure = assertThrows(StatusRuntimeException.class, call);
        assertEquals(code, failure.getStatus().getCode(), failure.toString());
    }

    /** What a listener has been told, in order; the end as its code. */
    private static final class Told implements StreamObserver<StringValue> {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return events.take();
        }

        int waiting() {
            return events.size();
        }

        List<String> all() throws InterruptedException {
            List<String> all = new ArrayList<>();
            do {
                all.add(next());
            } while (!all.get(all.size() - 1).matches("[A-Z_]+"));
            return all;
        }

        @Override
        public void onNext(StringValue value) {
            events.add(value.getValue());
        }

        @Override
        public void onError(Throwable failure) {
            events.add(Status.fromThrowable(failure).getCode().name());
        }

        @Override
        public void onCompleted() {
            events.add("OK");
        }
    }
}
