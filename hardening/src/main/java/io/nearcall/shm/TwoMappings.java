package io.nearcall.shm;

import io.nearcall.shm.layout.LaneLayout;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.shm.layout.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** The two segments of a connection, each mapped by its writer and again by its reader, as two processes have them. */
final class TwoMappings {
    static final int RING = 256;
    static final int LANES = 2;

    private static final int SIZE = SegmentLayout.size(LANES, RING);

    /** More than are in use at any time: a place is made anew for every trial. */
    private static final int PLACES = 1 << 12;

    private static final AtomicLong MADE = new AtomicLong();
    private static final ByteBuffer WRITTEN;
    private static final ByteBuffer READ;
    private static final Doorbell[] CLIENTS = new Doorbell[PLACES];
    private static final Doorbell[] SERVERS = new Doorbell[PLACES];

    static {
        try {
            Path file = Files.createTempFile("nearcall-order-", "");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                WRITTEN = channel.map(MapMode.READ_WRITE, 0, 2L * SIZE * PLACES);
                READ = channel.map(MapMode.READ_ONLY, 0, WRITTEN.capacity());
            }
            Files.delete(file);
            Path socket = Path.of(file + ".socket");
            try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                listener.bind(UnixDomainSocketAddress.of(socket));
                SocketChannel unheard = SocketChannel.open(listener.getLocalAddress());
                unheard.configureBlocking(false);
                Arrays.setAll(CLIENTS, i -> new Doorbell(unheard));
                Arrays.setAll(SERVERS, i -> new Doorbell(unheard));
            }
            Files.delete(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final Doorbell clients;
    private final Doorbell servers;
    private final long before;
    final CallerLanes caller;
    final ServerLanes server;
    final SleepWord serversSleep;
    final RingWriter writer;
    final RingReader reader;

    TwoMappings() {
        long number = MADE.getAndIncrement();
        int place = (int) number & PLACES - 1;
        int at = place * 2 * SIZE;
        clear(at);
        clear(at + SIZE);
        long nonce = number << 8; // what stood there before is of no trial any more
        Segment clientsWritten = segment(WRITTEN, at, nonce);
        Segment serversWritten = segment(WRITTEN, at + SIZE, ~nonce);
        Segment clientsRead = segment(READ, at, nonce);
        Segment serversRead = segment(READ, at + SIZE, ~nonce);
        clients = CLIENTS[place];
        servers = SERVERS[place];
        before = clients.rung() + servers.rung();
        caller = new CallerLanes(clientsWritten, serversRead, clients);
        server = new ServerLanes(serversWritten, clientsRead, servers);
        serversSleep = new SleepWord(serversWritten.memory(), SegmentLayout.AT_SLEEP);
        writer = new RingWriter(clientsWritten, serversRead, clients, false);
        reader = new RingReader(serversWritten, clientsRead, servers);
    }

    /** How often either side has rung. */
    int rung() {
        return (int) (clients.rung() + servers.rung() - before);
    }

    private static void clear(int at) {
        Words.set(WRITTEN, at + SegmentLayout.AT_SLEEP, 0);
        Words.set(WRITTEN, at + SegmentLayout.AT_ROOM, 0);
        Words.set(WRITTEN, at + SegmentLayout.AT_TAIL, 0);
        Words.set(WRITTEN, at + SegmentLayout.AT_HEAD, 0);
        for (int lane = 0; lane < LANES; lane++) {
            Words.set(WRITTEN, at + LaneLayout.at(lane), 0);
            Words.set(WRITTEN, at + LaneLayout.at(lane) + LaneLayout.AT_SLEEP, 0);
        }
    }

    private static Segment segment(ByteBuffer memory, int at, long nonce) {
        return new Segment(memory.slice(at, SIZE), LANES, RING, nonce);
    }
}
