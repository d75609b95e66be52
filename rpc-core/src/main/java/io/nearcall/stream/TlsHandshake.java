package io.nearcall.stream;

import io.nearcall.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** The set-up of a TLS connection, by the thread that waits for it. */
final class TlsHandshake {
    private static final byte ALERT = 21;
    private static final byte HANDSHAKE = 22;
    private static final byte VERSION_MAJOR = 3;

    private static final String NO_CIPHER = "SSL_NULL_WITH_NULL_NULL";

    private final TlsDuplex duplex;
    private final SSLEngine engine;
    private final TlsReader reader;
    private final TlsWriter writer;
    private boolean peerSpoke;
    private IOException broken; // what writing ended with

    TlsHandshake(TlsDuplex duplex, SSLEngine engine, TlsReader reader, TlsWriter writer) {
        this.duplex = duplex;
        this.engine = engine;
        this.reader = reader;
        this.writer = writer;
    }

    /** Runs it to the end; the channel is free of {@code selector} afterwards. */
    void run(Selector selector, Deadline deadline) throws IOException {
        SelectionKey key = duplex.channel().register(selector, 0);
        try {
            engine.beginHandshake();
            for (int interest = step(); interest >= 0; interest = step()) {
                await(key, interest, deadline);
            }
        } catch (IOException e) {
            throw duplex.isClosed() ? closedHere(e) : TlsFailures.explained(e, engine);
        } catch (CancelledKeyException e) {
            throw closedHere(e);
        } finally {
            key.cancel();
            selector.selectNow(); // only this frees the channel of a cancelled key
        }
    }

    /** Does what can be done now: what to wait for, 0 for nothing, negative when all is done. */
    private int step() throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK:
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
                return 0;
            case NEED_WRAP:
                writer.wrapOwn();
                if (engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
                    return 0; // sent with the rest, when it is the peer's turn
                }
                if (!writer.hasUnsent()) { // no progress, as after the end of one direction
                    throw TlsFailures.hungUp(engine, peerSpoke, broken);
                }
                return writer.flush() ? 0 : SelectionKey.OP_WRITE;
            case NEED_UNWRAP:
            case NEED_UNWRAP_AGAIN:
                int interest = flush() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
                return receive() ? 0 : interest;
            default:
                boolean sent = flush();
                boolean agreed = !engine.getSession().getCipherSuite().equals(NO_CIPHER);
                if (broken != null || !agreed) {
                    throw TlsFailures.hungUp(engine, peerSpoke, broken);
                }
                return sent ? -1 : SelectionKey.OP_WRITE;
        }
    }

    /** A peer that refuses us says why and closes: a write that fails must not hide what there is to read. */
    private boolean flush() {
        try {
            return writer.flush();
        } catch (IOException e) {
            broken = e;
            return true;
        }
    }

    /** Takes one step in what the peer says; false when it has said nothing more. */
    private boolean receive() throws IOException {
        SSLEngineResult record = reader.unwrap(ByteBuffer.allocate(0));
        if (record != null) {
            if (record.getStatus() == Status.CLOSED) {
                throw TlsFailures.hungUp(engine, peerSpoke, broken);
            }
            return true;
        }
        int count;
        try {
            count = reader.refill();
        } catch (IOException e) {
            throw TlsFailures.hungUp(engine, peerSpoke, e);
        }
        if (count > 0 && !peerSpoke) {
            inspect(reader.arrived());
        }
        return count > 0;
    }

    /** The engine's own message for a peer without TLS would not help anyone. */
    private void inspect(ByteBuffer first) throws IOException {
        byte type = first.get(0);
        boolean whole = first.remaining() > 1;
        if ((type != HANDSHAKE && type != ALERT) || (whole && first.get(1) != VERSION_MAJOR)) {
            throw TlsFailures.notTls(engine, first);
        }
        peerSpoke = whole;
    }

    private void await(SelectionKey key, int interest, Deadline deadline) throws IOException {
        long remaining = deadline.remainingNanos();
        if (remaining <= 0) {
            throw TlsFailures.late(engine, peerSpoke);
        }
        if (interest == 0) {
            return;
        }
        if (duplex.isClosed()) {
            throw closedHere(null);
        }
        key.interestOps(interest);
        key.selector().selectedKeys().clear();
        key.selector().select(remaining / 1_000_000 + 1);
        if (Thread.currentThread().isInterrupted()) { // the selector would not wait any more
            throw new InterruptedIOException("interrupted during the TLS handshake");
        }
    }

    private static IOException closedHere(Exception cause) {
        return new IOException("this side closed the connection during the TLS handshake", cause);
    }
}
