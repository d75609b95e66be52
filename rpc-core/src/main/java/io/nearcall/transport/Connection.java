package io.nearcall.transport;

import io.nearcall.CallOptions;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.stub.MethodInfo;

/** One link to a peer; calls go both ways. All methods may be called by any thread. */
public interface Connection extends AutoCloseable {
    /**
     * Starts a call.
     *
     * @param target the number under which the peer exported the object that is called, 0 for the service itself
     * @throws RpcException UNAVAILABLE when the connection is closed or draining, RESOURCE_EXHAUSTED when it carries as
     *     many calls as it may; NOT_EXECUTED both times
     */
    OutboundCall newCall(MethodInfo method, long target, CallOptions options);

    /** What serves the calls that arrive by it; null where the peer cannot call. */
    CallHandler.Session session();

    /** Whether new calls are accepted: neither closed nor draining. */
    boolean isOpen();

    /** Who is at the other end. */
    PeerIdentity peer();

    /**
     * Refuses new calls in both directions, tells the peer, and closes when the last call has ended.
     *
     * <p>While calls of the peer are being served their handlers may still call back.
     */
    void drain();

    /** Ends every call with UNAVAILABLE and releases everything. */
    @Override
    void close();
}
