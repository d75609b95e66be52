package io.nearcall;

/** How a call ended; names and numbers are gRPC's. */
public enum StatusCode {
    /** The call succeeded. */
    OK,
    /** The caller gave up. */
    CANCELLED,
    /** The handler threw an exception that says nothing more. */
    UNKNOWN,
    /** The request cannot be understood, whatever the server's state. */
    INVALID_ARGUMENT,
    /** The deadline passed first. */
    DEADLINE_EXCEEDED,
    /** What was asked for does not exist. */
    NOT_FOUND,
    /** What should be created exists. */
    ALREADY_EXISTS,
    /** The caller is known and may not do this. */
    PERMISSION_DENIED,
    /** A limit was reached: message size, queue, calls, depth. */
    RESOURCE_EXHAUSTED,
    /** The system is not in the state that the operation needs. */
    FAILED_PRECONDITION,
    /** The operation was aborted, by a conflict for example. */
    ABORTED,
    /** A position is past the end. */
    OUT_OF_RANGE,
    /** The server has no such service or method. */
    UNIMPLEMENTED,
    /** A promise of the framework or of a handler was broken. */
    INTERNAL,
    /** The peer cannot be reached now; a later attempt may succeed. */
    UNAVAILABLE,
    /** Data was lost for good. */
    DATA_LOSS,
    /** The caller did not prove who it is. */
    UNAUTHENTICATED;

    private static final StatusCode[] BY_NUMBER = values();

    /** The number on the wire, 0 to 16. */
    public int number() {
        return ordinal();
    }

    /** The code of a number; {@link #UNKNOWN} for numbers that gRPC does not define. */
    public static StatusCode of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
    }
}
