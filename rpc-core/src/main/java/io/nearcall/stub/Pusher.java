package io.nearcall.stub;

import io.nearcall.transport.Log;
import java.lang.System.Logger.Level;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Pushes what comes to a subscriber, on a worker while there is something to push. */
final class Pusher<T> implements Flow.Subscription, Runnable {
    private final Inbox<T> inbox;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger work = new AtomicInteger(1); // held until begun
    private volatile IllegalArgumentException mistake;
    private volatile boolean cancelled;

    // The one that pushes.
    private Flow.Subscriber<? super T> subscriber; // null when nothing more is pushed

    Pusher(Inbox<T> inbox, Flow.Subscriber<? super T> subscriber) {
        this.inbox = inbox;
        this.subscriber = subscriber;
        inbox.listener(this::schedule);
    }

    /** Gives the subscriber its subscription, then pushes. */
    void begin() {
        try {
            subscriber.onSubscribe(this);
        } catch (RuntimeException | Error thrown) {
            Log.LOG.log(Level.ERROR, "a subscriber to " + inbox.method() + " threw from onSubscribe", thrown);
            cancelled = true;
            inbox.fail(thrown);
        }
        inbox.execute(this);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            mistake = new IllegalArgumentException("request(" + n + "): expected a number from 1 (rule 3.9)");
        } else {
            demand.accumulateAndGet(n, (has, more) -> has + more < 0 ? Long.MAX_VALUE : has + more);
        }
        schedule();
    }

    @Override
    public void cancel() {
        cancelled = true;
        inbox.close();
        schedule(); // lets go of the subscriber
    }

    private void schedule() {
        if (work.getAndIncrement() == 0) {
            inbox.execute(this);
        }
    }

    @Override
    public void run() {
        int seen;
        do {
            seen = work.get();
            try {
                push();
            } catch (RuntimeException | Error thrown) {
                Log.LOG.log(Level.ERROR, "a subscriber to " + inbox.method() + " threw", thrown);
                subscriber = null;
                inbox.fail(thrown);
            }
        } while (work.addAndGet(-seen) != 0);
    }

    private void push() {
        while (subscriber != null) {
            if (cancelled) {
                subscriber = null;
            } else if (mistake != null) {
                inbox.close();
                end(mistake);
            } else if (inbox.isFull()) {
                pushOne();
            } else if (inbox.isOver()) {
                if (!inbox.isFull()) { // looked at again: the last one may have come between the two looks
                    end(inbox.failure());
                }
            } else if (demand.get() > 0) {
                inbox.ask();
                if (!inbox.isFull() && !inbox.isOver()) {
                    return; // its coming schedules this again
                }
            } else {
                return;
            }
        }
    }

    private void pushOne() {
        T element;
        try {
            element = inbox.read();
        } catch (RuntimeException | Error unreadable) {
            end(unreadable);
            return;
        }
        if (demand.get() != Long.MAX_VALUE) {
            demand.decrementAndGet();
        }
        subscriber.onNext(element);
    }

    private void end(Throwable why) {
        Flow.Subscriber<? super T> told = subscriber;
        subscriber = null;
        if (why == null) {
            told.onComplete();
        } else {
            told.onError(why);
        }
    }
}
