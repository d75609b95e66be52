package io.nearcall.grpc;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.DeclaredExceptions;
import io.nearcall.wire.WireException;
import java.util.Locale;
import java.util.Optional;

/** The bad ends of calls in our form and in gRPC's. */
public final class GrpcStatus {
    private static final io.grpc.Metadata.Key<byte[]> THROWN =
            io.grpc.Metadata.Key.of(DeclaredExceptions.TRAILER, io.grpc.Metadata.BINARY_BYTE_MARSHALLER);
    private static final io.grpc.Metadata.Key<byte[]> DETAILS =
            io.grpc.Metadata.Key.of(Details.TRAILER, io.grpc.Metadata.BINARY_BYTE_MARSHALLER);

    private GrpcStatus() {}

    /** What a call has ended with. */
    public static Status toGrpc(RpcException failure) {
        String message = failure.getMessage();
        return Status.fromCodeValue(failure.code().number())
                .withDescription(message == null || message.isEmpty() ? null : message)
                .withCause(failure.getCause());
    }

    /** What a call ends with whose code threw {@code thrown}; {@code otherwise} where that has no status. */
    public static Status toGrpc(Throwable thrown, Status otherwise) {
        if (thrown instanceof RpcException rpc) {
            return toGrpc(rpc);
        }
        if (thrown instanceof StatusRuntimeException own) {
            return own.getStatus();
        }
        if (thrown instanceof StatusException own) {
            return own.getStatus();
        }
        return otherwise.augmentDescription(thrown.toString()).withCause(thrown);
    }

    /** How a call fails that a handler has ended. */
    public static RpcException fromGrpc(Status status, io.grpc.Metadata trailers) {
        return new RpcException(
                StatusCode.of(status.getCode().value()),
                status.getDescription(),
                Delivery.EXECUTED,
                GrpcMetadata.fromGrpc(trailers),
                status.getCause());
    }

    /**
     * What goes behind a failure: its trailers, and its delivery, which gRPC has no word for.
     *
     * <p>A declared exception goes as a detail of the status.
     */
    static io.grpc.Metadata trailers(RpcException failure, String fullMethod) {
        io.grpc.Metadata trailers = GrpcMetadata.sentBehindFailure(failure.trailers());
        failure.trailers().bytes(DeclaredExceptions.TRAILER).ifPresent(thrown -> {
            trailers.removeAll(THROWN);
            trailers.put(DETAILS, Details.write(failure, fullMethod, thrown));
        });
        trailers.put(GrpcMetadata.DELIVERY, failure.delivery().name().toLowerCase(Locale.ROOT));
        return trailers;
    }

    /**
     * What a caller gets from a peer.
     *
     * @param sent whether the request may have left this process
     */
    static RpcException received(Status status, io.grpc.Metadata trailers, boolean sent, String fullMethod) {
        Delivery delivery = sent ? said(trailers) : Delivery.NOT_EXECUTED;
        Metadata metadata = withThrown(trailers, fullMethod);
        StatusCode code = StatusCode.of(status.getCode().value());
        return new RpcException(code, words(status), delivery, metadata, status.getCause());
    }

    /** Whether grpc-java has refused a message for its size, by its words. */
    static boolean refusesSize(Status status) {
        return status.getCode() == Status.Code.RESOURCE_EXHAUSTED
                && words(status).startsWith("gRPC message exceeds maximum size");
    }

    /** Whether that is a message of {@code size}: handlers pass on what is said of others. */
    static boolean refusesSize(Status status, int size) {
        return refusesSize(status) && words(status).endsWith(": " + size);
    }

    /** The description, with what the system said. */
    static String words(Status status) {
        String description = status.getDescription() == null ? "" : status.getDescription();
        Throwable cause = status.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause == null || cause.getMessage() == null || description.contains(cause.getMessage())) {
            return description;
        }
        return description.isEmpty() ? cause.getMessage() : description + ": " + cause.getMessage();
    }

    /** The trailers, in which a declared exception takes the place of the status that brought it. */
    private static Metadata withThrown(io.grpc.Metadata trailers, String fullMethod) {
        byte[] details = trailers == null ? null : trailers.get(DETAILS);
        Optional<byte[]> thrown = details == null ? Optional.empty() : thrown(details, fullMethod);
        if (thrown.isEmpty()) {
            return GrpcMetadata.received(trailers);
        }
        trailers.removeAll(DETAILS);
        return GrpcMetadata.received(trailers).with(DeclaredExceptions.TRAILER, thrown.get());
    }

    private static Optional<byte[]> thrown(byte[] details, String fullMethod) {
        try {
            return Details.read(details, fullMethod);
        } catch (WireException notAStatus) {
            return Optional.empty();
        }
    }

    private static Delivery said(io.grpc.Metadata trailers) {
        String delivery = trailers == null ? null : trailers.get(GrpcMetadata.DELIVERY);
        if (delivery != null) {
            for (Delivery known : Delivery.values()) {
                if (known.name().equalsIgnoreCase(delivery)) {
                    return known;
                }
            }
        }
        return Delivery.UNKNOWN;
    }
}
