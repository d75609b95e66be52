package io.nearcall.stream;

import io.nearcall.Deadline;
import io.nearcall.TestAuthority;
import io.nearcall.TestAuthority.Issued;
import io.nearcall.Tls;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLEngine;

/** Two TLS ends of one loopback connection, and what tests do with them. */
final class TlsPair implements AutoCloseable {
    static final TestAuthority AUTHORITY = new TestAuthority("CN=Test CA");
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final SocketChannel clientChannel;
    final SocketChannel serverChannel;
    final LoopbackDuplex serverSocket;
    final SSLEngine clientEngine;
    final SSLEngine serverEngine;
    final TlsDuplex client;
    final TlsDuplex server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    TlsPair(Tls clientTls, Tls serverTls, String host, int most, long seed) throws IOException {
        SocketChannel[] ends = LoopbackDuplex.connection();
        clientChannel = ends[0];
        serverChannel = ends[1];
        clientEngine = TlsEngines.client(clientTls, host, 7001);
        serverEngine = TlsEngines.server(serverTls);
        client = new TlsDuplex(new LoopbackDuplex(clientChannel, most, seed), clientEngine);
        serverSocket = new LoopbackDuplex(serverChannel, most, seed + 1);
        server = new TlsDuplex(serverSocket, serverEngine);
    }

    /** An action that may fail. */
    interface Action {
        void run() throws Exception;
    }

    /** A pair with the plainest certificates, hands shaken. */
    static TlsPair connected(Path directory, String protocol, int most, long seed) throws Exception {
        TlsPair pair = new TlsPair(clientTls(directory), serverTls(directory), "localhost", most, seed);
        pair.clientEngine.setEnabledProtocols(new String[] {protocol});
        pair.handshake();
        return pair;
    }

    static Tls clientTls(Path directory) {
        return Tls.client(AUTHORITY.in(directory));
    }

    static Tls serverTls(Path directory) {
        return serverTls(directory, AUTHORITY.issue("CN=server", "localhost", "127.0.0.1"));
    }

    static Tls serverTls(Path directory, Issued issued) {
        return Tls.server(issued.certificateIn(directory), issued.keyIn(directory));
    }

    void handshake() throws Exception {
        Future<?> other = start(() -> server.handshake(Deadline.after(PATIENCE)));
        client.handshake(Deadline.after(PATIENCE));
        other.get();
    }

    Future<?> start(Action action) {
        return threads.submit(() -> {
            action.run();
            return null;
        });
    }

    /** Writes all of it in pieces of at most {@code piece} bytes, to the last byte of ciphertext. */
    static void write(Duplex duplex, byte[] bytes, int piece) throws IOException {
        try (Selector selector = Selector.open()) {
            duplex.channel().register(selector, SelectionKey.OP_WRITE);
            int position = 0;
            while (position < bytes.length || duplex.hasUnsent()) {
                int length = Math.min(piece, bytes.length - position);
                int half = length / 2;
                ByteBuffer[] sources = {
                    ByteBuffer.allocate(1).limit(0), // outside the range given
                    ByteBuffer.wrap(bytes, position, half),
                    ByteBuffer.wrap(bytes, position + half, length - half)
                };
                long count = duplex.write(sources, 1, 2);
                position += (int) count;
                if (count == 0) {
                    await(selector);
                }
            }
        }
    }

    /** Reads exactly so many bytes by buffers of {@code piece} bytes. */
    static byte[] read(Duplex duplex, int length, int piece) throws IOException {
        byte[] bytes = new byte[length];
        try (Selector selector = Selector.open()) {
            duplex.channel().register(selector, SelectionKey.OP_READ);
            int position = 0;
            while (position < length) {
                ByteBuffer target = ByteBuffer.wrap(bytes, position, Math.min(piece, length - position));
                int count = duplex.read(target);
                if (count < 0) {
                    throw new IOException("ended after " + position + " of " + length);
                }
                position += count;
                if (!duplex.readsAhead() && position < length) {
                    await(selector);
                }
            }
        }
        return bytes;
    }

    /** Waits for what a read says other than 0. */
    static int readOnce(Duplex duplex, ByteBuffer target) throws IOException {
        try (Selector selector = Selector.open()) {
            duplex.channel().register(selector, SelectionKey.OP_READ);
            for (int count = duplex.read(target); ; count = duplex.read(target)) {
                if (count != 0) {
                    return count;
                }
                if (duplex.readsAhead()) {
                    throw new AssertionError("nothing was there to read");
                }
                await(selector);
            }
        }
    }

    private static void await(Selector selector) throws IOException {
        selector.selectedKeys().clear();
        selector.select();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
        clientChannel.close();
        serverChannel.close();
        threads.shutdownNow();
    }
}
