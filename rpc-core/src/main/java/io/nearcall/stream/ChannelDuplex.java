package io.nearcall.stream;

import io.nearcall.PeerIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

/** A connected socket, of whatever kind. */
public final class ChannelDuplex implements Duplex {
    private final SocketChannel channel;
    private final PeerIdentity peer;

    /** Takes over a connected channel and makes it non-blocking. */
    public ChannelDuplex(SocketChannel channel, PeerIdentity peer) throws IOException {
        channel.configureBlocking(false);
        this.channel = channel;
        this.peer = peer;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return length == 1 ? channel.write(sources[offset]) : channel.write(sources, offset, length);
    }

    @Override
    public SelectableChannel channel() {
        return channel;
    }

    @Override
    public PeerIdentity peer() {
        return peer;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
