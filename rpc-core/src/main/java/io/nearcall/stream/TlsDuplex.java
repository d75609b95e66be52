package io.nearcall.stream;

import io.nearcall.Deadline;
import io.nearcall.PeerIdentity;
import io.nearcall.Tls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import javax.net.ssl.SSLEngine;

/**
 * TLS 1.3 or 1.2 over another duplex.
 *
 * <p>{@link #handshake} comes first, once. After it, bytes of the peer may already be in hand: ask {@link #readsAhead}
 * before waiting on {@link #channel}, then and always.
 */
public final class TlsDuplex implements Duplex {
    private final Duplex below;
    private final SSLEngine engine;
    private final TlsReader reader;
    private final TlsWriter writer;
    private volatile PeerIdentity peer;
    private volatile Selector waiting; // where the handshake waits
    private volatile IOException failure; // found by reading; sticks
    private volatile boolean closed;

    TlsDuplex(Duplex below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        this.writer = new TlsWriter(below, engine);
        this.reader = new TlsReader(below, engine, writer);
        this.peer = below.peer();
    }

    /** The client's side, which checks that the certificate is for {@code host}. */
    public static TlsDuplex client(Duplex below, Tls tls, String host, int port) {
        return new TlsDuplex(below, TlsEngines.client(tls, host, port));
    }

    /** The server's side. */
    public static TlsDuplex server(Duplex below, Tls tls) {
        return new TlsDuplex(below, TlsEngines.server(tls));
    }

    /**
     * Agrees on keys with the peer and verifies it; blocks, with a selector of its own that is gone afterwards.
     *
     * <p>On failure the connection is closed and the message says why and what to do. In TLS 1.3 a client is done before
     * the server has looked at its certificate: a refusal comes out of a later {@link #read}, with its reason too.
     *
     * @throws java.net.SocketTimeoutException when the deadline has passed
     * @throws java.io.InterruptedIOException when the thread is interrupted; its flag stays set
     */
    public void handshake(Deadline deadline) throws IOException {
        boolean done = false;
        try (Selector selector = Selector.open()) {
            waiting = selector; // before the look at closed: close sets that and then wakes this
            new TlsHandshake(this, engine, reader, writer).run(selector, deadline);
            peer = below.peer().with(engine.getSession());
            done = true;
        } finally {
            waiting = null;
            if (!done) {
                reader.discard(); // closing with bytes unread would reset the connection, and our reason be lost with
                // it
                close();
            }
        }
    }

    /**
     * Reads what is there, as {@link Duplex#read} says.
     *
     * @throws IOException when the peer's bytes end without a TLS goodbye, are not TLS, or were tampered with; what came
     *     before is delivered first
     */
    @Override
    public int read(ByteBuffer target) throws IOException {
        throwFailure();
        int start = target.position();
        try {
            return reader.read(target);
        } catch (IOException e) {
            failure = TlsFailures.explained(e, engine);
            if (target.position() == start) {
                throw failure;
            }
            return target.position() - start;
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        throwFailure();
        return writer.write(sources, offset, length);
    }

    /** Whether ciphertext is held back; a {@link #read} too may leave some, which need not hurry. */
    @Override
    public boolean hasUnsent() {
        return writer.hasUnsent() || below.hasUnsent();
    }

    /** After a read that did not fill its buffer, only an end or a failure can be in hand. */
    @Override
    public boolean readsAhead() {
        return failure != null || reader.hasMore();
    }

    @Override
    public SelectableChannel channel() {
        return below.channel();
    }

    /** Who is at the other end; with the names in its certificate once the handshake has verified that. */
    @Override
    public PeerIdentity peer() {
        return peer;
    }

    /** Says goodbye to the peer as far as that goes without waiting, and closes what is below. */
    @Override
    public void close() throws IOException {
        closed = true;
        try {
            writer.close();
        } finally {
            below.close();
            Selector selector = waiting;
            if (selector != null) {
                selector.wakeup();
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
