package io.nearcall.mq;

/** What a call does that finds its queue full. */
enum WhenFull {
    /** Waits for room until its deadline. */
    WAIT,
    /** Fails at once. */
    FAIL
}
