package io.nearcall.stream;

import io.nearcall.PeerIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;

/** One end of a real loopback connection; reads and writes short by a seed. */
final class LoopbackDuplex implements Duplex {
    private final SocketChannel channel;
    private final int most;
    private final Random reads;
    private final Random writes;
    volatile boolean full; // as if the peer did not read

    /** @param most bytes moved at once at most, 0 for as many as go */
    LoopbackDuplex(SocketChannel channel, int most, long seed) throws IOException {
        this.channel = channel;
        this.most = most;
        this.reads = new Random(seed);
        this.writes = new Random(~seed);
        channel.configureBlocking(false);
    }

    /** Both ends of a new connection. */
    static SocketChannel[] connection() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            return new SocketChannel[] {client, listener.accept()};
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int limit = target.limit();
        target.limit(target.position() + shortened(target.remaining(), reads));
        try {
            return channel.read(target);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        if (full) {
            return 0;
        }
        if (most == 0) {
            return channel.write(sources, offset, length);
        }
        ByteBuffer source = sources[offset];
        int limit = source.limit();
        source.limit(source.position() + shortened(source.remaining(), writes));
        try {
            return channel.write(source);
        } finally {
            source.limit(limit);
        }
    }

    @Override
    public SelectableChannel channel() {
        return channel;
    }

    @Override
    public PeerIdentity peer() {
        return PeerIdentity.of("loopback");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private int shortened(int length, Random random) {
        return most == 0 || length == 0 ? length : Math.min(length, random.nextInt(most + 1));
    }
}
