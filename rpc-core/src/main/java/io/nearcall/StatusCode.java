package io.nearcall;

/** How a call ended; names and numbers are gRPC's. */
public enum StatusCode {
    /** The call succeeded. */
    OK(0),
    /** The caller gave up. */
    CANCELLED(1),
    /** The handler threw an exception that says nothing more. */
    UNKNOWN(2),
    /** The request cannot be understood, whatever the server's state. */
    INVALID_ARGUMENT(3),
    /** The deadline passed first. */
    DEADLINE_EXCEEDED(4),
    /** What was asked for does not exist. */
    NOT_FOUND(5),
    /** What should be created exists. */
    ALREADY_EXISTS(6),
    /** The caller is known and may not do this. */
    PERMISSION_DENIED(7),
    /** A limit was reached: message size, queue, calls, depth. */
    RESOURCE_EXHAUSTED(8),
    /** The system is not in the state that the operation needs. */
    FAILED_PRECONDITION(9),
    /** The operation was aborted, by a conflict for example. */
    ABORTED(10),
    /** A position is past the end. */
    OUT_OF_RANGE(11),
    /** The server has no such service or method. */
    UNIMPLEMENTED(12),
    /** A promise of the framework or of a handler was broken. */
    INTERNAL(13),
    /** The peer cannot be reached now; a later attempt may succeed. */
    UNAVAILABLE(14),
    /** Data was lost for good. */
    DATA_LOSS(15),
    /** The caller did not prove who it is. */
    UNAUTHENTICATED(16);

    private static final StatusCode[] BY_NUMBER = values();

    private final int number;

    StatusCode(int number) {
        this.number = number;
    }

    /** The number on the wire, 0 to 16. */
    public int number() {
        return number;
    }

    /** The code of a number; {@link #UNKNOWN} for numbers that gRPC does not define. */
    public static StatusCode of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
    }
}
