package io.nearcall.tck;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes items as they are asked for, on the thread that asks. */
final class Counting implements Flow.Publisher<Feed.Item> {
    private final long count;
    private final int size;
    final AtomicLong published = new AtomicLong();
    final AtomicLong cancelled = new AtomicLong();

    Counting(long count, int size) {
        this.count = count;
        this.size = size;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Feed.Item> subscriber) {
        Asked asked = new Asked(subscriber);
        subscriber.onSubscribe(asked);
        asked.publish();
    }

    private final class Asked implements Flow.Subscription {
        private final Flow.Subscriber<? super Feed.Item> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicLong turns = new AtomicLong();
        private long next;
        private boolean done;
        private volatile boolean gone;

        Asked(Flow.Subscriber<? super Feed.Item> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            demand.accumulateAndGet(n, (has, more) -> has + more < 0 ? Long.MAX_VALUE : has + more);
            publish();
        }

        @Override
        public void cancel() {
            gone = true;
            cancelled.incrementAndGet();
        }

        private void publish() {
            long seen = turns.incrementAndGet();
            if (seen != 1) {
                return;
            }
            do {
                while (!gone && next < count && demand.get() > 0) {
                    demand.decrementAndGet();
                    published.incrementAndGet();
                    subscriber.onNext(Feed.Item.of(next++, size));
                }
                if (!gone && !done && next == count) {
                    done = true;
                    subscriber.onComplete();
                }
                seen = turns.addAndGet(-seen);
            } while (seen != 0);
        }
    }
}
