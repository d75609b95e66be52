package io.nearcall;

/** What is known about whether a failed call ran on the peer. */
public enum Delivery {
    /** The request never became visible to the peer, or was refused before dispatch: sending it again is safe. */
    NOT_EXECUTED,
    /** The connection or the time ended before the outcome was known. */
    UNKNOWN,
    /** The handler ran and the failure is its answer. */
    EXECUTED
}
