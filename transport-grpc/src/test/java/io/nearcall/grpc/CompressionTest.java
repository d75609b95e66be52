package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Feed;
import io.nearcall.tck.Rig;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Compression, as peers of gRPC's own see it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CompressionTest {
    private static final Metadata.Key<String> ENCODING =
            Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);
    private static final MethodInfo ASK = ServiceBinding.of(Ask.class).methods().get(0);
    private static final MethodDescriptor<byte[], byte[]> METHOD = Bytes.method(ASK.fullName(), MethodType.UNARY);
    private static final String TEXT = "again and ".repeat(1000);

    @Test
    void repliesAreCompressedWhenTheServerIsTold() {
        assertEquals("gzip", encodingOfReply("?grpc.compression=gzip", DecompressorRegistry.getDefaultInstance()));
    }

    @Test
    void repliesAreNotCompressedOtherwise() {
        String encoding = encodingOfReply("", DecompressorRegistry.getDefaultInstance());
        assertTrue(encoding == null || encoding.equals("identity"), encoding);
    }

    @Test
    void repliesAreNotCompressedForACallerThatCannotReadIt() {
        DecompressorRegistry plain = DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, true);
        String encoding = encodingOfReply("?grpc.compression=gzip", plain);
        assertTrue(encoding == null || encoding.equals("identity"), encoding);
    }

    private static String encodingOfReply(String options, DecompressorRegistry readable) {
        try (RpcServer server = Rig.builder(question -> question)
                .listen("grpc://127.0.0.1:0" + options)
                .start()) {
            ManagedChannel channel = NettyChannelBuilder.forTarget(
                            server.endpoints().get(0).address())
                    .decompressorRegistry(readable)
                    .usePlaintext()
                    .build();
            try {
                AtomicReference<Metadata> headers = new AtomicReference<>();
                Channel seeing = ClientInterceptors.intercept(
                        channel, MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()));
                byte[] message = message();
                assertEquals(
                        message.length,
                        ClientCalls.blockingUnaryCall(seeing, METHOD, CallOptions.DEFAULT, message).length);
                return headers.get().get(ENCODING);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void aRequestThatUnpacksToTooMuchIsRefusedWithTheNameOfTheLimit() {
        try (RpcServer server = Served.at("grpc://127.0.0.1:0?limits.message=1000", new ConcurrentLinkedQueue<>())) {
            ManagedChannel channel = NettyChannelBuilder.forTarget(
                            server.endpoints().get(0).address())
                    .usePlaintext()
                    .build();
            try {
                CallOptions packed = CallOptions.DEFAULT.withCompression("gzip");
                Status stock = assertThrows(
                                StatusRuntimeException.class,
                                () -> ClientCalls.blockingUnaryCall(channel, METHOD, packed, message()))
                        .getStatus();
                assertEquals(Status.Code.RESOURCE_EXHAUSTED, stock.getCode(), stock.toString());
                assertTrue(stock.getDescription().contains("nearcall.limits.message"), stock.toString());
            } finally {
                channel.shutdownNow();
            }
            try (RpcClient client = client(server, "?grpc.compression=gzip")) {
                assertEquals(
                        Delivery.NOT_EXECUTED,
                        tooLarge(() -> client.service(Ask.class).ask(TEXT)));
                tooLarge(() -> client.service(Feed.class).sum(Stream.of(new Feed.Item(1, new byte[10_000]))));
                assertEquals("?", client.service(Ask.class).ask("?"));
            }
        }
    }

    @Test
    void aReplyThatUnpacksToTooMuchFailsWithTheNameOfTheLimit() {
        tooLargeReplies("?grpc.compression=gzip", Delivery.EXECUTED);
    }

    @Test
    void aReplyThatIsTooLargeFailsWithTheNameOfTheLimit() {
        tooLargeReplies("", Delivery.UNKNOWN);
    }

    private static void tooLargeReplies(String options, Delivery delivery) {
        Feed large = new Items();
        try (RpcServer server = RpcServer.builder()
                        .listen("grpc://127.0.0.1:0" + options)
                        .serve(Ask.class, question -> TEXT)
                        .serve(Feed.class, large)
                        .start();
                RpcClient client = client(server, "?limits.message=1000")) {
            assertEquals(delivery, tooLarge(() -> client.service(Ask.class).ask("?")));
            tooLarge(() -> client.service(Feed.class).pull(1, 10_000).count());
        }
    }

    /** One with options of its own in place of the server's. */
    private static RpcClient client(RpcServer server, String options) {
        return RpcClient.connect(Rig.targetOf(server).replaceAll("\\?.*", "") + options);
    }

    /** The delivery of a call that fails for the size of a message. */
    private static Delivery tooLarge(Executable call) {
        RpcException failure = assertThrows(RpcException.class, call);
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, failure.code(), failure.toString());
        assertTrue(failure.getMessage().contains("nearcall.limits.message"), failure.toString());
        assertTrue(failure.getMessage().contains(" 1000"), failure.toString());
        return failure.delivery();
    }

    @Test
    void aRequestThatCannotBeUnpackedIsRefusedAndHoldsNothing() {
        CompressorRegistry damaging = CompressorRegistry.newEmptyInstance();
        damaging.register(new Codec() {
            @Override
            public String getMessageEncoding() {
                return "gzip";
            }

            @Override
            public OutputStream compress(OutputStream to) {
                return to;
            }

            @Override
            public InputStream decompress(InputStream from) {
                return from;
            }
        });
        try (RpcServer server = Rig.builder(question -> question)
                .config(Rig.config("nearcall.limits.calls", "2"))
                .listen("grpc://127.0.0.1:0")
                .start()) {
            ManagedChannel channel = NettyChannelBuilder.forTarget(
                            server.endpoints().get(0).address())
                    .compressorRegistry(damaging)
                    .usePlaintext()
                    .build();
            try {
                CallOptions damaged = CallOptions.DEFAULT.withCompression("gzip");
                for (int i = 0; i < 5; i++) {
                    Status refusal = assertThrows(
                                    StatusRuntimeException.class,
                                    () -> ClientCalls.blockingUnaryCall(channel, METHOD, damaged, message()))
                            .getStatus();
                    assertEquals(Status.Code.INTERNAL, refusal.getCode(), refusal.toString());
                    assertTrue(refusal.getDescription().contains("cannot be unpacked"), refusal.toString());
                }
                byte[] message = message();
                assertEquals(
                        message.length,
                        ClientCalls.blockingUnaryCall(channel, METHOD, CallOptions.DEFAULT, message).length);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void requestsAreCompressedWhenTheClientIsTold() throws IOException {
        assertEquals(List.of("gzip"), encodingsOfRequests("?grpc.compression=gzip"));
    }

    @Test
    void requestsAreNotCompressedOtherwise() throws IOException {
        List<String> encodings = encodingsOfRequests("");
        assertEquals(1, encodings.size());
        assertNull(encodings.get(0));
    }

    private static List<String> encodingsOfRequests(String options) throws IOException {
        List<String> encodings = new ArrayList<>();
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .addService(ServerServiceDefinition.builder(ASK.service())
                        .addMethod(METHOD, ServerCalls.asyncUnaryCall((request, replies) -> {
                            replies.onNext(request);
                            replies.onCompleted();
                        }))
                        .build())
                .intercept(new ServerInterceptor() {
                    @Override
                    public <Q, R> ServerCall.Listener<Q> interceptCall(
                            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                        encodings.add(headers.get(ENCODING));
                        return next.startCall(call, headers);
                    }
                })
                .build()
                .start();
        try (RpcClient client = RpcClient.connect("grpc://127.0.0.1:" + server.getPort() + options)) {
            assertEquals(TEXT, client.service(Ask.class).ask(TEXT));
            return encodings;
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void anUnknownKindIsRefusedWithThoseThereAre() {
        IllegalArgumentException failure = assertThrows(
                IllegalArgumentException.class,
                () -> RpcServer.serve("grpc://127.0.0.1:0?grpc.compression=zip", Ask.class, question -> question));
        assertTrue(failure.getMessage().contains("gzip"), failure.getMessage());
    }

    private static byte[] message() {
        WireWriter message = new WireWriter(1 << 20);
        message.writeString(1, TEXT);
        return message.toByteArray();
    }
}
