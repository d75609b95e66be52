package io.nearcall.grpc.bridge;

import com.google.protobuf.StringValue;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** A service of every kind of call, as {@code protoc} would describe it; its methods are what a test makes of them. */
class Echo implements BindableService {
    static final MethodDescriptor<StringValue, StringValue> ONE = method("One", MethodType.UNARY);
    static final MethodDescriptor<StringValue, StringValue> PING = method("Ping", MethodType.UNARY);
    static final MethodDescriptor<StringValue, StringValue> DOWN = method("Down", MethodType.SERVER_STREAMING);
    static final MethodDescriptor<StringValue, StringValue> UP = method("Up", MethodType.CLIENT_STREAMING);
    static final MethodDescriptor<StringValue, StringValue> BOTH = method("Both", MethodType.BIDI_STREAMING);

    private static MethodDescriptor<StringValue, StringValue> method(String name, MethodType type) {
        return MethodDescriptor.<StringValue, StringValue>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("test.Echo", name))
                .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                .build();
    }

    private void ping(StringValue request, StreamObserver<StringValue> replies) {
        replies.onNext(request);
        replies.onCompleted();
    }

    void one(StringValue request, StreamObserver<StringValue> replies) {
        replies.onNext(request);
        replies.onCompleted();
    }

    void down(StringValue request, StreamObserver<StringValue> replies) {
        for (int i = 0; i < Integer.parseInt(request.getValue()); i++) {
            replies.onNext(StringValue.of("" + i));
        }
        replies.onCompleted();
    }

    StreamObserver<StringValue> up(StreamObserver<StringValue> replies) {
        return new StreamObserver<>() {
            private final StringBuilder all = new StringBuilder();

            @Override
            public void onNext(StringValue value) {
                all.append(value.getValue());
            }

            @Override
            public void onError(Throwable cancelled) {
                // nobody is left to tell
            }

            @Override
            public void onCompleted() {
                replies.onNext(StringValue.of(all.toString()));
                replies.onCompleted();
            }
        };
    }

    StreamObserver<StringValue> both(StreamObserver<StringValue> replies) {
        return new StreamObserver<>() {
            @Override
            public void onNext(StringValue value) {
                replies.onNext(value);
            }

            @Override
            public void onError(Throwable cancelled) {
                // nobody is left to tell
            }

            @Override
            public void onCompleted() {
                replies.onCompleted();
            }
        };
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder("test.Echo")
                .addMethod(ONE, ServerCalls.asyncUnaryCall(this::one))
                .addMethod(PING, ServerCalls.asyncUnaryCall(this::ping))
                .addMethod(DOWN, ServerCalls.asyncServerStreamingCall(this::down))
                .addMethod(UP, ServerCalls.asyncClientStreamingCall(this::up))
                .addMethod(BOTH, ServerCalls.asyncBidiStreamingCall(this::both))
                .build();
    }
}
