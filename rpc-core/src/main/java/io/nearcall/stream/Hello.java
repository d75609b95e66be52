package io.nearcall.stream;

import io.nearcall.transport.Limits;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;

/**
 * What each side says of itself first, in a frame of type HELLO.
 *
 * <pre>
 *  message Hello {
 *    int32 version = 1;          // of the protocol: 1
 *    int64 features = 2;         // bits; both sides use what both have
 *    int32 message = 3;          // largest message it takes, bytes
 *    int32 calls = 4;            // calls in flight it takes
 *    int64 one_way_window = 5;   // unacknowledged one-way bytes it takes, 1,024 a call included
 *    string software = 6;        // for log lines
 *    int64 stream_window = 7;    // bytes of a stream it takes before it gives credit
 *    string token = 8;           // of a client: the token of the server that it means; empty: any
 *  }
 * </pre>
 */
record Hello(
        int version,
        long features,
        int message,
        int calls,
        long oneWayWindow,
        String software,
        long streamWindow,
        String token) {
    static final int VERSION = 1;

    static Hello of(Limits limits, long features, String token) {
        return new Hello(
                VERSION,
                features,
                limits.message(),
                limits.calls(),
                limits.writeQueue(),
                "nearcall-java",
                limits.stream(),
                token);
    }

    void write(WireWriter out) {
        out.writeInt32(1, version);
        out.writeInt64(2, features);
        out.writeInt32(3, message);
        out.writeInt32(4, calls);
        out.writeInt64(5, oneWayWindow);
        out.writeString(6, software);
        out.writeInt64(7, streamWindow);
        if (!token.isEmpty()) {
            out.writeString(8, token);
        }
    }

    static Hello read(WireReader in) throws Violation {
        int version = 0;
        long features = 0;
        int message = 0;
        int calls = 0;
        long oneWayWindow = 0;
        String software = "";
        long streamWindow = 0;
        String token = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> version = in.readInt32();
                case 16 -> features = in.readInt64();
                case 24 -> message = in.readInt32();
                case 32 -> calls = in.readInt32();
                case 40 -> oneWayWindow = in.readInt64();
                case 50 -> software = in.readString();
                case 56 -> streamWindow = in.readInt64();
                case 66 -> token = in.readString();
                default -> in.skip(tag);
            }
        }
        if (version != VERSION) {
            throw new Violation("it speaks version " + version + " of the protocol, this side version " + VERSION
                    + "; use the same release on both sides");
        }
        if (message < 1 || calls < 1 || oneWayWindow < 1 || streamWindow < 1) {
            throw new Violation("its limits are not positive");
        }
        return new Hello(version, features, message, calls, oneWayWindow, software, streamWindow, token);
    }
}
