package io.nearcall.stream;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;

/** What a {@link Poller} watches: a connection or a listener. */
abstract class Pollable {
    /** Nothing was there. */
    static final int NOTHING = 0;
    /** Something was done. */
    static final int SOME = 1;
    /** Another thread reads already. */
    static final int BUSY = 2;
    /** While this thread ran user code another one took over the poller: return without touching it. */
    static final int LOST = 3;

    /** Set once by the poller. */
    volatile SelectionKey key;

    /** Of {@link #sink} where that is another channel, once bytes had to wait for it; the poller's leader's own. */
    SelectionKey sinkKey;

    /** Whether it is in the poller's hot list; its leader's own. */
    boolean hot;

    /** When the present wait began, of {@link System#nanoTime()}, 0 for none; its leader's own. */
    long waitsSince;

    /** How long the present wait may spin; its leader's own. */
    long spinNanos;

    /** What to wait on. */
    abstract SelectableChannel channel();

    /** What to wait on for writing. */
    SelectableChannel sink() {
        return channel();
    }

    /** What to wait for at first. */
    abstract int interest();

    /**
     * Does what can be done now without waiting.
     *
     * @param leader the poller that the calling thread leads, null for other threads
     * @return one of the constants above
     */
    abstract int poll(Poller leader);

    /** Whether nothing will come any more, however long one waits. */
    boolean isOver() {
        return false;
    }

    /** Bytes can be written again. */
    void writable() {
        // nothing waits for it
    }

    /** Says whether the poller should look here again and again before it sleeps. */
    abstract SpinBudget spin();

    /** Whether the other side was seen to spin for what we sent last, so that its next word is likely to come soon. */
    boolean peerSpins() {
        return false;
    }

    /** The selector found it readable; called by the leader. */
    void signalled() {
        // the poll that follows does all
    }

    /**
     * The hot list is about to let go of it.
     *
     * @return false when there is something to do after all
     */
    boolean cools() {
        return true;
    }

    /** The poller found another thread reading: called by the leader, which stops watching if this says so. */
    boolean leaveToOthers() {
        return false;
    }

    /** It cannot be watched: the selector has failed, or the registration. */
    abstract void abandoned(Exception reason);
}
