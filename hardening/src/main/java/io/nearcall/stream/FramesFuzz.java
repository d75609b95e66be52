package io.nearcall.stream;

import io.nearcall.PeerIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectableChannel;

/** Frames out of any bytes, which come in pieces of any size: those that a plain reading of the bytes finds, or a violation. */
public final class FramesFuzz {
    private FramesFuzz() {}

    /** The first byte says how the others are cut and read. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        boolean lands = (input[0] & 1) != 0;
        int piece = 1 + (input[0] & 0xff) / 2 * 16;
        ByteBuffer expected =
                ByteBuffer.wrap(input, 1, input.length - 1).slice().order(ByteOrder.LITTLE_ENDIAN);
        FrameBuffer frames = new FrameBuffer(new Pieces(expected.duplicate(), piece));
        ByteBuffer landing = null;
        try {
            while (true) {
                if (frames.next()) {
                    check(expected, frames, landing == null ? frames.body() : landing.flip());
                    landing = null;
                    frames.leave();
                } else if (landing == null && lands && frames.nextPart()) {
                    landing = ByteBuffer.allocate(frames.body().remaining() + frames.missing());
                    frames.land(landing);
                } else if (frames.fill() < 0) {
                    break;
                }
            }
            if (isWhole(expected)) {
                throw new AssertionError("a frame was overlooked");
            }
        } catch (Violation refused) {
            if (expected.remaining() < Frame.HEADER_LENGTH || isPossible(expected)) {
                throw new AssertionError("a possible frame was refused", refused);
            }
        } finally {
            if (frames.body() != null) {
                Chunks.give(frames.body()); // of which a violation and a torn frame leave the rest
            }
        }
    }

    private static boolean isPossible(ByteBuffer bytes) {
        int length = Frame.bodyLength(bytes, bytes.position());
        return length >= 0 && length <= Frame.MAX_BODY;
    }

    private static boolean isWhole(ByteBuffer bytes) {
        return bytes.remaining() >= Frame.HEADER_LENGTH
                && bytes.remaining() - Frame.HEADER_LENGTH >= Frame.bodyLength(bytes, bytes.position());
    }

    private static void check(ByteBuffer expected, FrameBuffer frames, ByteBuffer body) {
        int at = expected.position();
        int length = Frame.bodyLength(expected, at);
        ByteBuffer whole = expected.slice(at + Frame.HEADER_LENGTH, length);
        boolean right = frames.type() == Frame.type(expected, at)
                && frames.flags() == Frame.flags(expected, at)
                && frames.method() == Frame.method(expected, at)
                && frames.callId() == Frame.callId(expected, at)
                && whole.equals(body);
        if (!right) {
            throw new AssertionError("another frame at " + at);
        }
        expected.position(at + Frame.HEADER_LENGTH + length);
    }

    /** Bytes in pieces of one size. */
    static final class Pieces implements Duplex {
        private final ByteBuffer bytes;
        private final int piece;

        Pieces(ByteBuffer bytes, int piece) {
            this.bytes = bytes;
            this.piece = piece;
        }

        @Override
        public int read(ByteBuffer target) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(piece, Math.min(bytes.remaining(), target.remaining()));
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            int count = 0;
            for (int i = offset; i < offset + length; i++) {
                count += sources[i].remaining();
                sources[i].position(sources[i].limit());
            }
            return count;
        }

        @Override
        public SelectableChannel channel() {
            throw new AssertionError("nothing is to be waited for");
        }

        @Override
        public PeerIdentity peer() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public void close() {}
    }
}
