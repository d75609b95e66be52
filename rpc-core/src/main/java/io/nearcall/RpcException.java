package io.nearcall;

import java.util.Objects;

/**
 * The one exception of a failed call.
 *
 * <p>A client catches it; a handler throws it to choose the status its caller sees.
 */
public class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StatusCode code;
    private final Delivery delivery;
    private final transient Metadata trailers;

    /** A failure as thrown by a handler. */
    public RpcException(StatusCode code, String message) {
        this(code, message, Delivery.EXECUTED, Metadata.EMPTY, null);
    }

    /** A failure whose delivery state is known. */
    public RpcException(StatusCode code, String message, Delivery delivery) {
        this(code, message, delivery, Metadata.EMPTY, null);
    }

    /** A failure with its cause; the cause never travels. */
    public RpcException(StatusCode code, String message, Delivery delivery, Throwable cause) {
        this(code, message, delivery, Metadata.EMPTY, cause);
    }

    /** A failure with everything that is known about it; {@code cause} may be null. */
    public RpcException(StatusCode code, String message, Delivery delivery, Metadata trailers, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
        this.delivery = Objects.requireNonNull(delivery, "delivery");
        this.trailers = Objects.requireNonNull(trailers, "trailers");
    }

    /** How the call ended. */
    public StatusCode code() {
        return code;
    }

    /** Whether the call may have run on the peer. */
    public Delivery delivery() {
        return delivery;
    }

    /** What the server sent beside the status. */
    public Metadata trailers() {
        return trailers == null ? Metadata.EMPTY : trailers;
    }

    /** Code and message as one value. */
    public Status status() {
        return new Status(code, getMessage() == null ? "" : getMessage());
    }

    /** As of any exception, with the code and the delivery before the message. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message is what the peer said, and what travels on
    public String toString() {
        return getClass().getName() + ": " + code + ", " + delivery + (getMessage() == null ? "" : ": " + getMessage());
    }
}
