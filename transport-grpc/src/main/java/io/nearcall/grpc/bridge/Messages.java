package io.nearcall.grpc.bridge;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Messages between gRPC's marshallers and Nearcall's readers and writers. */
final class Messages {
    private static final int CHUNK = 8 << 10;

    private Messages() {}

    /**
     * Writes a message; its size in bytes.
     *
     * @param limit most bytes, null for what the connection takes
     */
    static <T> int write(MethodDescriptor.Marshaller<T> marshaller, T message, WireWriter out, Integer limit)
            throws IOException {
        try (InputStream in = marshaller.stream(message)) {
            if (in instanceof KnownLength) {
                fill(in, out.claim(in.available()));
            } else {
                copy(in, out);
            }
        }
        if (limit != null && out.size() > limit) {
            throw exhausted("message too large: it has " + out.size() + " bytes, at most " + limit + " are allowed");
        }
        out.checkLimit();
        return out.size();
    }

    private static void fill(InputStream in, ByteBuffer room) throws IOException {
        byte[] array = room.array();
        int at = room.arrayOffset();
        int end = at + room.remaining();
        while (at < end) {
            int read = in.read(array, at, end - at);
            if (read < 0) {
                throw new IOException("a message ended " + (end - at) + " bytes before its length");
            }
            at += read;
        }
    }

    private static void copy(InputStream in, WireWriter out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            out.claim(read).put(chunk, 0, read);
        }
    }

    /** Reads a message; {@code limit} as in {@link #write}. */
    static <T> T read(MethodDescriptor.Marshaller<T> marshaller, WireReader in, Integer limit) {
        if (limit != null && in.remaining() > limit) {
            throw exhausted("a message of " + in.remaining() + " bytes exceeds maximum size " + limit);
        }
        return marshaller.parse(new Input(in.readRemaining()));
    }

    private static StatusRuntimeException exhausted(String why) {
        String cure = "; raise the limit on the builder or the stub";
        return Status.RESOURCE_EXHAUSTED.withDescription(why + cure).asRuntimeException();
    }

    /** A message as marshallers like it best: they are told its length. */
    private static final class Input extends InputStream implements KnownLength {
        private final ByteBuffer bytes;

        Input(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public int available() {
            return bytes.remaining();
        }

        @Override
        public int read() {
            return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int some = Math.min(length, bytes.remaining());
            if (some == 0 && length > 0) {
                return -1;
            }
            bytes.get(target, offset, some);
            return some;
        }
    }
}
