package io.nearcall.grpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Messages as gRPC carries them for us: bytes that the codecs of core write and read. */
final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    private static final Bytes MARSHALLER = new Bytes();

    // In place of a message that cannot be read, known by identity: gRPC would end the call without the reason.
    private static final byte[] TOO_LARGE = {};
    private static final byte[] DAMAGED = {};

    private Bytes() {}

    /** How a caller sees {@code method}. */
    static MethodDescriptor<byte[], byte[]> method(MethodInfo method) {
        return method(method.fullName(), type(method.kind()));
    }

    /** What gRPC calls a kind. */
    static MethodType type(MethodInfo.Kind kind) {
        return switch (kind) {
            case UNARY, ONE_WAY -> MethodType.UNARY;
            case SERVER_STREAM -> MethodType.SERVER_STREAMING;
            case CLIENT_STREAM -> MethodType.CLIENT_STREAMING;
            case BIDI_STREAM -> MethodType.BIDI_STREAMING;
        };
    }

    static MethodDescriptor<byte[], byte[]> method(String fullName, MethodType type) {
        return MethodDescriptor.newBuilder(MARSHALLER, MARSHALLER)
                .setType(type)
                .setFullMethodName(fullName)
                .build();
    }

    @Override
    public InputStream stream(byte[] message) {
        return new Sent(message);
    }

    /** Gives itself away at once: gRPC takes 8 KiB to copy what cannot. */
    private static final class Sent extends ByteArrayInputStream implements Drainable {
        Sent(byte[] message) {
            super(message);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            return (int) transferTo(target);
        }
    }

    @Override
    public byte[] parse(InputStream stream) {
        try {
            if (stream instanceof KnownLength) { // else 16 KiB are taken for a message of any size
                byte[] message = new byte[stream.available()];
                stream.readNBytes(message, 0, message.length);
                return message;
            }
            return stream.readAllBytes();
        } catch (StatusRuntimeException overLimit) {
            return TOO_LARGE;
        } catch (IOException notPacked) {
            return DAMAGED;
        }
    }

    /**
     * Why a message that has come cannot be read, or null where it can.
     *
     * @param what it is to {@code method}, for words
     * @param limit of its receiver, bytes
     */
    static RpcException fault(byte[] message, String method, String what, int limit, Delivery delivery) {
        if (message == TOO_LARGE) {
            return new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": " + what + " unpacks to more than its receiver's limit of " + limit
                            + " bytes; raise nearcall.limits.message there",
                    delivery);
        }
        return message == DAMAGED
                ? new RpcException(
                        StatusCode.INTERNAL,
                        method + ": " + what + " cannot be unpacked; its sender says that it is compressed, is it?",
                        delivery)
                : null;
    }
}
