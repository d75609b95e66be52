package io.nearcall.stream;

/** A thread that leads a poller or runs handlers. */
final class WorkerThread extends Thread {
    private Poller leading;
    private long turn;

    WorkerThread(Runnable work, String name) {
        super(null, work, name, 0, false);
        setDaemon(true);
    }

    /** Which poller this thread leads; null for none. */
    void leads(Poller poller) {
        leading = poller;
    }

    /** The thread is in user code, entered at that turn. */
    void inUserCode(long odd) {
        turn = odd;
    }

    /** The calling thread is about to sleep inside a handler: lets another one lead its poller at once. */
    static void aboutToSleep() {
        if (Thread.currentThread() instanceof WorkerThread worker && worker.leading != null && worker.turn != 0) {
            worker.leading.offerLeadership(worker.turn);
            worker.turn = 0;
        }
    }
}
