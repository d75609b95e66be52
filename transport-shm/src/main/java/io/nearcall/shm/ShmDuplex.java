package io.nearcall.shm;

import io.nearcall.PeerIdentity;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.stream.ChannelDuplex;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.InboundLanes;
import io.nearcall.stream.OutboundLanes;
import io.nearcall.transport.Counters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

/** A ring each way, lanes for calls of the client, and the socket that wakes and that ends. */
final class ShmDuplex implements Duplex {
    private static final int POLLER = 1;
    private static final int CALLER = 2;

    private final ChannelDuplex socket;
    private final Doorbell doorbell;
    private final RingWriter out;
    private final RingReader in;
    private final SleepWord sleep;
    private final CallerLanes callerLanes; // a client's
    private final ServerLanes serverLanes; // a server's
    private final Account account;

    /** Both segments are mapped and checked. */
    ShmDuplex(ChannelDuplex socket, Segment mine, Segment peer, Settings settings, boolean client, Counters counters) {
        this.socket = socket;
        this.doorbell = new Doorbell((SocketChannel) socket.channel());
        this.out = new RingWriter(mine, peer, doorbell, settings.spins());
        this.in = new RingReader(mine, peer, doorbell);
        this.sleep = new SleepWord(mine.memory(), SegmentLayout.AT_SLEEP);
        this.callerLanes = client ? new CallerLanes(mine, peer, doorbell) : null;
        this.serverLanes = client ? null : new ServerLanes(mine, peer, doorbell);
        this.account = new Account(counters, doorbell, out, callerLanes, serverLanes);
    }

    @Override
    public boolean isMemory() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = in.read(target);
        if (count > 0) {
            return count;
        }
        if (!doorbell.hasEnded()) {
            return 0;
        }
        int last = in.read(target); // what came between the look and the end
        return last > 0 ? last : -1;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        if (!socket.channel().isOpen()) {
            throw new ClosedChannelException();
        }
        if (doorbell.hasEnded()) {
            throw new IOException("the peer is gone"); // nobody makes room any more
        }
        return out.write(sources, offset, length);
    }

    @Override
    public boolean tellsRoomByReading() {
        return true;
    }

    @Override
    public boolean beforeWait(boolean poller) {
        sleep.sleeps(poller ? POLLER : CALLER);
        try {
            return in.isEmpty() && (serverLanes == null || !serverLanes.hasNext()) && !doorbell.hasEnded();
        } catch (InternalError truncated) {
            return false; // the next read says so
        }
    }

    @Override
    public void afterWait(boolean poller) {
        sleep.wakes(poller ? POLLER : CALLER);
    }

    @Override
    public void drain() {
        doorbell.drain();
        sleep.renews(); // behind it: a stroke that was taken out may have been for another one who waits
    }

    @Override
    public long missed() {
        boolean something = !in.isEmpty() || serverLanes != null && serverLanes.hasNext();
        return (something ? sleep.ofSleeper() : 0) + (callerLanes == null ? 0 : callerLanes.missed());
    }

    @Override
    public boolean peerSpins() {
        return serverLanes != null && doorbell.peerSpins();
    }

    @Override
    public OutboundLanes outboundLanes() {
        return callerLanes;
    }

    @Override
    public InboundLanes inboundLanes() {
        return serverLanes;
    }

    @Override
    public SelectableChannel channel() {
        return socket.channel();
    }

    @Override
    public PeerIdentity peer() {
        return socket.peer();
    }

    @Override
    public void close() throws IOException {
        account.close();
        socket.close();
    }
}
