package io.nearcall.shm;

import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.OutboundLanes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** One direction's memory: ours to write, or the peer's to read. It is unmapped when nothing refers to it any more. */
final class Segment {
    private static final int WRITTEN_AT_ONCE = 64 * 1024;
    private static final int REGULAR_0600 = 0100600;

    private final ByteBuffer memory;
    private final int lanes;
    private final int ring;
    private final long nonce;

    Segment(ByteBuffer memory, int lanes, int ring, long nonce) {
        this.memory = memory.order(ByteOrder.LITTLE_ENDIAN);
        this.lanes = lanes;
        this.ring = ring;
        this.nonce = nonce;
    }

    /** Makes a file of our own and maps it. */
    static Segment create(Path file, int lanes, int ring, long nonce) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            return filled(channel, lanes, ring, nonce);
        }
    }

    /** Fills, maps and seals memory of our own. */
    static Segment create(MemFd memory, int lanes, int ring, long nonce) throws IOException {
        try (FileChannel channel = memory.channel(StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Segment segment = filled(channel, lanes, ring, nonce);
            memory.seal();
            return segment;
        }
    }

    /** Every byte is written first, as a full file system must fail here. */
    private static Segment filled(FileChannel channel, int lanes, int ring, long nonce) throws IOException {
        int size = SegmentLayout.size(lanes, ring);
        ByteBuffer zeros = ByteBuffer.allocate(Math.min(size, WRITTEN_AT_ONCE));
        for (int at = 0; at < size; at += zeros.capacity()) {
            zeros.clear().limit(Math.min(zeros.capacity(), size - at));
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
        }
        Segment segment = new Segment(Mappings.map(channel, FileChannel.MapMode.READ_WRITE, size), lanes, ring, nonce);
        segment.describe(size);
        return segment;
    }

    private void describe(int size) {
        for (int at = 0; at < size; at += SegmentLayout.LANES) {
            Words.set(memory, at, 0); // no page fault while calls go on
        }
        Words.set(memory, SegmentLayout.AT_MAGIC, SegmentLayout.MAGIC);
        Words.set(memory, SegmentLayout.AT_VERSION, SegmentLayout.VERSION);
        Words.set(memory, SegmentLayout.AT_NONCE, nonce);
        Words.set(memory, SegmentLayout.AT_SIZE, size);
        Words.set(memory, SegmentLayout.AT_LANES, lanes);
        Words.release(memory, SegmentLayout.AT_RING, ring);
    }

    /**
     * Maps the peer's file for reading only.
     *
     * @throws IOException naming what is not as the peer said
     */
    static Segment open(Path file, int lanes, int ring, long nonce) throws IOException {
        check(lanes, ring);
        int size = SegmentLayout.size(lanes, ring);
        Map<String, Object> is = Files.readAttributes(file, "unix:mode,uid,size,nlink", LinkOption.NOFOLLOW_LINKS);
        if ((int) is.get("mode") != REGULAR_0600 || (int) is.get("nlink") != 1) {
            throw new IOException(file + " is not a private file with one name");
        }
        if (!is.get("uid").equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            throw new IOException(file + " belongs to another user");
        }
        if ((long) is.get("size") != size) { // mapping beyond its end would make it grow, or end this process later
            throw new IOException(file + " has " + is.get("size") + " bytes, not " + size);
        }
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return verified(channel, file, lanes, ring, nonce);
        }
    }

    /** Maps the peer's sealed memory for reading only, in the same way. */
    static Segment open(MemFd memory, int lanes, int ring, long nonce) throws IOException {
        check(lanes, ring);
        try (FileChannel channel = memory.channel(StandardOpenOption.READ)) {
            return verified(channel, memory.path(), lanes, ring, nonce);
        }
    }

    private static Segment verified(FileChannel channel, Path file, int lanes, int ring, long nonce)
            throws IOException {
        int size = SegmentLayout.size(lanes, ring);
        if (channel.size() != size) {
            throw new IOException(file + " has " + channel.size() + " bytes, not " + size);
        }
        Segment segment = new Segment(Mappings.map(channel, FileChannel.MapMode.READ_ONLY, size), lanes, ring, nonce);
        segment.verify(file, size);
        return segment;
    }

    private static void check(int lanes, int ring) throws IOException {
        if (lanes < 1 || lanes > OutboundLanes.MAX || Integer.bitCount(lanes) != 1) {
            throw new IOException("the peer wants " + lanes + " lanes");
        }
        if (ring < Settings.LEAST_RING || ring > Settings.MOST_RING || Integer.bitCount(ring) != 1) {
            throw new IOException("the peer wants a ring of " + ring + " bytes");
        }
    }

    private void verify(Path file, int size) throws IOException {
        long sum = 0;
        for (int at = 0; at < size; at += SegmentLayout.LANES) {
            sum |= Words.get(memory, at); // each page is mapped now
        }
        boolean right = sum != 0
                && Words.get(memory, SegmentLayout.AT_MAGIC) == SegmentLayout.MAGIC
                && Words.get(memory, SegmentLayout.AT_VERSION) == SegmentLayout.VERSION
                && Words.get(memory, SegmentLayout.AT_NONCE) == nonce
                && Words.get(memory, SegmentLayout.AT_SIZE) == size
                && Words.get(memory, SegmentLayout.AT_LANES) == lanes
                && Words.get(memory, SegmentLayout.AT_RING) == ring;
        if (!right) {
            throw new IOException(file + " is not the segment that the peer announced");
        }
    }

    ByteBuffer memory() {
        return memory;
    }

    int lanes() {
        return lanes;
    }

    int ring() {
        return ring;
    }

    long nonce() {
        return nonce;
    }
}
