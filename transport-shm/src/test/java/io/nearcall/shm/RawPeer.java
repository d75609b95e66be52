package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.shm.layout.LaneLayout;
import io.nearcall.shm.layout.RingLayout;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.InboundLanes;
import io.nearcall.tck.Outcomes;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Either side of a connection through shared memory, step by step, so that a test can break off, lie or scribble at each.
 *
 * <p>It follows {@code docs/shm-protocol.md} as long as the test lets it. It never looks at its doorbell.
 */
final class RawPeer implements AutoCloseable {
    static final int LANES = 4;
    static final int RING = 1 << 16;

    private static final byte[] MAGIC = "NEARCALL".getBytes(StandardCharsets.US_ASCII);
    private static final int HELLO = 1;
    private static final int REQUEST = 2;
    private static final int REPLY = 4;
    private static final int HEADER = 16;

    private final SocketChannel socket;
    private final Path directory;
    private final boolean client;

    /** What this side says of its segment; a test may change it before it is sent. */
    final Setup own;

    private Setup theirs;
    private Segment mine;
    private Segment peers;
    private FileChannel file; // of our segment, which has no name any more
    private long tail;

    private RawPeer(SocketChannel socket, Path directory, boolean client) {
        this.socket = socket;
        this.directory = directory;
        this.client = client;
        this.own = new Setup(client ? Setup.OFFER : Setup.ACCEPT);
        own.version = SegmentLayout.VERSION;
        own.name = Places.name();
        own.nonce = Places.nonce();
        own.lanes = LANES;
        own.ring = RING;
    }

    // ---- the socket

    /** A client that has said and heard HELLO. */
    static RawPeer connect(Path path) {
        try {
            RawPeer peer = new RawPeer(SocketChannel.open(UnixDomainSocketAddress.of(path)), path.getParent(), true);
            Places.of(path).forEach(place -> peer.own.places.add(new long[] {place.device(), place.inode()}));
            peer.sendHello();
            peer.takeHello();
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that has heard and said HELLO. */
    static RawPeer accept(ServerSocketChannel listener, Path path) {
        try {
            RawPeer peer = new RawPeer(listener.accept(), path.getParent(), false);
            peer.takeHello();
            peer.sendHello();
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sendHello() {
        write(MAGIC);
        write(frame(HELLO, 0, 0, message(out -> {
            out.writeInt32(1, 1);
            out.writeInt64(2, 1); // shared memory
            out.writeInt32(3, 4 << 20);
            out.writeInt32(4, 1024);
            out.writeInt64(5, 4 << 20);
            out.writeString(6, "raw");
            out.writeInt64(7, 1 << 16);
        })));
    }

    private void takeHello() {
        assertArrayEquals(MAGIC, take(MAGIC.length));
        take(ByteBuffer.wrap(take(HEADER)).order(ByteOrder.LITTLE_ENDIAN).getInt());
    }

    void write(byte[] bytes) {
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                socket.write(left);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] take(int count) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(count);
            while (bytes.hasRemaining()) {
                if (socket.read(bytes) < 0) {
                    throw new AssertionError("the peer has closed the connection");
                }
            }
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A call in frames on the socket, for two that stayed there: whether it succeeded. */
    boolean callOnSocket(String method, Consumer<WireWriter> payload) {
        write(request(1 << 16, method, payload));
        ByteBuffer header = ByteBuffer.wrap(take(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        take(header.getInt(0));
        return header.get(4) == REPLY && header.get(5) == 0 && header.getLong(8) == 1 << 16;
    }

    /** Rings: any byte does. A peer that is awake may have ended the connection already, for what it is rung for. */
    void ring() {
        try {
            socket.write(ByteBuffer.allocate(1));
        } catch (IOException ended) {
            assertTrue(isEnded(), ended::toString);
        }
    }

    /** Whether the peer has closed; takes doorbells out. */
    boolean isEnded() {
        try {
            socket.configureBlocking(false);
            ByteBuffer doorbells = ByteBuffer.allocate(8192);
            int count = 1;
            while (count > 0) {
                count = socket.read(doorbells.clear());
            }
            return count < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    // ---- set-up

    void send(Setup setup) {
        WireWriter body = new WireWriter(Setup.MAX_SIZE);
        setup.write(body);
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + body.size()).order(ByteOrder.LITTLE_ENDIAN);
        write(bytes.putInt(body.size()).put(body.toByteArray()).array());
    }

    void sendReady() {
        send(new Setup(Setup.READY));
    }

    Setup receive() {
        int length = ByteBuffer.wrap(take(Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        WireReader body = new WireReader();
        body.append(ByteBuffer.wrap(take(length)), length);
        return Setup.read(body);
    }

    Setup receive(int step) {
        Setup setup = receive();
        assertEquals(step, setup.step, setup.reason);
        return setup;
    }

    /** Says OFFER and hears ACCEPT, or the other way round. */
    void meet() {
        if (client) {
            send(own);
            theirs = receive(Setup.ACCEPT);
        } else {
            theirs = receive(Setup.OFFER);
            own.lanes = theirs.lanes;
            send(own);
        }
    }

    /** Where a segment of that name is, in the place that was agreed on. */
    Path path(String name) {
        int place = client ? theirs.place : own.place;
        return (place == 0 ? Path.of("/dev/shm") : directory).resolve(name);
    }

    /** Where our own segment belongs. */
    Path path() {
        return path(own.name);
    }

    /** Makes our segment. */
    void create() {
        try {
            mine = Segment.create(path(), own.lanes, own.ring, own.nonce);
            file = FileChannel.open(path(), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Maps theirs. */
    void open() {
        try {
            peers = Segment.open(path(theirs.name), own.lanes, theirs.ring, theirs.nonce);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole set-up as it should be. */
    RawPeer join() {
        meet();
        if (client) {
            create();
            sendReady();
            receive(Setup.READY);
            open();
            sendReady();
        } else {
            receive(Setup.READY);
            open();
            create();
            sendReady();
            receive(Setup.READY);
        }
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    // ---- memory

    /** Our memory, which the peer reads. */
    ByteBuffer mine() {
        return mine.memory();
    }

    /** The peer's memory, which we read. */
    ByteBuffer peers() {
        return peers.memory();
    }

    /** Cuts our segment off, under those who have it mapped. Whoever touches {@link #mine} afterwards, fails. */
    void truncate() {
        try {
            file.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a word and wakes the peer. */
    void poke(int offset, long value) {
        Words.release(mine(), offset, value);
        ring();
    }

    /** Puts a body into a lane, and the sequence behind it. */
    void put(int lane, long sequence, int flags, byte[] body) {
        prepare(lane, sequence, flags, body);
        poke(LaneLayout.at(lane), sequence);
    }

    /** The same without the sequence: nobody looks yet. */
    void prepare(int lane, long sequence, int flags, byte[] body) {
        mine().duplicate().position(LaneLayout.at(lane) + LaneLayout.AT_BODY).put(body);
        Words.set(mine(), LaneLayout.trailer(lane, body.length), sequence ^ own.nonce);
        Words.set(mine(), LaneLayout.at(lane) + LaneLayout.AT_INFO, LaneLayout.info(body.length, flags, 0));
    }

    /** Calls on a lane as a client should, and waits for the reply. */
    void call(int lane, long sequence, String method, Consumer<WireWriter> payload) {
        put(lane, sequence, InboundLanes.HEADERS, withHeaders(method, message(payload)));
        Outcomes.awaitState(() -> sequence(lane) == sequence, "the reply on lane " + lane);
    }

    /** The sequence of the peer's lane. */
    long sequence(int lane) {
        return Words.acquire(peers(), LaneLayout.at(lane));
    }

    /** Puts bytes into our ring as one record. */
    void write(int length, long check, byte[] bytes) {
        ByteBuffer record = ByteBuffer.allocate(RingLayout.space(bytes.length)).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(length).putInt((int) check).put(bytes).rewind();
        int base = SegmentLayout.ring(own.lanes);
        ByteBuffer ring = mine().duplicate();
        while (record.hasRemaining()) {
            ring.put(base + (int) (tail & own.ring - 1), record.get());
            tail++;
        }
        poke(SegmentLayout.AT_TAIL, tail);
    }

    /** Puts a frame into our ring as it should be. */
    void writeFrame(byte[] frame) {
        write(frame.length, tail ^ own.nonce, frame);
    }

    /** Bytes that were written into our ring. */
    long tail() {
        return tail;
    }

    // ---- bytes

    static byte[] request(long id, String method, Consumer<WireWriter> payload) {
        return frame(REQUEST, InboundLanes.HEADERS, id, withHeaders(method, message(payload)));
    }

    static byte[] frame(int type, int flags, long id, byte[] body) {
        return ByteBuffer.allocate(HEADER + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(body.length)
                .put((byte) type)
                .put((byte) flags)
                .putShort((short) 0)
                .putLong(id)
                .put(body)
                .array();
    }

    /** A body that begins with the header message of a method. */
    static byte[] withHeaders(String method, byte[] payload) {
        byte[] headers = message(out -> out.writeString(1, method));
        return ByteBuffer.allocate(2 + headers.length + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) headers.length)
                .put(headers)
                .put(payload)
                .array();
    }

    static byte[] message(Consumer<WireWriter> fields) {
        WireWriter out = new WireWriter(1 << 16);
        fields.accept(out);
        return out.toByteArray();
    }

    @Override
    public void close() {
        try {
            socket.close();
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
