package io.nearcall.benchmarks.grpc;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.nearcall.benchmarks.AsyncTarget;
import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Version;
import io.nearcall.benchmarks.Wait;
import io.nearcall.grpc.bridge.NearcallChannelBuilder;
import io.nearcall.grpc.bridge.NearcallServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Iterator;

/** Echo of a short text by grpc-java: Netty with epoll, stubs as {@code protoc} would write them. */
public final class GrpcEcho implements Subject {
    private static final MethodDescriptor<StringValue, StringValue> ECHO =
            MethodDescriptor.<StringValue, StringValue>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName("bench.Echo", "Echo"))
                    .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .build();

    private static final MethodDescriptor<StringValue, StringValue> REPEAT =
            MethodDescriptor.<StringValue, StringValue>newBuilder()
                    .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName("bench.Echo", "Repeat"))
                    .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .build();

    private static final String VERSION = Version.of(MethodDescriptor.class);

    private final Carrier carrier;
    private final boolean direct;

    private enum Carrier {
        UDS,
        TCP,
        SHM
    }

    private GrpcEcho(Carrier carrier, boolean direct) {
        this.carrier = carrier;
        this.direct = direct;
    }

    /** The same stubs and handlers over Nearcall's shared memory. */
    public static Subject overSharedMemory() {
        return new GrpcEcho(Carrier.SHM, false);
    }

    /** Over a Unix domain socket; {@code direct} runs call-backs and handlers on the event loops. */
    public static Subject uds(boolean direct) {
        return new GrpcEcho(Carrier.UDS, direct);
    }

    /** Over TCP on the loopback interface; {@code direct} runs call-backs and handlers on the event loops. */
    public static Subject tcp(boolean direct) {
        return new GrpcEcho(Carrier.TCP, direct);
    }

    @Override
    public String description() {
        if (carrier == Carrier.SHM) {
            return "grpc-java " + VERSION + " stubs over nearcall shm";
        }
        return "grpc-java " + VERSION + " " + carrier + ", " + (direct ? "direct executors" : "default executors");
    }

    @Override
    public Wait waits() {
        return carrier == Carrier.SHM ? Wait.SPINS_THEN_SLEEPS : Wait.SLEEPS;
    }

    @Override
    public String serve(Path directory) throws IOException {
        String path = directory.resolve("s").toString();
        if (carrier == Carrier.SHM) {
            String target = "shm:" + path;
            NearcallServerBuilder.forTarget(target)
                    .addService(service())
                    .build()
                    .start();
            return target;
        }
        boolean unix = carrier == Carrier.UDS;
        NettyServerBuilder builder = unix
                ? NettyServerBuilder.forAddress(new DomainSocketAddress(path))
                        .channelType(EpollServerDomainSocketChannel.class)
                        .bossEventLoopGroup(eventLoops())
                        .workerEventLoopGroup(eventLoops())
                : NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        if (direct) {
            builder.directExecutor();
        }
        int port = builder.addService(service()).build().start().getPort();
        return unix ? path : String.valueOf(port);
    }

    @Override
    public Client connect(String address) {
        if (carrier == Carrier.SHM) {
            return new GrpcClient(NearcallChannelBuilder.forTarget(address).build());
        }
        NettyChannelBuilder builder = carrier == Carrier.UDS
                ? NettyChannelBuilder.forAddress(new DomainSocketAddress(address))
                        .channelType(EpollDomainSocketChannel.class)
                        .eventLoopGroup(eventLoops())
                        .overrideAuthority("localhost")
                : NettyChannelBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(address)));
        if (direct) {
            builder.directExecutor();
        }
        return new GrpcClient(builder.usePlaintext().build());
    }

    private static ServerServiceDefinition service() {
        return ServerServiceDefinition.builder("bench.Echo")
                .addMethod(ECHO, ServerCalls.asyncUnaryCall((request, replies) -> {
                    replies.onNext(StringValue.of(request.getValue()));
                    replies.onCompleted();
                }))
                .addMethod(REPEAT, ServerCalls.asyncServerStreamingCall(GrpcEcho::repeat))
                .build();
    }

    /** Sends whenever the transport takes something, as the documentation of grpc-java shows it. */
    private static void repeat(StringValue request, StreamObserver<StringValue> replies) {
        ServerCallStreamObserver<StringValue> elements = (ServerCallStreamObserver<StringValue>) replies;
        elements.setOnReadyHandler(() -> {
            while (elements.isReady()) {
                elements.onNext(StringValue.of(request.getValue()));
            }
        });
    }

    private static EventLoopGroup eventLoops() {
        return new MultiThreadIoEventLoopGroup(EpollIoHandler.newFactory());
    }

    private record GrpcClient(ManagedChannel channel) implements Client {
        @Override
        public BlockingTarget blocking() {
            return () -> Payload.check(
                    ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, StringValue.of(Payload.TEXT))
                            .getValue());
        }

        @Override
        public BlockingTarget elements() {
            Iterator<StringValue> elements = ClientCalls.blockingServerStreamingCall(
                    channel, REPEAT, CallOptions.DEFAULT, StringValue.of(Payload.ELEMENT));
            return () -> Payload.checkElement(elements.next().getValue());
        }

        @Override
        public AsyncTarget async() {
            return done -> ClientCalls.asyncUnaryCall(
                    channel.newCall(ECHO, CallOptions.DEFAULT), StringValue.of(Payload.TEXT), new Reply(done));
        }
    }

    /** Tells the driver when the call is complete, not when its message arrives. */
    private static final class Reply implements StreamObserver<StringValue> {
        private final AsyncTarget.Completion done;
        private String text;

        Reply(AsyncTarget.Completion done) {
            this.done = done;
        }

        @Override
        public void onNext(StringValue value) {
            text = value.getValue();
        }

        @Override
        public void onError(Throwable failure) {
            done.completed(failure);
        }

        @Override
        public void onCompleted() {
            done.completed(Payload.failureOf(text));
        }
    }
}
