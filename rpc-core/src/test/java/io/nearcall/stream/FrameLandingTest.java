package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.PeerIdentity;
import io.nearcall.wire.WireReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames come out as they went in, however the bytes come, and wherever their bodies go. */
final class FrameLandingTest {
    private record Sent(int type, int flags, long callId, byte[] body) {}

    /** What the peer has sent, handed out in pieces of any size. */
    private static final class Pieces implements Duplex {
        private final ByteBuffer bytes;
        private final Random random;
        private final boolean memory;

        Pieces(ByteBuffer bytes, Random random, boolean memory) {
            this.bytes = bytes;
            this.random = random;
            this.memory = memory;
        }

        @Override
        public int read(ByteBuffer target) {
            int most = Math.min(bytes.remaining(), target.remaining());
            int count = random.nextInt(4) == 0 ? Math.min(most, random.nextInt(40_000)) : most;
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public boolean isMemory() {
            return memory;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SelectableChannel channel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PeerIdentity peer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static List<Sent> frames(Random random) {
        List<Sent> frames = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int type = Frame.REQUEST + random.nextInt(4);
            int length = random.nextBoolean() ? Frame.MAX_BODY : random.nextInt(Frame.MAX_BODY + 1);
            byte[] body = new byte[random.nextInt(3) == 0 ? length % 200 : length];
            random.nextBytes(body);
            frames.add(new Sent(type, random.nextBoolean() ? Frame.MORE : 0, random.nextInt(3), body));
        }
        return frames;
    }

    private static ByteBuffer bytes(List<Sent> frames) {
        ByteBuffer all = ByteBuffer.allocate(300 * (Frame.HEADER_LENGTH + Frame.MAX_BODY))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (Sent frame : frames) {
            Frame.put(all, frame.body.length, frame.type, frame.flags, 7, frame.callId);
            all.put(frame.body);
        }
        return all.flip();
    }

    @ParameterizedTest
    @CsvSource({"1,true", "2,true", "3,true", "4,true", "5,false", "6,false", "7,false", "8,false"})
    void framesComeOutAsTheyWentIn(long seed, boolean memory) throws Exception {
        Random random = new Random(seed);
        List<Sent> frames = frames(random);
        FrameBuffer buffer = new FrameBuffer(new Pieces(bytes(frames), random, memory));
        Map<Long, WireReader> landed = new HashMap<>();
        int landings = 0;
        int next = 0;
        while (next < frames.size()) {
            while (buffer.next()) {
                Sent sent = frames.get(next++);
                assertEquals(sent.type, buffer.type());
                assertEquals(sent.flags, buffer.flags());
                assertEquals(sent.callId, buffer.callId());
                assertEquals(7, buffer.method());
                WireReader whole = landed.remove(sent.callId);
                if (whole == null) {
                    byte[] body = new byte[buffer.body().remaining()];
                    buffer.body().get(body);
                    assertArrayEquals(sent.body, body);
                } else {
                    assertEquals(0, buffer.body().remaining());
                    assertEquals(ByteBuffer.wrap(sent.body), whole.readRemaining());
                }
                buffer.leave();
            }
            if (buffer.nextPart()) {
                ByteBuffer room = null;
                if (random.nextInt(3) > 0) { // else its receiver is gone
                    WireReader reader = new WireReader();
                    room = reader.land(buffer.body().remaining() + buffer.missing());
                    landed.put(buffer.callId(), reader);
                    landings++;
                }
                buffer.land(room);
            }
            buffer.release();
            buffer.fill();
        }
        assertTrue(landings > 10, landings + " bodies went right to where they belong");
    }
}
