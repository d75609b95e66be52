package io.nearcall.pipe;

import io.nearcall.PeerIdentity;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.InboundLanes;
import io.nearcall.stream.OutboundLanes;
import io.nearcall.stream.Streams;
import io.nearcall.stream.Violation;
import io.nearcall.transport.TransportContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A nearer way whose lifeline are the pipes: the end of either is the end of both. */
final class UpgradedDuplex implements Duplex {
    private static final long LAST_WORDS_MILLIS = 200; // a peer that is dead has closed the nearer way itself

    private final Duplex near;
    private final PipeDuplex pipes;
    private final Closeable lifeline;
    private volatile IOException broken; // what was wrong with the pipes

    /** Takes over both. */
    UpgradedDuplex(Duplex near, PipeDuplex pipes, TransportContext context) throws IOException {
        this.near = near;
        this.pipes = pipes;
        this.lifeline = Streams.watch(pipes, context, this::pipesEnded);
    }

    /** Lets who reads the nearer way find its end: after a moment, as the peer's last words may be on that way still. */
    private void pipesEnded(IOException why) {
        broken = why;
        CompletableFuture.delayedExecutor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                .execute(this::endInput);
    }

    private void endInput() {
        try {
            ((SocketChannel) near.channel()).shutdownInput();
        } catch (IOException closedMeanwhile) {
            // it has ended
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count;
        try {
            count = near.read(target);
        } catch (Violation | ClosedChannelException e) {
            throw e;
        } catch (IOException reset) { // it died with something unread
            count = -1;
        }
        if (count < 0) {
            pipes.ended();
        }
        return count;
    }

    @Override
    public IOException whyEnded(String unknown) {
        IOException why = broken;
        return why == null ? pipes.whyEnded(unknown) : why;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return near.write(sources, offset, length);
    }

    @Override
    public boolean isMemory() {
        return near.isMemory();
    }

    @Override
    public boolean hasUnsent() {
        return near.hasUnsent();
    }

    @Override
    public boolean readsAhead() {
        return near.readsAhead();
    }

    @Override
    public SelectableChannel channel() {
        return near.channel();
    }

    @Override
    public boolean beforeWait(boolean poller) {
        return near.beforeWait(poller);
    }

    @Override
    public void afterWait(boolean poller) {
        near.afterWait(poller);
    }

    @Override
    public void drain() throws IOException {
        near.drain();
    }

    @Override
    public boolean tellsRoomByReading() {
        return near.tellsRoomByReading();
    }

    @Override
    public boolean peerSpins() {
        return near.peerSpins();
    }

    @Override
    public long missed() {
        return near.missed();
    }

    @Override
    public OutboundLanes outboundLanes() {
        return near.outboundLanes();
    }

    @Override
    public InboundLanes inboundLanes() {
        return near.inboundLanes();
    }

    @Override
    public PeerIdentity peer() {
        return pipes.peer();
    }

    @Override
    public void close() throws IOException {
        try {
            near.close();
        } finally {
            lifeline.close();
        }
    }
}
