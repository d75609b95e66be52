package io.nearcall.uds;

import io.nearcall.PeerIdentity;
import io.nearcall.stream.ChannelDuplex;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

/** A connected socket as all that a listener ever accepts. */
final class OneConnection implements Streams.Acceptor {
    private final SocketChannel connected;
    private final boolean isActivated;
    private final Pipe once = Pipe.open(); // readable until the connection has been accepted
    private boolean accepted;

    /** Takes over a socket, one of {@link Activation} or descriptor 0. */
    OneConnection(SocketChannel connected, boolean isActivated) throws IOException {
        this.connected = connected;
        this.isActivated = isActivated;
        once.source().configureBlocking(false);
        once.sink().write(ByteBuffer.allocate(1));
    }

    @Override
    public SelectableChannel channel() {
        return once.source();
    }

    @Override
    public Streams.Opening accept() throws IOException {
        if (accepted) {
            return null;
        }
        accepted = once.source().read(ByteBuffer.allocate(1)) == 1;
        return deadline -> new Only(PathSockets.ofAnyFamily(connected), connected, isActivated);
    }

    @Override
    public void close() throws IOException {
        once.source().close();
        once.sink().close();
        if (!accepted) {
            InheritedTransport.close(connected, isActivated);
        }
    }

    /** A socket with whose end the process has no more to do. */
    private record Only(ChannelDuplex socket, SocketChannel connected, boolean isActivated) implements Duplex {
        @Override
        public int read(ByteBuffer target) throws IOException {
            return socket.read(target);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            return socket.write(sources, offset, length);
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
            InheritedTransport.close(connected, isActivated);
            new Thread(() -> System.exit(0), "nearcall-inherited-exit").start();
        }
    }
}
