package io.nearcall.mq;

import io.nearcall.Metadata;
import io.nearcall.transport.MetadataWire;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;

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
        MetadataWire.write(out, 2, metadata);
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
                case 18 -> metadata = MetadataWire.readEntry(in, metadata);
                case 26 -> request = in.readBytes();
                default -> in.skip(tag);
            }
        }
        return new Letter(method, metadata, request);
    }
}
