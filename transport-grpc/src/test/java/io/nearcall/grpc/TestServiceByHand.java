package io.nearcall.grpc;

import com.google.protobuf.ByteString;
import io.grpc.testing.integration.EmptyProtos.Empty;
import io.grpc.testing.integration.Messages.EchoStatus;
import io.grpc.testing.integration.Messages.Payload;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.SimpleResponse;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallResponse;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import io.nearcall.CallContext;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The service as the description of gRPC's interop cases wants it. */
final class TestServiceByHand implements TestService {
    private static final String CONTEXT = "google.protobuf.stringvalue-bin";

    @Override
    public Empty emptyCall(Empty request) {
        echoMetadata();
        return request;
    }

    @Override
    public SimpleResponse unary(SimpleRequest request) {
        echoMetadata();
        check(request.getResponseStatus());
        return SimpleResponse.newBuilder()
                .setPayload(payload(request.getResponseSize()))
                .build();
    }

    @Override
    public SimpleResponse cacheableUnaryCall(SimpleRequest request) {
        return unary(request);
    }

    @Override
    public Stream<StreamingOutputCallResponse> streamingOutputCall(StreamingOutputCallRequest request) {
        echoMetadata();
        return responses(request);
    }

    @Override
    public StreamingInputCallResponse streamingInputCall(Stream<StreamingInputCallRequest> requests) {
        int size = requests.mapToInt(request -> request.getPayload().getBody().size())
                .sum();
        return StreamingInputCallResponse.newBuilder()
                .setAggregatedPayloadSize(size)
                .build();
    }

    @Override
    public Stream<StreamingOutputCallResponse> fullDuplexCall(Stream<StreamingOutputCallRequest> requests) {
        echoMetadata();
        return requests.flatMap(TestServiceByHand::responses);
    }

    @Override
    public Stream<StreamingOutputCallResponse> halfDuplexCall(Stream<StreamingOutputCallRequest> requests) {
        List<StreamingOutputCallRequest> all = requests.toList();
        return all.stream().flatMap(TestServiceByHand::responses);
    }

    private static Stream<StreamingOutputCallResponse> responses(StreamingOutputCallRequest request) {
        check(request.getResponseStatus());
        return request.getResponseParametersList().stream().map(wanted -> {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(wanted.getIntervalUs()));
            return StreamingOutputCallResponse.newBuilder()
                    .setPayload(payload(wanted.getSize()))
                    .build();
        });
    }

    private static Payload payload(int size) {
        return Payload.newBuilder().setBody(ByteString.copyFrom(new byte[size])).build();
    }

    private static void check(EchoStatus wanted) {
        if (wanted.getCode() != 0) {
            throw new RpcException(StatusCode.of(wanted.getCode()), wanted.getMessage());
        }
    }

    private static void echoMetadata() {
        CallContext context = CallContext.current();
        Metadata sent = context.metadata();
        context.headers(sent.only("x-grpc-test-echo-initial").with(sent.only(CONTEXT)));
        context.trailers(sent.only("x-grpc-test-echo-trailing-bin").with(sent.only(CONTEXT)));
    }
}
