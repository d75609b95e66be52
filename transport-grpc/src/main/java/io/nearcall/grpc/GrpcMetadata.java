package io.nearcall.grpc;

import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Metadata in our form and in gRPC's. */
final class GrpcMetadata {
    /** How far a failed call came, where a server of ours has said it; see {@link GrpcStatus}. */
    static final io.grpc.Metadata.Key<String> DELIVERY =
            io.grpc.Metadata.Key.of("nearcall-delivery", io.grpc.Metadata.ASCII_STRING_MARSHALLER);

    /** What a caller of ours takes the method for, so that two interfaces that differ do not wait for each other. */
    static final io.grpc.Metadata.Key<String> KIND =
            io.grpc.Metadata.Key.of("nearcall-kind", io.grpc.Metadata.ASCII_STRING_MARSHALLER);

    /** What the protocol itself says by headers and trailers. */
    private static final Set<String> PROTOCOL = Set.of(
            "accept-encoding",
            "content-encoding",
            "content-type",
            "grpc-accept-encoding",
            "grpc-encoding",
            "grpc-message",
            "grpc-message-type",
            "grpc-previous-rpc-attempts",
            "grpc-retry-pushback-ms",
            "grpc-status",
            "grpc-timeout",
            "te",
            "user-agent",
            "nearcall-delivery",
            "nearcall-kind");

    private GrpcMetadata() {}

    /** A kind in words. */
    static String kind(MethodInfo.Kind kind) {
        return switch (kind) {
            case UNARY -> "unary";
            case ONE_WAY -> "one-way";
            case SERVER_STREAM -> "server-stream";
            case CLIENT_STREAM -> "client-stream";
            case BIDI_STREAM -> "bidi-stream";
        };
    }

    /** What goes beside a request. */
    static io.grpc.Metadata toGrpc(Metadata metadata, MethodInfo.Kind kind) {
        io.grpc.Metadata all = toGrpc(metadata);
        all.put(KIND, kind(kind));
        return all;
    }

    /**
     * What goes to gRPC.
     *
     * @throws RpcException INVALID_ARGUMENT for a key that is the protocol's own
     */
    static io.grpc.Metadata toGrpc(Metadata metadata) {
        io.grpc.Metadata all = new io.grpc.Metadata();
        metadata.forEach((key, value) -> {
            if (PROTOCOL.contains(key)) {
                throw new RpcException(
                        StatusCode.INVALID_ARGUMENT,
                        "metadata key '" + key + "' is gRPC's own; use another one",
                        Delivery.NOT_EXECUTED);
            }
            if (key.endsWith("-bin")) {
                all.put(io.grpc.Metadata.Key.of(key, io.grpc.Metadata.BINARY_BYTE_MARSHALLER), value);
            } else {
                all.put(
                        io.grpc.Metadata.Key.of(key, io.grpc.Metadata.ASCII_STRING_MARSHALLER),
                        new String(value, StandardCharsets.US_ASCII));
            }
        });
        return all;
    }

    /** What has come by gRPC, without what is the protocol's own and text that our metadata cannot hold. */
    static Metadata fromGrpc(io.grpc.Metadata all) {
        if (all == null) {
            return Metadata.EMPTY;
        }
        Metadata metadata = Metadata.EMPTY;
        for (String key : all.keys()) {
            if (PROTOCOL.contains(key)) {
                continue;
            }
            if (key.endsWith("-bin")) {
                for (byte[] value : all.getAll(io.grpc.Metadata.Key.of(key, io.grpc.Metadata.BINARY_BYTE_MARSHALLER))) {
                    metadata = metadata.with(key, value);
                }
            } else {
                for (String value :
                        all.getAll(io.grpc.Metadata.Key.of(key, io.grpc.Metadata.ASCII_STRING_MARSHALLER))) {
                    if (value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                        metadata = metadata.with(key, value);
                    }
                }
            }
        }
        return metadata;
    }
}
