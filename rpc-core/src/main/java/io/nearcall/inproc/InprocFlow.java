package io.nearcall.inproc;

import io.nearcall.Deadline;
import io.nearcall.internal.RemoteObjects;
import io.nearcall.internal.flow.Flow;
import io.nearcall.stub.MethodInfo.Kind;
import io.nearcall.transport.Connection;
import io.nearcall.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A stream inside one JVM: what one side sends is put down at the other. */
final class InprocFlow extends Flow {
    private final Queue<Thread> waits = new ConcurrentLinkedQueue<>();
    private final InprocConnection connection; // of this side
    private InprocFlow peer; // set before the call is served

    private InprocFlow(
            Side side, String method, boolean receivesMany, boolean sendsMany, WireWriter single, InprocConnection on) {
        super(
                side,
                method,
                receivesMany ? on.limits().stream() : 0,
                on.streamPool(),
                sendsMany ? on.limits().stream() : 0,
                single,
                on.messageLimit(),
                on.limits().writeQueue());
        this.connection = on;
    }

    /** Both ends of a call's stream. */
    static void connect(InprocCall caller, InprocInbound callee, Kind kind, InprocConnection connection) {
        boolean requests = kind == Kind.CLIENT_STREAM || kind == Kind.BIDI_STREAM;
        boolean replies = kind == Kind.SERVER_STREAM || kind == Kind.BIDI_STREAM;
        String method = callee.fullMethod();
        InprocFlow near = new InprocFlow(caller, method, replies, requests, null, connection);
        InprocFlow far = ofCallee(callee, requests, replies, connection);
        near.peer = far;
        far.peer = near;
        caller.flow(near);
        callee.flow(far);
    }

    /** The far end of a call that its callee alone takes for a stream. */
    static InprocFlow ofCallee(InprocInbound callee, boolean requests, boolean replies, InprocConnection connection) {
        WireWriter single = replies ? null : callee.reply();
        InprocFlow far = new InprocFlow(callee, callee.fullMethod(), requests, replies, single, connection.reverse());
        if (!requests) {
            far.in().halfClose();
        }
        return far;
    }

    InprocFlow peer() {
        return peer;
    }

    /** Puts a whole message down at this side. */
    void receive(WireWriter message) {
        put(message, 0, message.size(), true);
        message.sent();
    }

    private void put(WireWriter message, int offset, int length, boolean last) {
        ByteBuffer part = ByteBuffer.allocate(length);
        message.copyTo(part, offset, length);
        in().part(part.flip(), length, last, RemoteObjects.arrived(connection, message.references()));
    }

    // ---- Flow

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void grant(long total) {
        peer.receiveGrant(total);
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    protected void needsRoom() {
        // there always is
    }

    @Override
    protected void carry(WireWriter message, int offset, int length, boolean last) {
        peer.put(message, offset, length, last);
    }

    @Override
    protected void sent(boolean blocked) {
        peer.in().deliver();
    }

    @Override
    public void execute(Runnable work) {
        InprocConnection.WORKERS.execute(work);
    }

    // ---- waiting

    @Override
    public void await(BooleanSupplier over, Deadline deadline) {
        Thread me = Thread.currentThread();
        waits.add(me);
        try {
            while (!over.getAsBoolean() && !me.isInterrupted()) {
                if (deadline == null) {
                    LockSupport.park(this);
                } else if (deadline.isExpired()) {
                    return;
                } else {
                    LockSupport.parkNanos(this, deadline.remainingNanos());
                }
            }
        } finally {
            waits.remove(me);
        }
    }

    @Override
    public void delivered() {
        waits.forEach(LockSupport::unpark);
    }
}
