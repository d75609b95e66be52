package io.nearcall.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** Turns ciphertext from below into bytes; for one thread at a time. */
final class TlsReader {
    /** Key updates left unanswered, as the peer does not read, that are more than any honest peer sends. */
    private static final int MOST_UNANSWERED = 100;

    /** Refills for one read that yield no data: a peer that sends none must not keep the thread from others. */
    private static final int MOST_REFILLS = 8;

    private static final int RECORD_HEADER = 5; // type, version, version, length, length
    private static final int RECORD_LENGTH = 3;

    private final Duplex below;
    private final SSLEngine engine;
    private final TlsWriter writer;

    // Both are ready to be taken from.
    private ByteBuffer arrived;
    private ByteBuffer opened = ByteBuffer.allocate(0); // a record too large for the caller's buffer

    private boolean ended;
    private int unanswered;

    TlsReader(Duplex below, SSLEngine engine, TlsWriter writer) {
        this.below = below;
        this.engine = engine;
        this.writer = writer;
        this.arrived =
                ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
    }

    /** As {@link Duplex#read}; after an exception the target may hold bytes that came before it. */
    int read(ByteBuffer target) throws IOException {
        int start = target.position();
        int refills = 0;
        while (target.hasRemaining() && !ended) {
            if (opened.hasRemaining()) {
                move(opened, target);
                continue;
            }
            SSLEngineResult record = unwrap(target);
            if (record != null) {
                attend(record);
            } else if (target.position() > start || refills++ == MOST_REFILLS || refill() == 0) {
                break; // the channel tells when there is more
            }
        }
        int count = target.position() - start;
        return count == 0 && ended && target.hasRemaining() ? -1 : count;
    }

    /** Whether there are bytes, a whole record or the end to be had without asking below. */
    boolean hasMore() {
        int start = arrived.position();
        boolean record = arrived.remaining() >= RECORD_HEADER
                && arrived.remaining() - RECORD_HEADER >= Short.toUnsignedInt(arrived.getShort(start + RECORD_LENGTH));
        return ended || opened.hasRemaining() || record;
    }

    /** Opens one record, into {@code target} if it fits; null when no whole one has arrived. */
    SSLEngineResult unwrap(ByteBuffer target) throws IOException {
        if (!arrived.hasRemaining()) {
            return null;
        }
        SSLEngineResult result = engine.unwrap(arrived, target);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            int most = engine.getSession().getApplicationBufferSize();
            opened = opened.capacity() < most ? ByteBuffer.allocate(most) : opened.clear();
            try {
                result = engine.unwrap(arrived, opened);
            } finally {
                opened.flip();
            }
        }
        return result.getStatus() == Status.BUFFER_UNDERFLOW ? null : result;
    }

    /** Takes ciphertext from below: the number of bytes, 0 when nothing is there now. */
    int refill() throws IOException {
        if (arrived.remaining() == arrived.capacity()) { // a record larger than usual
            int most = Math.max(engine.getSession().getPacketBufferSize(), 2 * arrived.capacity());
            arrived = ByteBuffer.allocate(most).put(arrived).flip();
        }
        arrived.compact();
        int count;
        try {
            count = below.read(arrived);
        } finally {
            arrived.flip();
        }
        if (count < 0) {
            throw TlsFailures.cutOff(engine);
        }
        return count;
    }

    /** Throws away what has arrived, up to a bound. */
    void discard() {
        try {
            for (int i = 0; i < MOST_REFILLS; i++) {
                arrived.clear();
                if (below.read(arrived) <= 0) {
                    break;
                }
            }
        } catch (IOException e) {
            // Nothing left to throw away.
        } finally {
            arrived.limit(0);
        }
    }

    /** What has arrived and is not opened yet, for a look. */
    ByteBuffer arrived() {
        return arrived.asReadOnlyBuffer();
    }

    private void attend(SSLEngineResult record) throws IOException {
        HandshakeStatus status = record.getHandshakeStatus();
        if (record.getStatus() == Status.CLOSED) {
            ended = true;
        } else if (status == HandshakeStatus.NEED_TASK) {
            throw TlsFailures.renegotiation();
        } else if (status == HandshakeStatus.NEED_WRAP) {
            boolean answered = writer.answer();
            // The engine queues an answer to each, without a bound of its own.
            if (!answered && record.bytesProduced() == 0 && ++unanswered > MOST_UNANSWERED) {
                throw new SSLException("it asks for key updates without end and does not read the answers");
            }
        } else {
            unanswered = 0;
        }
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        int limit = from.limit();
        to.put(from.limit(from.position() + count));
        from.limit(limit);
    }
}
