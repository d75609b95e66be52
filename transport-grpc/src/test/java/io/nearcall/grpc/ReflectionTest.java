package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.nearcall.RpcServer;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Feed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tools ask a server what it serves, and get what the processor has written. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReflectionTest {
    private static ServerReflectionResponse asked(ManagedChannel channel, ServerReflectionRequest request) {
        CompletableFuture<ServerReflectionResponse> response = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> requests = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse next) {
                        response.complete(next);
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        response.completeExceptionally(thrown);
                    }

                    @Override
                    public void onCompleted() {
                        response.cancel(false);
                    }
                });
        requests.onNext(request);
        ServerReflectionResponse first = response.join();
        requests.onCompleted();
        return first;
    }

    @Test
    void aServerDescribesItsServices() throws Exception {
        try (RpcServer server = RpcServer.builder()
                .listen("grpc://127.0.0.1:0")
                .serve(Ask.class, question -> question)
                .serve(Feed.class, new Items())
                .start()) {
            ManagedChannel channel = NettyChannelBuilder.forTarget(
                            server.endpoints().get(0).address())
                    .usePlaintext()
                    .build();
            try {
                List<String> names = asked(
                                channel,
                                ServerReflectionRequest.newBuilder()
                                        .setListServices("")
                                        .build())
                        .getListServicesResponse()
                        .getServiceList()
                        .stream()
                        .map(ServiceResponse::getName)
                        .toList();
                assertTrue(
                        names.containsAll(List.of("io.nearcall.tck.ask.Ask", "io.nearcall.tck.feed.Feed")),
                        names.toString());
                FileDescriptorProto feed = FileDescriptorProto.parseFrom(asked(
                                channel,
                                ServerReflectionRequest.newBuilder()
                                        .setFileContainingSymbol("io.nearcall.tck.feed.Feed")
                                        .build())
                        .getFileDescriptorResponse()
                        .getFileDescriptorProto(0));
                MethodDescriptor chat = FileDescriptor.buildFrom(feed, new FileDescriptor[0])
                        .findServiceByName("Feed")
                        .findMethodByName("Chat");
                assertTrue(chat.isClientStreaming() && chat.isServerStreaming());
                assertEquals("io.nearcall.tck.feed.Item", chat.getInputType().getFullName());
                assertEquals(
                        List.of("number", "bytes"),
                        chat.getInputType().getFields().stream()
                                .map(field -> field.getName())
                                .toList());
            } finally {
                channel.shutdownNow();
                assertTrue(channel.awaitTermination(10, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void everyFileThatTheProcessorWritesCanBeRead() throws Exception {
        try (Stream<Path> goldens = Files.walk(Path.of("../rpc-codegen/src/test/resources/goldens"))) {
            List<Path> files =
                    goldens.filter(path -> path.toString().endsWith(".proto")).toList();
            assertTrue(files.size() > 10, files.toString());
            for (Path file : files) {
                FileDescriptor read = ProtoFile.parse(file.getFileName().toString(), Files.readString(file));
                assertEquals(1, read.getServices().size(), file.toString());
            }
        }
    }
}
