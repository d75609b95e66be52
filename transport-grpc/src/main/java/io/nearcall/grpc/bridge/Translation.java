package io.nearcall.grpc.bridge;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import java.nio.charset.StandardCharsets;

/** gRPC's values in Nearcall's terms, and back. */
final class Translation {
    private Translation() {}

    static MethodInfo method(MethodDescriptor<?, ?> method) {
        MethodInfo.Kind kind = switch (method.getType()) {
            case UNARY -> MethodInfo.Kind.UNARY;
            case SERVER_STREAMING -> MethodInfo.Kind.SERVER_STREAM;
            case CLIENT_STREAMING -> MethodInfo.Kind.CLIENT_STREAM;
            case BIDI_STREAMING, UNKNOWN -> MethodInfo.Kind.BIDI_STREAM;
        };
        return new MethodInfo(method.getFullMethodName(), kind, method.isIdempotent() || method.isSafe());
    }

    static Metadata metadata(io.grpc.Metadata headers) {
        Metadata all = Metadata.EMPTY;
        for (String key : headers.keys()) {
            if (key.endsWith(io.grpc.Metadata.BINARY_HEADER_SUFFIX)) {
                for (byte[] value : headers.getAll(binary(key))) {
                    all = all.with(key, value);
                }
            } else {
                for (String value : headers.getAll(ascii(key))) {
                    all = all.with(key, value);
                }
            }
        }
        return all;
    }

    static io.grpc.Metadata metadata(Metadata beside) {
        io.grpc.Metadata headers = new io.grpc.Metadata();
        if (!beside.isEmpty()) {
            beside.forEach((key, value) -> {
                if (key.endsWith(io.grpc.Metadata.BINARY_HEADER_SUFFIX)) {
                    headers.put(binary(key), value);
                } else {
                    headers.put(ascii(key), new String(value, StandardCharsets.US_ASCII));
                }
            });
        }
        return headers;
    }

    private static io.grpc.Metadata.Key<String> ascii(String key) {
        return io.grpc.Metadata.Key.of(key, io.grpc.Metadata.ASCII_STRING_MARSHALLER);
    }

    private static io.grpc.Metadata.Key<byte[]> binary(String key) {
        return io.grpc.Metadata.Key.of(key, io.grpc.Metadata.BINARY_BYTE_MARSHALLER);
    }

    /** What a call ended with. */
    static Status status(RpcException failure) {
        String message = failure.getMessage();
        return Status.fromCodeValue(failure.code().number())
                .withDescription(message == null || message.isEmpty() ? null : message)
                .withCause(failure.getCause());
    }

    /** What a call fails with. */
    static RpcException failure(Status status, io.grpc.Metadata trailers) {
        return new RpcException(
                StatusCode.of(status.getCode().value()),
                status.getDescription(),
                Delivery.EXECUTED,
                metadata(trailers),
                status.getCause());
    }

    /** What a call ends with whose code threw {@code thrown}; {@code otherwise} where that has no status. */
    static Status status(Throwable thrown, Status otherwise) {
        if (thrown instanceof RpcException rpc) {
            return status(rpc);
        }
        if (thrown instanceof StatusRuntimeException own) {
            return own.getStatus();
        }
        if (thrown instanceof StatusException own) {
            return own.getStatus();
        }
        return otherwise.augmentDescription(thrown.toString()).withCause(thrown);
    }
}
