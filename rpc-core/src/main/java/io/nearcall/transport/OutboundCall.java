package io.nearcall.transport;

import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletableFuture;

/**
 * One call seen by its caller: write the request, invoke, read the reply, close.
 *
 * <p>Used by one thread. Exactly one of {@link #invoke}, {@link #invokeAsync}, {@link #send} and {@link #open} is called,
 * once. {@link #close} gives the call back to its connection, in which it may be used again; nothing obtained from it
 * may be touched afterwards.
 */
public interface OutboundCall extends AutoCloseable {
    /** By when the call must have ended; null means no limit. */
    Deadline deadline();

    /**
     * Takes the request; empty at first. Keeps its bytes until {@link #close}, also when {@link #invoke} throws.
     *
     * <p>A call whose request is {@linkplain WireWriter#isBound() bound} stays with its connection; others may be made
     * again on another.
     */
    WireWriter request();

    /**
     * Sends the request and waits for the reply in the transport's own best way.
     *
     * @return the reply, readable until {@link #close}
     * @throws RpcException for every status but OK
     */
    WireReader invoke();

    /**
     * Ends {@link #invoke}, which throws CANCELLED unless the reply has come; by any thread.
     *
     * <p>Not once {@link #close} may have been called.
     */
    void cancel();

    /** What came before the reply that {@link #invoke} returned. */
    Metadata headers();

    /** What came after the reply that {@link #invoke} returned; that of a failure is in its exception. */
    Metadata trailers();

    /**
     * Sends the request and returns at once; the call closes itself.
     *
     * @return completes with what {@code reader} makes of the reply or the failure; cancelling it cancels the call
     */
    <T> CompletableFuture<T> invokeAsync(ReplyReader<T> reader);

    /**
     * Sends a one-way request and returns when the transport has accepted it.
     *
     * @throws RpcException RESOURCE_EXHAUSTED when the queue stayed full until the deadline
     */
    void send();

    /**
     * Opens the call as a stream in both directions.
     *
     * <p>The kind of the method decides what {@link #request} is: the one message of a unary call or a server stream,
     * even when it is empty, with the half-close; not used for the others. The deadline bounds the whole stream.
     *
     * <p>The call closes itself. Any unary call may be opened as a stream of one message each way; its callee sees no
     * difference.
     */
    MessageStream open(MessageSink sink);

    /** Gives the call back; without effect when the call closes itself. */
    @Override
    void close();
}
