package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.shm.layout.LaneLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.Violation;
import io.nearcall.tck.Outcomes;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is published last is seen last, between two mappings of one file, as between two processes.
 *
 * <p>On x86 this finds what the compiler reorders, not what a weaker processor might.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OrderTest {
    private static final long NANOS = 800_000_000;
    private static final int LANES = 2;
    private static final int RING = 1 << 16;

    @TempDir
    private Path directory;

    /** A segment as its writer and as its reader has it mapped. */
    private record Shared(Segment writers, Segment readers) {}

    private Shared shared(String name, long nonce) throws IOException {
        Path file = directory.resolve(name);
        return new Shared(Segment.create(file, LANES, RING, nonce), Segment.open(file, LANES, RING, nonce));
    }

    @Test
    void aLaneIsSeenWithItsBody() throws IOException {
        Shared shared = shared("lane", 42);
        Shared acknowledged = shared("acknowledged", 43);
        ByteBuffer[] out = Lanes.views(shared.writers.memory(), LANES);
        ByteBuffer[] in = Lanes.views(shared.readers.memory(), LANES);
        CompletableFuture<Long> writer = CompletableFuture.supplyAsync(
                () -> {
                    WireWriter body = new WireWriter(LaneLayout.ROOM);
                    long sequence = 0;
                    long end = System.nanoTime() + NANOS;
                    while (System.nanoTime() - end < 0) {
                        sequence++;
                        body.clear();
                        body.writeBytes(1, bytes(sequence));
                        Lanes.publish(
                                shared.writers.memory(),
                                out[1],
                                1,
                                sequence,
                                42,
                                0,
                                (int) sequence & 0xfff,
                                null,
                                body);
                        while (Words.acquire(acknowledged.readers.memory(), LaneLayout.at(1)) != sequence) {
                            Thread.yield(); // on a busy machine the other one may want this core
                        }
                    }
                    return sequence;
                },
                Outcomes.THREAD);
        WireReader head = new WireReader();
        WireReader body = new WireReader();
        long seen = 0;
        while (!writer.isDone()) {
            long sequence = Words.acquire(shared.readers.memory(), LaneLayout.at(1));
            if (sequence == seen) {
                Thread.yield();
            } else {
                assertEquals(seen + 1, sequence);
                body.clear();
                long info = read(shared.readers.memory(), in[1], sequence, head, body);
                assertEquals((int) sequence & 0xfff, LaneLayout.method(info));
                body.readTag();
                assertArrayEquals(bytes(sequence), body.readBytes());
                seen = sequence;
                Words.release(acknowledged.writers.memory(), LaneLayout.at(1), sequence);
            }
        }
        assertEquals(writer.join(), seen);
        System.out.println("bodies on a lane: " + seen);
    }

    private static long read(ByteBuffer memory, ByteBuffer view, long sequence, WireReader head, WireReader body) {
        try {
            return Lanes.read(memory, view, 1, sequence, 42, head, body);
        } catch (Violation torn) {
            throw new AssertionError(torn);
        }
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[(int) (seed % 300)];
        Arrays.fill(bytes, (byte) seed);
        return bytes;
    }

    @Test
    void aLengthThatChangesIsReadOnce() throws IOException {
        Segment segment = shared("toggled", 42).writers;
        ByteBuffer memory = segment.memory();
        ByteBuffer view = Lanes.views(memory, LANES)[1];
        int[] lengths = {8, 800};
        for (int length : lengths) {
            Words.set(memory, LaneLayout.trailer(1, length), 1 ^ 42); // both are right
        }
        Words.set(memory, LaneLayout.at(1) + LaneLayout.AT_INFO, LaneLayout.info(lengths[0], 0, 0));
        CompletableFuture<Void> toggler = CompletableFuture.runAsync(
                () -> {
                    long end = System.nanoTime() + NANOS;
                    for (int i = 0; System.nanoTime() - end < 0; i++) {
                        long info = LaneLayout.info(lengths[i & 1], 0, 0);
                        Words.release(memory, LaneLayout.at(1) + LaneLayout.AT_INFO, info);
                    }
                },
                Outcomes.THREAD);
        WireReader head = new WireReader();
        WireReader body = new WireReader();
        while (!toggler.isDone()) {
            body.clear();
            long info = read(memory, view, 1, head, body);
            assertEquals(LaneLayout.length(info), body.remaining());
        }
        toggler.join();
    }

    @Test
    void aRingIsSeenAsItWasWritten() throws IOException {
        Shared written = shared("written", 44);
        Shared read = shared("read", 45);
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
            try (SocketChannel unheard = SocketChannel.open(listener.getLocalAddress())) {
                unheard.configureBlocking(false);
                Doorbell doorbell = new Doorbell(unheard);
                RingWriter writer = new RingWriter(written.writers, read.readers, doorbell, true);
                RingReader reader = new RingReader(read.writers, written.readers, doorbell);
                CompletableFuture<Long> all = CompletableFuture.supplyAsync(() -> write(writer), Outcomes.THREAD);
                System.out.println("bytes through a ring: " + checkAll(reader, all));
            }
        }
    }

    /** Bytes in pieces of any size; how many. */
    private static long write(RingWriter writer) {
        Random random = new Random(1);
        long position = 0;
        long end = System.nanoTime() + NANOS;
        try {
            while (System.nanoTime() - end < 0) {
                ByteBuffer[] piece = {ByteBuffer.allocate(1 + random.nextInt(random.nextInt(8) == 0 ? 100_000 : 500))};
                while (piece[0].hasRemaining()) {
                    piece[0].put(at(position++));
                }
                piece[0].flip();
                while (piece[0].hasRemaining()) {
                    if (writer.write(piece, 0, 1) == 0) {
                        Thread.yield();
                    }
                }
            }
            return position;
        } catch (Violation wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static long checkAll(RingReader reader, CompletableFuture<Long> writer) throws Violation {
        Random random = new Random(2);
        ByteBuffer target = ByteBuffer.allocate(50_000);
        long position = 0;
        while (!writer.isDone() || position < writer.join()) {
            target.clear().limit(1 + random.nextInt(target.capacity()));
            if (reader.read(target) == 0) {
                Thread.yield();
            }
            for (target.flip(); target.hasRemaining(); position++) {
                if (target.get() != at(position)) {
                    throw new AssertionError("another byte at " + position);
                }
            }
        }
        assertEquals(writer.join(), position);
        return position;
    }

    private static byte at(long position) {
        return (byte) (position * 31 + (position >> 11));
    }
}
