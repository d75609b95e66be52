package io.nearcall.inproc;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The one-way calls of a connection: run in the order they were sent, by one worker at a time, bounded in bytes. */
final class OneWayLane {
    private static final int COST = 1024;

    private final long window;
    private final LongAdder failed;
    private final Runnable onEmpty;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Queue<InprocInbound> queue = new ArrayDeque<>(); // guarded by lock
    private long queued; // guarded by lock
    private boolean running; // guarded by lock

    OneWayLane(long window, LongAdder failed, Runnable onEmpty) {
        this.window = window;
        this.failed = failed;
        this.onEmpty = onEmpty;
    }

    /** Queues a call, waiting for room at most {@code nanos} (0: no limit); whether it was taken. */
    boolean offer(InprocInbound call, int size, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (queued > 0 && queued + COST + size > window) {
                if (nanos == 0) {
                    room.await();
                } else if (left <= 0) {
                    return false;
                } else {
                    left = room.awaitNanos(left);
                }
            }
            queued += COST + size;
            call.onEnd(() -> ended(size));
            queue.add(call);
            if (!running) {
                running = true;
                InprocConnection.WORKERS.execute(this::run);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return queued == 0;
        } finally {
            lock.unlock();
        }
    }

    void countFailure() {
        failed.increment();
    }

    private void run() {
        while (true) {
            InprocInbound next;
            lock.lock();
            try {
                next = queue.poll();
                if (next == null) {
                    running = false;
                    return;
                }
            } finally {
                lock.unlock();
            }
            next.serve();
        }
    }

    private void ended(int size) {
        lock.lock();
        try {
            queued -= COST + size;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        onEmpty.run();
    }
}
