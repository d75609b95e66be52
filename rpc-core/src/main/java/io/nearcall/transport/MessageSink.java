package io.nearcall.transport;

import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.wire.WireReader;

/**
 * What happens on the receiving half of a streaming call; one event at a time.
 *
 * <p>Called by whichever thread brings the event: one that reads the connection, perhaps on behalf of another call, one
 * that waits, one that asks for more. So a sink never blocks and runs nothing of the user's; it keeps what it gets for
 * the thread that does.
 */
public interface MessageSink {
    /** The callee's metadata, before its first message; on the caller's side, where there is any. */
    void onHeaders(Metadata metadata);

    /** One message that was asked for; readable until this returns. */
    void onMessage(WireReader message);

    /** The stream can take messages again. */
    void onReady();

    /** The peer sends no further message; on the callee's side. */
    void onHalfClose();

    /**
     * The good end. Nothing follows.
     *
     * <p>On the caller's side after every message; on the callee's when it has ended the call itself, well or badly.
     */
    void onComplete(Metadata trailers);

    /**
     * The bad end. Nothing follows.
     *
     * <p>After every message if the callee ended the call; at once, dropping what was not asked for, if this side
     * cancelled it, the caller did, its deadline passed or the connection ended.
     */
    void onFail(RpcException failure);
}
