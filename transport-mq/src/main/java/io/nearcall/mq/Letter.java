package io.nearcall.mq;

import io.nearcall.Metadata;
import io.nearcall.transport.Limits;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * One call as it lies in a queue.
 *
 * <pre>
 *  message Letter {
 *    string method = 1;             // package.Service/Method
 *    repeated Entry metadata = 2;   // message Entry { string key = 1; bytes value = 2; }
 *    bytes request = 3;
 *  }
 * </pre>
 */
record Letter(String method, Metadata metadata, byte[] request) {
    byte[] toBytes() {
        WireWriter out = new WireWriter(Integer.MAX_VALUE);
        out.writeString(1, method);
        metadata.forEach((key, value) -> {
            int start = out.begin(2);
            out.writeString(1, key);
            out.writeBytes(2, value);
            out.end(start);
        });
        out.writeBytes(3, request);
        return out.toByteArray();
    }

    /** Reads one that anybody may have written; a {@link WireException} says what is wrong with it. */
    static Letter read(byte[] bytes, int length) {
        WireReader in = new WireReader();
        in.load(bytes, 0, length);
        String method = "";
        Metadata metadata = Metadata.EMPTY;
        byte[] request = {};
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> method = in.readString();
                case 18 -> metadata = withEntry(metadata, in);
                case 26 -> request = in.readBytes();
                default -> in.skip(tag);
            }
        }
        return new Letter(method, metadata, request);
    }

    private static Metadata withEntry(Metadata metadata, WireReader in) {
        int outer = in.enter();
        String key = "";
        byte[] value = {};
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 18 -> value = in.readBytes();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        Metadata more = key.endsWith("-bin")
                ? metadata.with(key, value)
                : metadata.with(key, new String(value, StandardCharsets.US_ASCII));
        if (more.size() > Limits.MOST_METADATA) {
            throw WireException.malformed("metadata of more than " + Limits.MOST_METADATA + " bytes");
        }
        return more;
    }
}
