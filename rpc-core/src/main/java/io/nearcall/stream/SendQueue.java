package io.nearcall.stream;

import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames on their way to the duplex.
 *
 * <p>Any thread appends; whoever finds nobody writing writes, for all that have appended meanwhile. So one caller pays
 * one system call, and many share one.
 */
final class SendQueue {
    private static final int GATHER = 16;

    /** Streams wait while there is more: a reply is behind this much at most, and one part. */
    private static final int LOW_WATER = 64 * 1024;

    /** As much is worth a system call while more is being made. */
    private static final int MANY = 32 * 1024;

    /** As much is worth two fences and a cache line that travels: the peer works on it beside this side. */
    private static final int FEW = 1024;

    private final Duplex duplex;
    private final int limit;
    private final int batch;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<ByteBuffer> full = new ArrayDeque<>(2); // guarded by lock
    private ByteBuffer tail; // guarded by lock
    private volatile long queued; // written under lock
    private volatile boolean closed;
    private volatile boolean wanted; // somebody could not write while another one did

    private final ReentrantLock writing = new ReentrantLock();
    private final ByteBuffer[] sending = new ByteBuffer[GATHER]; // guarded by writing
    private int sendingCount; // guarded by writing
    private final ByteBuffer header = // guarded by writing
            ByteBuffer.allocate(Frame.HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer[] direct = new ByteBuffer[2]; // guarded by writing

    SendQueue(Duplex duplex, int limit) {
        this.duplex = duplex;
        this.limit = limit;
        this.batch = duplex.isMemory() ? FEW : MANY;
    }

    /** Appends one frame; {@code head} and {@code payload} may be null. */
    void append(
            int type, int flags, int method, long callId, WireWriter head, WireWriter payload, int offset, int length) {
        int headLength = head == null ? 0 : head.size();
        int body = length + (head == null ? 0 : 2 + headLength);
        lock.lock();
        try {
            if (closed) {
                return;
            }
            ByteBuffer chunk = withRoom(Frame.HEADER_LENGTH + body);
            Frame.put(chunk, body, type, head == null ? flags : flags | Frame.HEADERS, method, callId);
            if (head != null) {
                chunk.putShort((short) headLength);
                head.copyTo(chunk, 0, headLength);
            }
            if (length > 0) {
                payload.copyTo(chunk, offset, length);
            }
            queued += Frame.HEADER_LENGTH + body;
        } finally {
            lock.unlock();
        }
    }

    /** Writes one frame without copying it where nothing is queued before it; what does not fit is queued. */
    void send(int type, int flags, long callId, WireWriter payload, int offset, int length) throws IOException {
        ByteBuffer part = queued == 0 ? payload.view(offset, length) : null;
        if (part != null && writing.tryLock()) {
            try {
                if (closed) {
                    return; // not behind what was dropped
                }
                if (!hasUnsent()) {
                    Frame.put(header.clear(), length, type, flags, 0, callId);
                    direct[0] = header.flip();
                    direct[1] = part;
                    duplex.write(direct, 0, direct.length);
                    keep(direct[0].remaining() + direct[1].remaining());
                    return;
                }
            } finally {
                writing.unlock();
            }
        }
        append(type, flags, 0, callId, null, payload, offset, length);
    }

    /** Queues what is left of {@link #direct} before all else. */
    private void keep(int left) {
        if (left > 0) {
            ByteBuffer chunk = Chunks.take();
            chunk.put(direct[0]).put(direct[1]).flip();
            lock.lock();
            try {
                if (closed) {
                    Chunks.give(chunk);
                } else {
                    sending[sendingCount++] = chunk;
                    queued += left;
                }
            } finally {
                lock.unlock();
            }
        }
        direct[1] = null;
    }

    /**
     * Writes what is queued, unless another thread is at it.
     *
     * @return false when the duplex is full and someone must call again when it is writable
     */
    boolean flush() throws IOException {
        while (hasUnsent() && canWrite()) {
            boolean all;
            try {
                wanted = false;
                all = drain();
            } catch (IOException | RuntimeException | Error gone) {
                close(); // nothing will ever be written again
                throw gone;
            } finally {
                writing.unlock();
            }
            if (closed) {
                close(); // what close() found in the hands of this thread
                return true;
            }
            if (!all && !wanted) { // looked at after the unlock, as canWrite() looks the other way round
                return false;
            }
        }
        return true;
    }

    /**
     * Takes the lock; or tells who holds it to try once more.
     *
     * <p>It may have found the duplex full just before there was room, and the news of the room came to this thread.
     */
    private boolean canWrite() {
        if (writing.tryLock()) {
            return true;
        }
        wanted = true;
        return writing.tryLock();
    }

    /** Whether more than the limit waits. */
    boolean isFull() {
        return queued > limit;
    }

    /** Whether a part of a stream may be appended. */
    boolean hasRoomForStreams() {
        return queued < LOW_WATER;
    }

    /** Whether as much waits as is worth a write of its own. */
    boolean hasBatch() {
        return queued >= batch;
    }

    boolean hasUnsent() {
        return queued > 0 || duplex.hasUnsent();
    }

    /**
     * Waits until there is room, at most until {@code deadline} of {@link System#nanoTime()} (0: no limit).
     *
     * @return whether there is room
     */
    boolean awaitRoom(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queued > limit && !closed) {
                if (deadline == 0) {
                    room.await(1, TimeUnit.SECONDS);
                } else {
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        return false;
                    }
                    room.awaitNanos(left);
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is left, with its memory, and lets every waiting thread go. */
    void close() {
        lock.lock();
        try {
            closed = true;
            full.forEach(Chunks::give);
            full.clear();
            if (tail != null) {
                Chunks.give(tail);
                tail = null;
            }
            queued = 0;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        if (writing.tryLock()) { // else who writes just now closes as well
            try {
                while (sendingCount > 0) {
                    Chunks.give(sending[--sendingCount]);
                    sending[sendingCount] = null;
                }
            } finally {
                writing.unlock();
            }
        }
    }

    private ByteBuffer withRoom(int length) {
        if (tail != null && tail.remaining() >= length) {
            return tail;
        }
        ByteBuffer fresh = Chunks.take(); // first, as there may be no memory
        if (tail != null) {
            full.add(tail.flip());
        }
        tail = fresh;
        return fresh;
    }

    /** Whether everything went out. */
    private boolean drain() throws IOException {
        while (collect() || duplex.hasUnsent()) {
            long taken = duplex.write(sending, 0, sendingCount);
            boolean all = release();
            lock.lock();
            try {
                queued = Math.max(0, queued - taken); // close() may have emptied it
                if (queued <= limit / 2) {
                    room.signalAll();
                }
            } finally {
                lock.unlock();
            }
            if (!all || duplex.hasUnsent()) {
                return false;
            }
        }
        return true;
    }

    /** Moves what was appended to {@link #sending}; whether there is anything. */
    private boolean collect() {
        if (sendingCount == GATHER) {
            return true;
        }
        lock.lock();
        try {
            while (sendingCount < GATHER && !full.isEmpty()) {
                sending[sendingCount++] = full.poll();
            }
            if (sendingCount < GATHER && tail != null) {
                sending[sendingCount++] = tail.flip();
                tail = null;
            }
        } finally {
            lock.unlock();
        }
        return sendingCount > 0;
    }

    /** Gives back written chunks; whether none is left. */
    private boolean release() {
        int written = 0;
        while (written < sendingCount && !sending[written].hasRemaining()) {
            Chunks.give(sending[written++]);
        }
        sendingCount -= written;
        System.arraycopy(sending, written, sending, 0, sendingCount);
        for (int i = sendingCount; i < sendingCount + written; i++) {
            sending[i] = null;
        }
        return sendingCount == 0;
    }
}
