package io.nearcall.transport;

import io.nearcall.Deadline;
import io.nearcall.Status;
import io.nearcall.wire.WireWriter;
import java.util.function.BooleanSupplier;

/**
 * The sending half of a streaming call, and the demand for its receiving half.
 *
 * <p>{@link #next}, {@link #send} and {@link #halfClose} are called by one thread at a time, the others by any. None but
 * {@link #await} waits.
 */
public interface MessageStream {
    /** Asks for {@code n} more messages; those that are here already may reach the sink before this returns. */
    void request(int n);

    /** Whether {@link #send} would be accepted without queueing; after a no {@link MessageSink#onReady} follows. */
    boolean isReady();

    /** Takes the next message; empty at first, and the transport's after {@link #send}. */
    WireWriter next();

    /**
     * Sends what {@link #next} holds; does nothing once the stream has ended.
     *
     * <p>What is sent while the stream is not ready is queued; more than {@link Limits#writeQueue} bytes of it end the
     * stream with RESOURCE_EXHAUSTED.
     */
    void send();

    /** Says that no further message follows; on the callee's side {@link InboundCall#complete} says it. */
    void halfClose();

    /**
     * Waits, in the transport's own best way, until {@code over} says yes, {@code deadline} (null: none) has passed or
     * the thread is interrupted.
     *
     * @param over what the sink's events change; asked by any thread, must not block
     */
    void await(BooleanSupplier over, Deadline deadline);

    /**
     * Runs code of the user's on a thread that may block, never on one that reads.
     *
     * @throws java.util.concurrent.RejectedExecutionException when this process runs as many threads as it may
     */
    void execute(Runnable work);

    /** Ends the stream at once, in both directions, dropping what is queued. */
    void cancel(Status status);
}
