package io.nearcall.grpc;

import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;

/** Metadata in our form and in gRPC's. */
public final class GrpcMetadata {
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

    /**
     * What goes to a peer beside a request.
     *
     * @throws RpcException as {@link #sent(Metadata)}
     */
    static io.grpc.Metadata sent(Metadata metadata, MethodInfo.Kind kind) {
        io.grpc.Metadata all = sent(metadata);
        all.put(KIND, kind(kind));
        return all;
    }

    /**
     * What goes to a peer.
     *
     * @throws RpcException INVALID_ARGUMENT for a key that is the protocol's own
     */
    static io.grpc.Metadata sent(Metadata metadata) {
        metadata.forEach((key, value) -> {
            if (PROTOCOL.contains(key)) {
                throw new RpcException(
                        StatusCode.INVALID_ARGUMENT,
                        "metadata key '" + key + "' is gRPC's own; use another one",
                        Delivery.NOT_EXECUTED);
            }
        });
        return toGrpc(metadata);
    }

    /** What has come from a peer, without what is the protocol's own and text that our metadata cannot hold. */
    static Metadata received(io.grpc.Metadata all) {
        return all == null
                ? Metadata.EMPTY
                : fromGrpc(
                        all,
                        key -> !PROTOCOL.contains(key) && isKey(key),
                        value -> value.chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    /** Of metadata that go behind a failure, which must reach its caller, what is the protocol's own is left out. */
    static io.grpc.Metadata sentBehindFailure(Metadata metadata) {
        io.grpc.Metadata all = toGrpc(metadata);
        PROTOCOL.forEach(key -> all.discardAll(text(key)));
        return all;
    }

    /** Whether gRPC's metadata can be asked for it: proxies and servers in other languages send others, too. */
    private static boolean isKey(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(
                                c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.');
    }

    /** All of it in gRPC's form. */
    public static io.grpc.Metadata toGrpc(Metadata metadata) {
        io.grpc.Metadata all = new io.grpc.Metadata();
        metadata.forEach((key, value) -> {
            if (key.endsWith(io.grpc.Metadata.BINARY_HEADER_SUFFIX)) {
                all.put(binary(key), value);
            } else {
                all.put(text(key), new String(value, StandardCharsets.US_ASCII));
            }
        });
        return all;
    }

    /**
     * All of it in our form.
     *
     * @throws IllegalArgumentException for text that our metadata cannot hold
     */
    public static Metadata fromGrpc(io.grpc.Metadata all) {
        return fromGrpc(all, key -> true, value -> true);
    }

    private static Metadata fromGrpc(io.grpc.Metadata all, Predicate<String> isKept, Predicate<String> isText) {
        Metadata metadata = Metadata.EMPTY;
        for (String key : all.keys()) {
            if (!isKept.test(key)) {
                continue;
            }
            if (key.endsWith(io.grpc.Metadata.BINARY_HEADER_SUFFIX)) {
                for (byte[] value : all.getAll(binary(key))) {
                    metadata = metadata.with(key, value);
                }
            } else {
                for (String value : all.getAll(text(key))) {
                    metadata = isText.test(value) ? metadata.with(key, value) : metadata;
                }
            }
        }
        return metadata;
    }

    private static io.grpc.Metadata.Key<String> text(String key) {
        return io.grpc.Metadata.Key.of(key, io.grpc.Metadata.ASCII_STRING_MARSHALLER);
    }

    private static io.grpc.Metadata.Key<byte[]> binary(String key) {
        return io.grpc.Metadata.Key.of(key, io.grpc.Metadata.BINARY_BYTE_MARSHALLER);
    }
}
