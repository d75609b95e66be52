package io.nearcall.transport;

import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;

/**
 * One call seen by its server: read the request, write the reply, complete or fail.
 *
 * <p>Ends exactly once: the first of {@link #complete}, {@link #fail}, a cancel from the peer and the end of the
 * connection wins, and what comes later has no effect. A call that has not ended when its handler returns stays open
 * and may be ended by any one thread; one that has ended must not be touched.
 */
public interface InboundCall {
    /** The name the peer asked for: {@code package.Service/Method}. */
    String fullMethod();

    /** The number under which this side exported the object that is called, 0 for the service itself. */
    default long target() {
        return 0;
    }

    /** What {@link #callee(Object)} was told last; null at first. */
    default Object callee() {
        return null;
    }

    /** Keeps what {@link #target} meant when the call arrived, as it may be released before the call runs. */
    default void callee(Object found) {
        // a transport that keeps nothing finds it when the call runs
    }

    /** Who calls. */
    PeerIdentity peer();

    /** The connection the call came by, for calls in the other direction. */
    Connection reverse();

    /** By when the caller wants the reply; null means no limit. */
    Deadline deadline();

    /** What travels beside the request. */
    Metadata metadata();

    /** The request of a unary or one-way call or of a server stream, whole; empty for the others. */
    WireReader request();

    /** Takes the reply; empty at first. */
    WireWriter reply();

    /** What goes before the reply, or before a stream's first message. */
    void headers(Metadata headers);

    /** What goes after the reply; a failure carries its own. */
    void trailers(Metadata trailers);

    /** Sends what {@link #reply} holds. A one-way call just ends. */
    void complete();

    /** Sends the failure's code, delivery, message and trailers; never its cause or its stack. */
    void fail(RpcException failure);

    /**
     * Turns the call into a stream in both directions.
     *
     * <p>{@link #complete} and {@link #fail} end it, after the messages that were sent. What {@link #request} holds does
     * not come to the sink.
     */
    MessageStream open(MessageSink sink);

    /** Whether the caller gave up, or the connection ended. */
    boolean isCancelled();

    /** Runs {@code action} once when the call is cancelled, at once if it is already; several run in order. */
    void onCancel(Runnable action);

    /** Says that this object will be asked after the call's end too, so that it must not serve another call. */
    default void retain() {
        // most serve one
    }
}
