package io.nearcall.uds;

import io.nearcall.stream.Streams;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Accepts from a socket that another process has bound, and whose name is that one's to remove. */
final class InheritedAcceptor implements Streams.Acceptor {
    private final ServerSocketChannel server;
    private final boolean isActivated;

    /** Takes over a socket, one of {@link Activation} or descriptor 0. */
    InheritedAcceptor(ServerSocketChannel server, boolean isActivated) throws IOException {
        this.server = server;
        this.isActivated = isActivated;
        server.configureBlocking(false);
    }

    @Override
    public SelectableChannel channel() {
        return server;
    }

    @Override
    public Streams.Opening accept() throws IOException {
        SocketChannel accepted = server.accept();
        return accepted == null ? null : deadline -> PathSockets.ofAnyFamily(accepted);
    }

    @Override
    public void close() throws IOException {
        InheritedTransport.close(server, isActivated);
    }
}
