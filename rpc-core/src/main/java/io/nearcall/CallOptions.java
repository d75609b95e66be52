package io.nearcall;

import java.time.Duration;
import java.util.Objects;

/** How a call is made: its time limit, its metadata, and whether it waits for a connection; immutable. */
public final class CallOptions {
    /** No time limit, no metadata, fails at once when the server is not there. */
    public static final CallOptions DEFAULT = new CallOptions(0, Limit.NONE, false, Metadata.EMPTY, false, null);

    private final long timeoutNanos; // what is left of the limit
    private final Limit limit;
    private final boolean detached;
    private final Metadata metadata;
    private final boolean waitForReady;
    private final ReplyMetadata replyMetadata; // null: nobody looks

    /** Takes what came beside a reply. */
    @FunctionalInterface
    public interface ReplyMetadata {
        /** What came before the reply and what came after it. */
        void accept(Metadata headers, Metadata trailers);
    }

    /** Where a time limit comes from; {@code serving} is the method whose handler makes the call, null: its own. */
    private record Limit(long nanos, String serving) {
        static final Limit NONE = new Limit(0, null);
    }

    private CallOptions(
            long timeoutNanos,
            Limit limit,
            boolean detached,
            Metadata metadata,
            boolean waitForReady,
            ReplyMetadata replyMetadata) {
        this.timeoutNanos = timeoutNanos;
        this.limit = limit;
        this.detached = detached;
        this.metadata = metadata;
        this.waitForReady = waitForReady;
        this.replyMetadata = replyMetadata;
    }

    /** Each call ends at the latest after {@code timeout}, counted from its start. */
    public CallOptions withTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, is " + timeout);
        }
        return withTimeoutNanos(Deadline.saturated(timeout));
    }

    /** The same in nanoseconds; 0 means no limit. */
    public CallOptions withTimeoutNanos(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("timeout must not be negative, is " + nanos + " ns");
        }
        return limited(nanos, nanos == 0 ? Limit.NONE : new Limit(nanos, null));
    }

    /** The same for a call that ends with the call of {@code serving}, whose handler makes it. */
    public CallOptions withDeadlineOf(String serving, long nanosLeft) {
        return limited(nanosLeft, new Limit(nanosLeft, Objects.requireNonNull(serving, "serving")));
    }

    /** The same limit, of which {@code nanos} are left. */
    public CallOptions withNanosLeft(long nanos) {
        return limited(nanos, limit);
    }

    private CallOptions limited(long nanos, Limit origin) {
        return new CallOptions(nanos, origin, detached, metadata, waitForReady, replyMetadata);
    }

    /**
     * Calls that a handler makes go on when the call that it serves ends: they do not inherit its deadline.
     *
     * <p>They still belong to the same trace.
     */
    public CallOptions detached() {
        return new CallOptions(timeoutNanos, limit, true, metadata, waitForReady, replyMetadata);
    }

    /** Each call carries {@code metadata} in place of what these options had. */
    public CallOptions withMetadata(Metadata metadata) {
        Objects.requireNonNull(metadata, "metadata");
        return new CallOptions(timeoutNanos, limit, detached, metadata, waitForReady, replyMetadata);
    }

    /** While no server answers, calls wait until their deadline in place of failing at once. */
    public CallOptions withWaitForReady() {
        return new CallOptions(timeoutNanos, limit, detached, metadata, true, replyMetadata);
    }

    /**
     * What a server sends beside its replies goes to {@code reader}, where it sends anything.
     *
     * <p>Called before a blocking call returns, on its thread; before a future completes, on the thread that receives
     * the reply, which it must not block. What comes with a failure is in {@link RpcException#trailers}.
     */
    public CallOptions withReplyMetadata(ReplyMetadata reader) {
        Objects.requireNonNull(reader, "reader");
        return new CallOptions(timeoutNanos, limit, detached, metadata, waitForReady, reader);
    }

    /** Who looks at what comes beside replies; null for nobody. */
    public ReplyMetadata replyMetadata() {
        return replyMetadata;
    }

    /** The time limit of a call in nanoseconds; 0 means none. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** Which deadline it is that ends a call, in words: its own, or that of the call whose handler makes it. */
    public String timeLimit() {
        Duration time = Duration.ofNanos(limit.nanos);
        return limit.serving == null
                ? "its timeout of " + time
                : "the " + time + " that the deadline of " + limit.serving + ", which makes this call, left it";
    }

    /** Whether calls of a handler outlive the one that it serves. */
    public boolean isDetached() {
        return detached;
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
