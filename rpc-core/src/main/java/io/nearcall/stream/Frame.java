package io.nearcall.stream;

import io.nearcall.stub.MethodInfo;
import java.nio.ByteBuffer;

/**
 * The layout of a frame, little-endian; {@code docs/wire-format.md} is its specification.
 *
 * <pre>
 *  0               4       5       6               8                              16
 *  +---------------+-------+-------+---------------+-------------------------------+----------
 *  | body length   | type  | flags | method number |            call id            | body ...
 *  +---------------+-------+-------+---------------+-------------------------------+----------
 *
 *  body with flag HEADERS:  | header length u16 | header message | payload ...
 *  body without:            | payload ...
 * </pre>
 */
final class Frame {
    static final int HEADER_LENGTH = 16;

    /** A message larger than this travels in several frames, so that none holds up the others for long. */
    static final int MAX_BODY = 32 * 1024;

    // Types. A request's id is its caller's; the same id comes back in the reply.
    static final int HELLO = 1;
    static final int REQUEST = 2;
    static final int REQUEST_MORE = 3;
    static final int REPLY = 4;
    static final int REPLY_MORE = 5;
    static final int CANCEL = 6;
    static final int PING = 7;
    static final int PONG = 8;
    static final int GOAWAY = 9;
    static final int CREDIT = 10;
    static final int DATA = 11;
    static final int HALF_CLOSE = 12;
    static final int WINDOW = 13;

    /** The call id of the second GOAWAY: every call that was accepted has been answered, no other one ever will be. */
    static final long FINISHED = 1;

    // Flags.
    static final int HEADERS = 1;
    static final int MORE = 2;
    static final int ONE_WAY = 4;
    /** A stream of requests follows. */
    static final int REQUESTS = 8;
    /** A stream of replies is wanted. */
    static final int REPLIES = 16;
    /** Of DATA and WINDOW: its sender serves the call. */
    static final int CALLEE = 32;

    /** What tells the kind of a call. */
    static final int KIND = ONE_WAY | REQUESTS | REPLIES;

    private static final int TYPE = 4;
    private static final int FLAGS = 5;
    private static final int METHOD = 6;
    private static final int CALL_ID = 8;

    private Frame() {}

    /** The flags of the first frame of a call. */
    static int kind(MethodInfo.Kind kind) {
        return switch (kind) {
            case UNARY -> 0;
            case ONE_WAY -> ONE_WAY;
            case SERVER_STREAM -> REPLIES;
            case CLIENT_STREAM -> REQUESTS;
            case BIDI_STREAM -> REQUESTS | REPLIES;
        };
    }

    static void put(ByteBuffer target, int bodyLength, int type, int flags, int method, long callId) {
        int at = target.position();
        target.putInt(at, bodyLength);
        target.put(at + TYPE, (byte) type);
        target.put(at + FLAGS, (byte) flags);
        target.putShort(at + METHOD, (short) method);
        target.putLong(at + CALL_ID, callId);
        target.position(at + HEADER_LENGTH);
    }

    static int bodyLength(ByteBuffer source, int at) {
        return source.getInt(at);
    }

    static int type(ByteBuffer source, int at) {
        return source.get(at + TYPE);
    }

    static int flags(ByteBuffer source, int at) {
        return source.get(at + FLAGS);
    }

    static int method(ByteBuffer source, int at) {
        return source.getShort(at + METHOD) & 0xffff;
    }

    static long callId(ByteBuffer source, int at) {
        return source.getLong(at + CALL_ID);
    }
}
