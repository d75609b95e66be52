package io.nearcall.uds;

import io.nearcall.stream.Streams;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Accepts from a socket that another process has bound, and whose name is that one's to remove. */
final class InheritedAcceptor implements Streams.Acceptor {
    private final ServerSocketChannel server;

    InheritedAcceptor(ServerSocketChannel server) throws IOException {
        this.server = server;
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
        server.close();
    }
}
