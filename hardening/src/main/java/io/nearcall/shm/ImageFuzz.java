package io.nearcall.shm;

import io.nearcall.shm.layout.LaneLayout;
import io.nearcall.shm.layout.RingLayout;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.Violation;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A peer's segment with anything in it: reading its ring, its requests and its replies gives bytes that fit, or a violation.
 *
 * <p>The input is a program of what the peer writes, right or wrong, and of what this side reads in between.
 */
public final class ImageFuzz {
    private static final int COUNT = 4;
    private static final int RING = Settings.LEAST_RING;
    private static final long MINE = 0x1111111111111111L;
    private static final long PEERS = 0x2222222222222222L;
    private static final Shared SHARED = Shared.make();

    private final ByteBuffer peers = SHARED.written.memory();
    private final ByteBuffer program;
    private final RingReader ring = new RingReader(SHARED.mine, SHARED.peers, SHARED.doorbell);
    private final ServerLanes server = new ServerLanes(SHARED.mine, SHARED.peers, SHARED.doorbell);
    private final CallerLanes caller = new CallerLanes(SHARED.mine, SHARED.peers, SHARED.doorbell);
    private final ByteBuffer target = ByteBuffer.allocate(1 << 12);
    private final WireReader head = new WireReader();
    private final WireReader payload = new WireReader();
    private final ByteBuffer[] views = Lanes.views(peers, COUNT);
    private long tail;

    private ImageFuzz(byte[] input) {
        program = ByteBuffer.wrap(input);
    }

    /** The two segments, the peer's as it has it mapped and as this side has. */
    private record Shared(Segment mine, Segment written, Segment peers, Doorbell doorbell) {
        static Shared make() {
            try {
                Path directory = Files.createTempDirectory("nearcall-fuzz-");
                Path mine = directory.resolve("mine");
                Path peers = directory.resolve("peers");
                Path socket = directory.resolve("socket");
                try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                    listener.bind(UnixDomainSocketAddress.of(socket));
                    SocketChannel unheard = SocketChannel.open(listener.getLocalAddress());
                    unheard.configureBlocking(false);
                    return new Shared(
                            Segment.create(mine, COUNT, RING, MINE),
                            Segment.create(peers, COUNT, RING, PEERS),
                            Segment.open(peers, COUNT, RING, PEERS),
                            new Doorbell(unheard));
                } finally {
                    for (Path file : new Path[] {mine, peers, socket, directory}) {
                        Files.deleteIfExists(file);
                    }
                }
            } catch (IOException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    /** Runs the program. */
    public static void fuzzerTestOneInput(byte[] input) {
        clear(SHARED.mine.memory());
        clear(SHARED.written.memory());
        try {
            new ImageFuzz(input).run();
        } catch (Violation refused) {
            if (refused.getMessage() == null) {
                throw new AssertionError("refused without a reason", refused);
            }
        }
    }

    private static void clear(ByteBuffer memory) {
        for (int at = SegmentLayout.AT_SLEEP; at < memory.capacity(); at += Long.BYTES) {
            memory.putLong(at, 0);
        }
    }

    private void run() throws Violation {
        while (program.hasRemaining()) {
            switch (program.get() & 15) {
                case 0, 1 -> writeRecord();
                case 2, 3 -> readRing();
                case 4, 5 -> writeLane(1 + SHARED.written.memory().getLong(LaneLayout.at(1)), 1);
                case 6 -> writeLane(1, number() & COUNT - 1);
                case 7, 8 -> serve();
                case 9, 10 -> call();
                case 11 -> Words.release(peers, SegmentLayout.AT_TAIL, word());
                case 12 -> Words.release(peers, SegmentLayout.AT_LANES_USED, word());
                case 13 -> Words.release(peers, number() % (peers.capacity() / 8) * 8, word());
                case 14 -> Words.release(peers, LaneLayout.at(number() & COUNT - 1) + (number() & 3) * 8, word());
                default -> Words.release(peers, SegmentLayout.ring(COUNT) + number() % (RING / 8) * 8, word());
            }
        }
    }

    // ---- the peer

    private void writeRecord() {
        int length = 1 + number() % (RING / 4);
        Words.set(peers, SegmentLayout.ring(COUNT) + (int) (tail & RING - 1), RingLayout.header(length, tail, PEERS));
        tail += RingLayout.space(length);
        Words.release(peers, SegmentLayout.AT_TAIL, tail);
    }

    private void writeLane(long sequence, int lane) {
        Words.release(peers, SegmentLayout.AT_LANES_USED, COUNT);
        WireWriter body = new WireWriter(LaneLayout.ROOM);
        body.writeBytes(1, new byte[number() % 1000]);
        views[lane].clear();
        Lanes.publish(peers, views[lane], lane, sequence, PEERS, number() & 3, number(), null, body);
    }

    // ---- this side

    private void readRing() throws Violation {
        target.clear().limit(number() % target.capacity());
        int count = ring.read(target);
        if (count != target.position() || count > target.limit()) {
            throw new AssertionError(count + " bytes were read where " + target + " was room");
        }
    }

    private void serve() throws Violation {
        server.hasNext();
        int lane = server.next();
        if (lane >= 0) {
            payload.clear();
            int word = server.take(lane, head, payload);
            check(payload);
            if (word < 0 && word >>> 16 == 0) {
                throw new AssertionError("a method without a number");
            }
            if ((number() & 7) != 0) {
                server.answer(lane, 0, null, null);
            }
            server.isIdle();
        }
    }

    private void call() throws Violation {
        int lane = caller.claim();
        if (lane < 0) {
            return;
        }
        caller.request(lane, 1, null, null);
        caller.sleeps(lane);
        if ((number() & 1) != 0) {
            writeLane(Words.get(SHARED.mine.memory(), LaneLayout.at(lane)), lane);
        }
        caller.missed();
        if (caller.isAnswered(lane)) {
            payload.clear();
            caller.reply(lane, head, payload);
            check(payload);
            caller.release(lane);
        } else {
            caller.abandon(lane);
        }
        caller.wakes(lane);
        caller.inUse();
    }

    private static void check(WireReader body) {
        if (body.remaining() < 0 || body.remaining() > LaneLayout.ROOM) {
            throw new AssertionError(body.remaining() + " bytes on a lane");
        }
    }

    private int number() {
        return program.remaining() < 2 ? 0 : program.getShort() & 0xffff;
    }

    private long word() {
        return program.remaining() < 8 ? number() : program.getLong();
    }
}
