package io.nearcall.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes as they come from a duplex, seen as one frame after the other; its reader's own. */
final class FrameBuffer {
    private final Duplex duplex;
    private ByteBuffer chunk; // filled up to its position
    private int parsed; // handled up to here

    // The frame at hand.
    private int type;
    private int flags;
    private int method;
    private long callId;
    private int filled;
    private int limit;

    FrameBuffer(Duplex duplex) {
        this.duplex = duplex;
    }

    /** Reads what is there: the number of bytes, 0 for none, -1 at the end. */
    int fill() throws IOException {
        if (chunk == null) {
            chunk = Chunks.take();
            parsed = 0;
        } else if (parsed == chunk.position()) {
            chunk.clear();
            parsed = 0;
        } else if (chunk.remaining() < Frame.HEADER_LENGTH + Frame.MAX_BODY) {
            chunk.limit(chunk.position()).position(parsed);
            chunk.compact();
            parsed = 0;
        }
        return duplex.read(chunk);
    }

    /** Whether the last read found less than it could have taken, so that another one would find nothing. */
    boolean isDrained() {
        return chunk.hasRemaining() && !duplex.readsAhead();
    }

    /**
     * Goes to the next whole frame, if there is one: its body is then what remains of {@link #body}.
     *
     * @throws Violation when its length cannot be right
     */
    boolean next() throws Violation {
        if (chunk == null) {
            return false;
        }
        int available = chunk.position() - parsed;
        if (available < Frame.HEADER_LENGTH) {
            return false;
        }
        int length = Frame.bodyLength(chunk, parsed);
        if (length < 0 || length > Frame.MAX_BODY) {
            throw new Violation("a frame of " + Integer.toUnsignedString(length) + " bytes, at most " + Frame.MAX_BODY
                    + " are allowed");
        }
        if (available < Frame.HEADER_LENGTH + length) {
            return false;
        }
        int at = parsed;
        type = Frame.type(chunk, at);
        flags = Frame.flags(chunk, at);
        method = Frame.method(chunk, at);
        callId = Frame.callId(chunk, at);
        filled = chunk.position();
        limit = chunk.limit();
        parsed = at + Frame.HEADER_LENGTH + length;
        chunk.limit(parsed).position(at + Frame.HEADER_LENGTH);
        return true;
    }

    /** Leaves the frame; its body must not be touched any more. */
    void leave() {
        chunk.limit(limit).position(filled);
    }

    ByteBuffer body() {
        return chunk;
    }

    int type() {
        return type;
    }

    int flags() {
        return flags;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    int method() {
        return method;
    }

    long callId() {
        return callId;
    }

    /** Whether {@link #next} would find a frame, or a violation. */
    boolean isPending() {
        int available = chunk == null ? 0 : chunk.position() - parsed;
        if (available < Frame.HEADER_LENGTH) {
            return false;
        }
        int length = Frame.bodyLength(chunk, parsed);
        return length < 0 || length > Frame.MAX_BODY || available >= Frame.HEADER_LENGTH + length;
    }

    /** Gives the memory back if nothing is in it. */
    void release() {
        if (chunk != null && parsed == chunk.position()) {
            Chunks.give(chunk);
            chunk = null;
        }
    }
}
