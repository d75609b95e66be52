package io.nearcall.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * Turns bytes into ciphertext below.
 *
 * <p>A reader that answers and a closer come in between the writer's calls, hence the lock; nobody waits while holding it.
 */
final class TlsWriter {
    /** Records held back at most; the engine wants room for a whole one each time. */
    private static final int RECORDS = 2;

    private static final ByteBuffer[] NOTHING = {ByteBuffer.allocate(0)};

    private final Duplex below;
    private final SSLEngine engine;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock; ready to be added to.
    private ByteBuffer departing;
    private boolean closed;

    private volatile boolean unsent;

    TlsWriter(Duplex below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        this.departing = ByteBuffer.allocate(RECORDS * engine.getSession().getPacketBufferSize());
    }

    /** As {@link Duplex#write}. */
    long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
            long taken = 0;
            boolean more = true;
            while (flush() && more) {
                taken += wrap(sources, offset, length);
                more = hasRemaining(sources, offset, length);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Whether ciphertext is held back. */
    boolean hasUnsent() {
        return unsent;
    }

    /** Sends what is held back; whether all of it went. */
    boolean flush() throws IOException {
        lock.lock();
        try {
            if (departing.position() > 0) {
                departing.flip();
                try {
                    below.write(new ByteBuffer[] {departing}, 0, 1);
                } finally {
                    departing.compact();
                    unsent = departing.position() > 0;
                }
            }
            return !unsent;
        } finally {
            lock.unlock();
        }
    }

    /** Adds what the engine itself has to say to what is held back, while it fits. */
    void wrapOwn() throws IOException {
        lock.lock();
        try {
            int before;
            do {
                before = departing.position();
                wrap(NOTHING, 0, 1);
            } while (departing.position() > before && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
        } finally {
            lock.unlock();
        }
    }

    /** Says what a key update asks for; false if that must wait for the next write, which carries it too. */
    boolean answer() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            if (!closed && flush()) {
                wrapOwn();
                flush();
            }
        } catch (IOException e) {
            // What the peer sent before it went is still worth reading; the end of that tells.
        } finally {
            lock.unlock();
        }
        return engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP;
    }

    /** Says goodbye as far as it goes without waiting. */
    void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                flush();
                engine.closeOutbound();
                wrapOwn();
                flush();
            }
        } catch (IOException e) {
            // A peer that is gone needs no goodbye.
        } finally {
            lock.unlock();
        }
    }

    /** Makes records until the sources are empty or the buffer is full: the number of bytes taken. */
    private long wrap(ByteBuffer[] sources, int offset, int length) throws IOException {
        long taken = 0;
        for (boolean more = true; more; ) {
            SSLEngineResult result = engine.wrap(sources, offset, length, departing);
            taken += result.bytesConsumed();
            more = hasRemaining(sources, offset, length);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                if (departing.position() > 0) {
                    break;
                }
                departing = ByteBuffer.allocate(2 * departing.capacity());
                more = true;
            } else if (more && result.bytesProduced() == 0) {
                if (result.getStatus() == Status.CLOSED) {
                    throw new SSLException("the TLS connection is closed");
                }
                throw TlsFailures.renegotiation();
            }
        }
        unsent = departing.position() > 0;
        return taken;
    }

    private static boolean hasRemaining(ByteBuffer[] sources, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (sources[i].hasRemaining()) {
                return true;
            }
        }
        return false;
    }
}
