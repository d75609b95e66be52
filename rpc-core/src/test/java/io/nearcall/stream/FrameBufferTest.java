package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.PeerIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameBufferTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsEveryFrameHoweverTheBytesComeInPieces(long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> bodies = new ArrayList<>();
        ByteBuffer all = ByteBuffer.allocate(8 << 20).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 100; i++) {
            byte[] body = new byte[random.nextInt(4) == 0 ? random.nextInt(Frame.MAX_BODY + 1) : random.nextInt(100)];
            random.nextBytes(body);
            bodies.add(body);
            Frame.put(all, body.length, Frame.REQUEST, i & 0x7f, i, 1000L + i);
            all.put(body);
        }
        FrameBuffer frames = new FrameBuffer(new Pieces(all.flip(), random));
        for (int i = 0; i < bodies.size(); ) {
            if (!frames.next()) {
                assertFalse(frames.isPending());
                assertTrue(frames.fill() >= 0);
                continue;
            }
            assertEquals(Frame.REQUEST, frames.type());
            assertEquals(i, frames.method());
            assertEquals(1000L + i, frames.callId());
            byte[] body = new byte[frames.body().remaining()];
            frames.body().get(body);
            assertArrayEquals(bodies.get(i), body);
            frames.leave();
            i++;
        }
        frames.release();
        assertEquals(-1, frames.fill());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Frame.MAX_BODY + 1, Integer.MAX_VALUE})
    void refusesALengthThatCannotBe(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        Frame.put(bytes, length, Frame.REQUEST, 0, 0, 1);
        FrameBuffer frames = new FrameBuffer(new Pieces(bytes.position(0), new Random(1)));
        while (!frames.isPending()) {
            frames.fill();
        }
        Violation violation = assertThrows(Violation.class, frames::next);
        assertTrue(violation.getMessage().contains("at most " + Frame.MAX_BODY), violation.getMessage());
    }

    @Test
    void aPartOfAFrameIsNotAFrame() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        Frame.put(bytes, 5, Frame.REQUEST, 0, 0, 1);
        FrameBuffer frames = new FrameBuffer(new Pieces(bytes.position(0), new Random(1)));
        while (frames.fill() >= 0) {
            assertFalse(frames.next());
        }
        assertFalse(frames.isPending());
    }

    /** A duplex that gives its bytes in pieces of random size. */
    private record Pieces(ByteBuffer bytes, Random random) implements Duplex {
        @Override
        public int read(ByteBuffer target) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(Math.min(bytes.remaining(), target.remaining()), random.nextInt(70_000));
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException("this test only reads");
        }

        @Override
        public SelectableChannel channel() {
            throw new UnsupportedOperationException("this test never waits");
        }

        @Override
        public PeerIdentity peer() {
            return PeerIdentity.of("test");
        }

        @Override
        public void close() {}
    }
}
