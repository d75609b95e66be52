package io.nearcall.stream;

/** Something a thread waits for on a connection. */
interface Awaited {
    /** Whether the wait is over. */
    boolean isOver();

    /** The waiting thread is about to sleep; it asks {@link #isOver} once more before it does. */
    default void sleeps() {
        // frames wake whoever reads
    }

    /** Which thread to unpark; null for none. */
    void parks(Thread thread);
}
