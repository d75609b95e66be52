package io.nearcall.stream;

import io.nearcall.Deadline;
import io.nearcall.internal.flow.Flow;
import io.nearcall.transport.Connection;
import io.nearcall.wire.Carried;
import io.nearcall.wire.WireWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A stream in frames. */
final class StreamFlow extends Flow {
    /** Messages that follow each other within this time are a burst. */
    private static final long BURST_NANOS = 10_000;

    /** How many of a burst go out one by one; the others wait for company. */
    private static final int BURST_BEGINS = 8;

    private final StreamConnection connection;
    private final FrameSender sender;
    private final long id;
    private final int flags; // of what this side sends
    private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();

    // The sender's.
    private long lastSent;
    private int burst;

    /** Whether it is queued; guarded by {@link StreamTurns}. */
    boolean inTurns;

    private StreamFlow(
            StreamConnection connection,
            long id,
            int flags,
            Side side,
            String method,
            boolean receivesMany,
            boolean sendsMany,
            WireWriter single) {
        super(
                side,
                method,
                receivesMany ? connection.limits().stream() : 0,
                connection.streamPool(),
                sendsMany ? connection.peerStreamWindow() : 0,
                single,
                connection.messageLimit(),
                connection.limits().writeQueue());
        this.connection = connection;
        this.sender = connection.sender();
        this.id = id;
        this.flags = flags;
    }

    static StreamFlow ofCaller(OutboundStream call, StreamConnection connection, String method, int kind) {
        boolean requests = (kind & Frame.REQUESTS) != 0;
        boolean replies = (kind & Frame.REPLIES) != 0;
        return new StreamFlow(connection, call.id(), 0, call, method, replies, requests, null);
    }

    static StreamFlow ofCallee(StreamInboundCall call, StreamConnection connection, int kind) {
        boolean requests = (kind & Frame.REQUESTS) != 0;
        boolean replies = (kind & Frame.REPLIES) != 0;
        WireWriter single = replies ? null : call.reply();
        StreamFlow flow =
                new StreamFlow(connection, call.id(), Frame.CALLEE, call, call.fullMethod(), requests, replies, single);
        if (!requests) {
            flow.in().halfClose();
        }
        return flow;
    }

    /** Takes a part from a frame and what came with it, perhaps null, on the reader's thread. */
    void receivePart(FrameBuffer frame, Carried carried, int limit) throws Violation {
        long size = in().part(frame.body(), frame.body().remaining(), !frame.has(Frame.MORE), carried);
        if (size < 0) {
            throw new Violation("a stream of " + method() + " goes beyond its window");
        }
        if (size > limit) {
            throw new Violation("a message of more than " + limit + " bytes in a stream of " + method());
        }
        in().deliver();
    }

    // ---- Flow

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void grant(long total) {
        sender.sendWindow(id, flags, total);
    }

    @Override
    public boolean hasRoom() {
        return sender.hasRoomForStreams();
    }

    @Override
    protected void carry(WireWriter message, int offset, int length, boolean last) {
        sender.sendPart(id, flags, message, offset, length, last);
    }

    @Override
    protected void needsRoom() {
        sender.turns().add(this);
        sender.flushUnlessCorked(); // the room may have come just now
    }

    @Override
    protected void sent(boolean blocked) {
        if (blocked || isAlone() || sender.hasMuchUnsent()) {
            sender.flushUnlessCorked();
        } else {
            sender.flushSoon();
        }
    }

    /** Whether no other message is likely to follow at once. */
    private boolean isAlone() {
        long now = System.nanoTime();
        burst = now - lastSent < BURST_NANOS ? burst + 1 : 0;
        lastSent = now;
        return burst < BURST_BEGINS;
    }

    @Override
    public void execute(Runnable work) {
        connection.execute(work);
    }

    // ---- waiting

    @Override
    public void await(BooleanSupplier over, Deadline deadline) {
        sender.flush(); // what was sent may be what the wait is for
        Wait wait = new Wait(over);
        waits.add(wait);
        try {
            long end = deadline == null ? 0 : System.nanoTime() + deadline.remainingNanos();
            connection.await(wait, deadline == null ? 0 : StreamOutboundCall.nonZero(end), true);
        } finally {
            waits.remove(wait);
        }
    }

    @Override
    public void delivered() {
        for (Wait wait : waits) {
            wait.wake();
        }
    }

    /** A thread that waits for what the sink is told. */
    private final class Wait implements Awaited {
        private final BooleanSupplier over;
        private volatile Thread parked;

        Wait(BooleanSupplier over) {
            this.over = over;
        }

        @Override
        public boolean isOver() {
            return over.getAsBoolean();
        }

        @Override
        public void parks(Thread thread) {
            parked = thread;
        }

        void wake() {
            Thread sleeper = parked;
            if (sleeper != null) {
                LockSupport.unpark(sleeper);
            } else {
                connection.wakeActive();
            }
        }
    }
}
