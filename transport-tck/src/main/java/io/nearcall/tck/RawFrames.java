package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The stream protocol written down a second time, from {@code docs/wire-format.md}, so that tests can break it. */
final class RawFrames {
    static final int HELLO = 1;
    static final int REQUEST = 2;
    static final int REPLY = 4;
    static final int PING = 7;
    static final int PONG = 8;
    static final int GOAWAY = 9;

    static final int HEADERS = 1;
    static final int MAX_BODY = 32 * 1024;

    private static final byte[] MAGIC = "NEARCALL".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 16;

    private RawFrames() {}

    /** One frame as it came. */
    record Received(int type, int flags, long id, byte[] body) {
        /** The number of a field in the headers of a failed reply. */
        int code() {
            WireReader headers = new WireReader();
            int length = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getShort();
            headers.append(ByteBuffer.wrap(body, 2, length), length);
            for (int tag = headers.readTag(); tag != 0; tag = headers.readTag()) {
                if (tag == 5 << 3) {
                    return headers.readInt32();
                }
                headers.skip(tag);
            }
            return 0;
        }
    }

    static byte[] frame(int type, int flags, long id, byte[] body) {
        return frame(body.length, type, flags, 0, id, body);
    }

    /** A frame whose length may be a lie. */
    static byte[] frame(int length, int type, int flags, int method, long id, byte[] body) {
        return ByteBuffer.allocate(HEADER + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .put((byte) type)
                .put((byte) flags)
                .putShort((short) method)
                .putLong(id)
                .put(body)
                .array();
    }

    static byte[] message(Consumer<WireWriter> fields) {
        WireWriter writer = new WireWriter(1 << 20);
        fields.accept(writer);
        ByteBuffer bytes = ByteBuffer.allocate(writer.size());
        writer.copyTo(bytes, 0, writer.size());
        return bytes.array();
    }

    /** A body that starts with headers. */
    static byte[] withHeaders(byte[] headers, byte[] payload) {
        return ByteBuffer.allocate(2 + headers.length + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) headers.length)
                .put(headers)
                .put(payload)
                .array();
    }

    /** The request of a named method. */
    static byte[] request(long id, String method, byte[] payload) {
        byte[] headers = message(out -> out.writeString(1, method));
        return frame(REQUEST, HEADERS, id, withHeaders(headers, payload));
    }

    /** Magic and hello. */
    static byte[] hello(int version) {
        byte[] body = message(out -> {
            out.writeInt32(1, version);
            out.writeInt32(3, 4 << 20);
            out.writeInt32(4, 1024);
            out.writeInt64(5, 4 << 20);
            out.writeString(6, "tck");
            out.writeInt64(7, 64 << 10);
        });
        byte[] frame = frame(HELLO, 0, 0, body);
        return ByteBuffer.allocate(MAGIC.length + frame.length)
                .put(MAGIC)
                .put(frame)
                .array();
    }

    /** Reads the peer's magic and hello. */
    static void takeHello(RawSocket socket) {
        assertArrayEquals(MAGIC, socket.take(MAGIC.length));
        take(socket);
    }

    /** Reads one frame. */
    static Received take(RawSocket socket) {
        ByteBuffer header = ByteBuffer.wrap(socket.take(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] body = socket.take(header.getInt(0));
        return new Received(header.get(4), header.get(5), header.getLong(8), body);
    }
}
