package io.nearcall.internal.flow;

import io.nearcall.transport.Connection;
import io.nearcall.wire.WireWriter;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/** The sending half of a stream: sends in parts what the peer's credit allows, and keeps the rest. */
public final class Outflow {
    // What a call has led to; several at once.

    /** Parts could go if the carrier had room: call {@link #advance} when it has. */
    public static final int NEEDS_ROOM = 1;

    /** The sink is to be told that messages are taken again. */
    public static final int READY = 2;

    /** Everything has gone that was sent before {@link #close}. */
    public static final int CLOSED = 4;

    /** More was sent without asking than may be kept. */
    public static final int OVERFLOW = 8;

    /** The peer has to give credit first. */
    public static final int NEEDS_CREDIT = 16;

    /** Bytes of a header that a reference takes beside a part, at most, with a share of the rest of the header. */
    private static final int LISTED_REFERENCE = 15;

    /** What takes parts to the peer. */
    public interface Carrier {
        /** What carries the messages. */
        Connection connection();

        /** Whether there is room for a part. */
        boolean hasRoom();

        /** Takes a part; called one at a time, in order, with a lock held: must not call back. */
        void part(WireWriter message, int offset, int length, boolean last);
    }

    private final Carrier carrier;
    private final int messageLimit;
    private final long bound;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final ArrayDeque<WireWriter> kept = new ArrayDeque<>(1);
    private WireWriter next;
    private int offset; // in the first that is kept
    private long keptBytes;
    private long credit;
    private long sent;
    private boolean wanted; // somebody was told that it is not ready
    private boolean closing;
    private boolean closed;

    /**
     * A half that has sent nothing.
     *
     * @param credit bytes that may be sent before the first {@link #grant}
     * @param messageLimit largest message
     * @param bound bytes that are kept for want of credit or room
     */
    public Outflow(Carrier carrier, long credit, int messageLimit, long bound) {
        this.carrier = carrier;
        this.credit = credit;
        this.messageLimit = messageLimit;
        this.bound = bound;
    }

    /** Takes the next message, empty at first; the sender's until {@link #send}. */
    public WireWriter next() {
        if (next == null) {
            next = new WireWriter(messageLimit);
            next.carrier(carrier.connection());
        }
        return next;
    }

    /** Whether a message would go at once; if not, {@link #READY} follows. */
    public int isReady() {
        lock.lock();
        try {
            if (closing || closed) {
                return 0;
            }
            if (isFree()) {
                return READY;
            }
            wanted = true;
            return needs();
        } finally {
            lock.unlock();
        }
    }

    /** Sends what {@link #next} holds, or keeps it. */
    public int send() {
        WireWriter message = next();
        message.checkLimit();
        lock.lock();
        try {
            if (closing || closed) {
                message.clear();
                return 0;
            }
            boolean first = kept.isEmpty();
            int done = first ? sendParts(message, 0, Integer.MAX_VALUE) : 0;
            if (done < 0) {
                message.clear();
                return sent < credit ? 0 : NEEDS_CREDIT;
            }
            if (first) {
                offset = done;
            } else if (keptBytes + message.size() > bound) {
                message.clear();
                return OVERFLOW;
            }
            kept.add(message);
            keptBytes += message.size();
            next = null;
            return needs();
        } finally {
            lock.unlock();
        }
    }

    /** The peer takes up to {@code total} bytes in all. */
    public int grant(long total) {
        lock.lock();
        try {
            credit = Math.max(credit, total);
        } finally {
            lock.unlock();
        }
        return advance(Integer.MAX_VALUE);
    }

    /** Sends what is kept, at most {@code parts} parts. */
    public int advance(int parts) {
        lock.lock();
        try {
            if (closed) {
                return 0;
            }
            int left = parts;
            while (left > 0 && !kept.isEmpty()) {
                WireWriter message = kept.peek();
                int before = offset;
                int done = sendParts(message, before, left);
                if (done == before) {
                    return needs();
                }
                if (done < 0) {
                    offset = 0;
                    keptBytes -= message.size();
                    left -= 1;
                    kept.poll();
                } else {
                    offset = done;
                    left = 0;
                }
            }
            if (!kept.isEmpty()) {
                return needs();
            }
            if (closing) {
                closed = true;
                return CLOSED;
            }
            if (wanted && isFree()) {
                wanted = false;
                return READY;
            }
            return wanted ? needs() : 0;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is sent; {@link #CLOSED} once everything has gone, now or by {@link #advance}. */
    public int close() {
        lock.lock();
        try {
            if (closing || closed) {
                return 0;
            }
            closing = true;
            if (kept.isEmpty()) {
                closed = true;
                return CLOSED;
            }
            return needs();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is sent, not even what is kept. */
    public void abort() {
        lock.lock();
        try {
            closed = true;
            kept.forEach(WireWriter::clear);
            kept.clear();
            keptBytes = 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFree() {
        return kept.isEmpty() && sent < credit && carrier.hasRoom();
    }

    /** What keeps messages from going. */
    private int needs() {
        return sent < credit ? NEEDS_ROOM : NEEDS_CREDIT;
    }

    /** Where in the message it has come to, -1 for its end. */
    private int sendParts(WireWriter message, int from, int parts) {
        int size = message.size();
        int at = from;
        for (int i = 0; i < parts; i++) {
            if (sent >= credit || !carrier.hasRoom()) {
                return at;
            }
            int listed = message.references().length; // beside the first part, none later
            int length = Math.min(Inflow.MAX_PART - LISTED_REFERENCE * listed, size - at);
            boolean last = at + length == size;
            carrier.part(message, at, length, last);
            message.sent();
            sent += Inflow.COST + length + Inflow.REFERENCE_COST * listed;
            at += length;
            if (last) {
                return -1;
            }
        }
        return at;
    }
}
