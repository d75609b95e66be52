package io.nearcall.grpc;

import io.grpc.testing.integration.EmptyProtos.Empty;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.SimpleResponse;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallResponse;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import io.nearcall.RemoteService;
import io.nearcall.RpcMethod;
import java.util.stream.Stream;

/** The service of gRPC's interop suite, as its {@code .proto} has it; {@code UnimplementedCall} is left out on purpose. */
@RemoteService("grpc.testing.TestService")
@SuppressWarnings("exports") // public as its binding is, in a module that exports none of them
public interface TestService {
    /** One empty message for another. */
    Empty emptyCall(Empty request);

    /** One request and one response, of a size or a status that the request says. */
    @RpcMethod("UnaryCall")
    SimpleResponse unary(SimpleRequest request);

    /** The same, which a proxy may remember. */
    SimpleResponse cacheableUnaryCall(SimpleRequest request);

    /** Responses of the sizes that the request says. */
    Stream<StreamingOutputCallResponse> streamingOutputCall(StreamingOutputCallRequest request);

    /** How many bytes have come. */
    StreamingInputCallResponse streamingInputCall(Stream<StreamingInputCallRequest> requests);

    /** The responses to each request, at once. */
    Stream<StreamingOutputCallResponse> fullDuplexCall(Stream<StreamingOutputCallRequest> requests);

    /** The responses to each request, behind the last one. */
    Stream<StreamingOutputCallResponse> halfDuplexCall(Stream<StreamingOutputCallRequest> requests);
}
