package io.nearcall.stream;

/** Something a thread waits for on a connection. */
interface Awaited {
    /** Whether the wait is over. */
    boolean isOver();

    /** Which thread to unpark; null for none. */
    void parks(Thread thread);
}
