package io.nearcall;

import java.time.Duration;
import java.util.Objects;

/** How a call is made: its time limit, its metadata, and whether it waits for a connection; immutable. */
public final class CallOptions {
    /** No time limit, no metadata, fails at once when the server is not there. */
    public static final CallOptions DEFAULT = new CallOptions(0, Metadata.EMPTY, false, null);

    private final long timeoutNanos;
    private final Metadata metadata;
    private final boolean waitForReady;
    private final ReplyMetadata replyMetadata; // null: nobody looks

    /** Takes what came beside a reply. */
    @FunctionalInterface
    public interface ReplyMetadata {
        /** What came before the reply and what came after it. */
        void accept(Metadata headers, Metadata trailers);
    }

    private CallOptions(long timeoutNanos, Metadata metadata, boolean waitForReady, ReplyMetadata replyMetadata) {
        this.timeoutNanos = timeoutNanos;
        this.metadata = metadata;
        this.waitForReady = waitForReady;
        this.replyMetadata = replyMetadata;
    }

    /** Each call ends at the latest after {@code timeout}, counted from its start. */
    public CallOptions withTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, is " + timeout);
        }
        return new CallOptions(Deadline.saturated(timeout), metadata, waitForReady, replyMetadata);
    }

    /** The same in nanoseconds; 0 means no limit. */
    public CallOptions withTimeoutNanos(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("timeout must not be negative, is " + nanos + " ns");
        }
        return new CallOptions(nanos, metadata, waitForReady, replyMetadata);
    }

    /** Each call carries {@code metadata} in place of what these options had. */
    public CallOptions withMetadata(Metadata metadata) {
        return new CallOptions(timeoutNanos, Objects.requireNonNull(metadata, "metadata"), waitForReady, replyMetadata);
    }

    /** While no server answers, calls wait until their deadline in place of failing at once. */
    public CallOptions withWaitForReady() {
        return new CallOptions(timeoutNanos, metadata, true, replyMetadata);
    }

    /**
     * What a server sends beside its replies goes to {@code reader}, where it sends anything.
     *
     * <p>Called before a blocking call returns, on its thread; before a future completes, on the thread that receives
     * the reply, which it must not block. What comes with a failure is in {@link RpcException#trailers}.
     */
    public CallOptions withReplyMetadata(ReplyMetadata reader) {
        return new CallOptions(timeoutNanos, metadata, waitForReady, Objects.requireNonNull(reader, "reader"));
    }

    /** Who looks at what comes beside replies; null for nobody. */
    public ReplyMetadata replyMetadata() {
        return replyMetadata;
    }

    /** The time limit of a call in nanoseconds; 0 means none. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** What travels beside each call. */
    public Metadata metadata() {
        return metadata;
    }

    /** Whether calls wait for a connection. */
    public boolean waitForReady() {
        return waitForReady;
    }
}
