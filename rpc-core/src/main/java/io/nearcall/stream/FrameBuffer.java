package io.nearcall.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes as they come from a duplex, seen as one frame after the other; its reader's own. */
final class FrameBuffer {
    /** Fewer bytes are read with what comes behind them. */
    private static final int LEAST_LANDING = 4096;

    private final Duplex duplex;
    private ByteBuffer chunk; // filled up to its position
    private int parsed; // handled up to here
    private boolean drained; // by the last read
    private boolean amongParts; // the next frame is probably another large part of a message
    private ByteBuffer landing; // where the rest of the frame at hand belongs
    private int missing;

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
        if (landing != null) {
            return read(landing);
        }
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
        if (!amongParts || chunk.position() > parsed) {
            return read(chunk);
        }
        chunk.limit(Frame.HEADER_LENGTH); // no more, as the body shall not go this way
        int count = read(chunk);
        chunk.limit(chunk.capacity());
        return count;
    }

    private int read(ByteBuffer target) throws IOException {
        int count = duplex.read(target);
        drained = target.hasRemaining();
        return count;
    }

    /** Whether the last read found less than it could have taken, so that another one would find nothing. */
    boolean isDrained() {
        return drained && !duplex.readsAhead();
    }

    /**
     * Goes to the next whole frame, if there is one: its body is then what remains of {@link #body}.
     *
     * @throws Violation when its length cannot be right
     */
    boolean next() throws Violation {
        if (landing != null) {
            return hasLanded();
        }
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
        open();
        boolean message = type >= Frame.REQUEST && type <= Frame.REPLY_MORE;
        amongParts = message && has(Frame.MORE) && duplex.isMemory();
        chunk.limit(parsed + Frame.HEADER_LENGTH + length).position(parsed + Frame.HEADER_LENGTH);
        parsed = chunk.limit();
        return true;
    }

    /**
     * Goes to a frame with a part of a message of which only the beginning is there, if there is one and the rest is worth
     * a read of its own; {@link #land} must follow.
     */
    boolean nextPart() {
        int available = chunk == null || landing != null ? 0 : chunk.position() - parsed;
        if (available < Frame.HEADER_LENGTH) {
            return false;
        }
        int partType = Frame.type(chunk, parsed);
        if (partType != Frame.REQUEST_MORE && partType != Frame.REPLY_MORE) {
            return false;
        }
        missing = Frame.HEADER_LENGTH + Frame.bodyLength(chunk, parsed) - available;
        if (missing < LEAST_LANDING) {
            return false;
        }
        open();
        chunk.limit(chunk.position()).position(parsed + Frame.HEADER_LENGTH);
        return true;
    }

    /** How many bytes of the body have not come yet, after {@link #nextPart}. */
    int missing() {
        return missing;
    }

    /** Puts the body there, now and as it comes; null to wait until the frame is whole. */
    void land(ByteBuffer whole) {
        if (whole != null) {
            whole.put(chunk);
            parsed = filled;
            landing = whole;
        }
        leave();
    }

    /** The frame whose body has landed, now without one. */
    private boolean hasLanded() {
        if (landing.hasRemaining()) {
            return false;
        }
        landing = null;
        amongParts = has(Frame.MORE) && duplex.isMemory();
        filled = chunk.position();
        limit = chunk.limit();
        chunk.limit(filled);
        return true;
    }

    private void open() {
        type = Frame.type(chunk, parsed);
        flags = Frame.flags(chunk, parsed);
        method = Frame.method(chunk, parsed);
        callId = Frame.callId(chunk, parsed);
        filled = chunk.position();
        limit = chunk.limit();
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
        if (landing != null) {
            return !landing.hasRemaining();
        }
        int available = chunk == null ? 0 : chunk.position() - parsed;
        if (available < Frame.HEADER_LENGTH) {
            return false;
        }
        int length = Frame.bodyLength(chunk, parsed);
        return length < 0 || length > Frame.MAX_BODY || available >= Frame.HEADER_LENGTH + length;
    }

    /** Gives the memory back if nothing is in it. */
    void release() {
        if (chunk != null && parsed == chunk.position() && landing == null) {
            Chunks.give(chunk);
            chunk = null;
        }
    }
}
