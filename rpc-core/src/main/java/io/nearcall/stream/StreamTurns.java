package io.nearcall.stream;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The streams of one connection that wait for room in its {@link SendQueue}, each for one part at a time.
 *
 * <p>The queue takes little of them, so that a reply never waits for more than that.
 */
final class StreamTurns {
    private final SendQueue out;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<StreamFlow> waiting = new ArrayDeque<>(); // guarded by lock
    private volatile int count; // written under lock

    StreamTurns(SendQueue out) {
        this.out = out;
    }

    /** Queues a stream, unless it is queued. */
    void add(StreamFlow flow) {
        lock.lock();
        try {
            if (!flow.inTurns) {
                flow.inTurns = true;
                waiting.add(flow);
                count = waiting.size();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a stream waits for room that is there. */
    boolean areDue() {
        return count > 0 && out.hasRoomForStreams();
    }

    /** Gives each stream its turn while there is room. */
    void take() {
        while (areDue()) {
            StreamFlow flow = first();
            if (flow == null) {
                return;
            }
            if (flow.takeTurn()) {
                add(flow);
            }
        }
    }

    private StreamFlow first() {
        lock.lock();
        try {
            StreamFlow flow = waiting.poll();
            if (flow != null) {
                flow.inTurns = false;
            }
            count = waiting.size();
            return flow;
        } finally {
            lock.unlock();
        }
    }
}
