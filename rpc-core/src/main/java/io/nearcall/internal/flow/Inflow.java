package io.nearcall.internal.flow;

import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.transport.Connection;
import io.nearcall.transport.MessageSink;
import io.nearcall.wire.Carried;
import io.nearcall.wire.WireReader;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The receiving half of a stream: keeps what has come until it is asked for, and says how much more may come.
 *
 * <p>What comes is put down by one thread at a time; {@link #deliver} then hands it to the sink, by whichever thread
 * finds no other one at it. Nothing is held while the sink runs.
 */
public final class Inflow {
    /** What a part costs beside its bytes. */
    public static final int COST = 16;

    /** What a reference costs that a message has. */
    static final int REFERENCE_COST = 8;

    /** A part may be sent while any credit is left, so that one goes beyond it. */
    public static final int MAX_PART = 32 * 1024;

    /** The stream that this is a half of. */
    public interface Owner {
        /** What carries the messages. */
        Connection connection();

        /** Lets the peer send up to that many bytes in all. */
        void grant(long total);

        /** Something has been delivered; nothing is held. */
        void delivered();

        /** The sink threw what it should not. */
        void broken(Throwable thrown);
    }

    private final Owner owner;
    private final CreditPool pool;
    private final long ownWindow;
    private final AtomicInteger work = new AtomicInteger();
    private final WireReader message = new WireReader(); // the deliverer's
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final MessageQueue queue = new MessageQueue();
    private MessageSink sink;
    private Metadata headers;
    private long demand;
    private long window;
    private long received;
    private long granted;
    private boolean ready;
    private boolean halfClosed;
    private boolean halfCloseDue;
    private boolean ended;
    private Metadata trailers = Metadata.EMPTY;
    private RpcException failure;
    private boolean over; // the end has been taken out

    // What is being delivered; the deliverer's.
    private Metadata dueMetadata;
    private RpcException dueFailure;

    private enum Event {
        NONE,
        HEADERS,
        MESSAGE,
        READY,
        HALF_CLOSE,
        COMPLETE,
        FAIL
    }

    /**
     * A half that has received nothing.
     *
     * @param window what the peer may have on its way unasked, {@link Long#MAX_VALUE} for no bound
     */
    public Inflow(Owner owner, long window, CreditPool pool) {
        this.owner = owner;
        this.pool = pool;
        this.ownWindow = window;
        this.window = window;
        this.granted = window;
    }

    // ---- what comes; to be followed by deliver()

    /** From now on there is a sink. */
    public void attach(MessageSink newSink) {
        lock.lock();
        try {
            sink = newSink;
        } finally {
            lock.unlock();
        }
    }

    /** The callee's metadata. */
    public void headers(Metadata metadata) {
        lock.lock();
        try {
            headers = metadata;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A part of a message, from {@code source}'s position.
     *
     * @param carried what came with the first part, null for nothing
     * @return bytes of the message so far, or -1 when the peer has sent more than it may
     */
    public long part(ByteBuffer source, int length, boolean last, Carried carried) {
        lock.lock();
        try {
            if (ended) {
                if (carried != null) {
                    carried.drop();
                }
                return 0;
            }
            if (received >= granted) {
                return -1;
            }
            int cost = COST + length + (carried == null ? 0 : REFERENCE_COST * carried.count());
            received += cost;
            long size = (long) queue.openSize() + length;
            queue.add(source, length, last, cost, carried);
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** The sending half can take messages again. */
    public void ready() {
        lock.lock();
        try {
            ready = true;
        } finally {
            lock.unlock();
        }
    }

    /** The peer sends no further message. */
    public void halfClose() {
        lock.lock();
        try {
            halfClosed = true;
            halfCloseDue = true;
        } finally {
            lock.unlock();
        }
    }

    /** The good end, after what has come. */
    public void complete(Metadata metadata) {
        lock.lock();
        try {
            trailers = metadata;
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    /** The bad end, after what has come. */
    public void fail(RpcException why) {
        lock.lock();
        try {
            if (!ended) {
                failure = why;
                ended = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The bad end, at once; whether the sink will hear of it. */
    public boolean abort(RpcException why) {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            queue.clear();
            failure = why;
            ended = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The end of a call that this side has ended; it drops what was not asked for. */
    public void discard() {
        lock.lock();
        try {
            if (sink == null) {
                end();
            } else if (!over) {
                queue.clear();
                ended = true;
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- what is asked for

    /** Asks for {@code n} more messages. */
    public void request(int n) {
        if (n <= 0) {
            throw new IllegalArgumentException("request(" + n + "): expected a number from 1");
        }
        lock.lock();
        try {
            demand += n;
        } finally {
            lock.unlock();
        }
        deliver();
    }

    /** Delivers what is due, unless another thread is at it. */
    public void deliver() {
        int seen = work.incrementAndGet();
        if (seen != 1) {
            return;
        }
        boolean some = false;
        do {
            while (deliverOne()) {
                some = true;
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
        if (some) {
            owner.delivered();
        }
        long total = due();
        if (total != 0) {
            owner.grant(total);
        }
    }

    private boolean deliverOne() {
        MessageSink receiver;
        Event event;
        lock.lock();
        try {
            receiver = sink;
            event = receiver == null || over ? Event.NONE : next();
        } finally {
            lock.unlock();
        }
        if (event == Event.NONE) {
            return false;
        }
        try {
            switch (event) {
                case HEADERS -> receiver.onHeaders(dueMetadata);
                case READY -> receiver.onReady();
                case HALF_CLOSE -> receiver.onHalfClose();
                case COMPLETE -> receiver.onComplete(dueMetadata);
                case FAIL -> receiver.onFail(dueFailure);
                default -> {
                    message.carrier(owner.connection());
                    receiver.onMessage(message);
                }
            }
        } catch (RuntimeException | Error e) {
            owner.broken(e);
        }
        return true;
    }

    /** Takes out what is due next. */
    private Event next() {
        if (headers != null) {
            dueMetadata = headers;
            headers = null;
            return Event.HEADERS;
        }
        if (demand > 0 && queue.poll(message)) {
            demand--;
            return Event.MESSAGE;
        }
        if (ended && queue.isEmpty()) {
            dueMetadata = trailers;
            dueFailure = failure;
            end();
            return dueFailure == null ? Event.COMPLETE : Event.FAIL;
        }
        if (halfCloseDue && queue.isEmpty()) {
            halfCloseDue = false;
            return Event.HALF_CLOSE;
        }
        if (ready) {
            ready = false;
            return Event.READY;
        }
        return Event.NONE;
    }

    private void end() {
        if (!over) {
            over = true;
            ended = true;
            queue.clear();
            pool.give(window - ownWindow);
        }
    }

    /** The total to grant now, 0 for none. */
    private long due() {
        lock.lock();
        try {
            if (ended || halfClosed) {
                return 0;
            }
            boolean waits = demand > 0; // for a message that is on its way: its parts are taken, however large it is
            long done = received - queue.wholeCost() - (waits ? 0 : queue.openCost());
            if (waits && received >= granted && pool.tryTake(window)) {
                window *= 2; // it is the credit that both sides wait for
            }
            if (done + window - granted < window / 2) {
                return 0;
            }
            granted = done + window;
            return granted;
        } finally {
            lock.unlock();
        }
    }
}
