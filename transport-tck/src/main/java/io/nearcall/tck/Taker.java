package io.nearcall.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes items so many at a time, and complains of signals that are out of order or at the same time. */
final class Taker implements Flow.Subscriber<Feed.Item> {
    private final int batch;
    private final AtomicInteger inside = new AtomicInteger();
    private final CompletableFuture<Long> end = new CompletableFuture<>();
    private final List<String> complaints = new ArrayList<>(); // guarded by this
    private volatile Flow.Subscription subscription;
    private volatile long taken;
    private volatile Thread thread;
    private long sum;

    Taker(int batch) {
        this.batch = batch;
    }

    /** Waits for the end; the sum of the numbers. */
    long sum() {
        return Outcomes.reply(end);
    }

    CompletableFuture<Long> end() {
        return end;
    }

    long taken() {
        return taken;
    }

    /** Where the last item came. */
    Thread thread() {
        return thread;
    }

    Flow.Subscription subscription() {
        return subscription;
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    private synchronized void complain(String what) {
        complaints.add(what);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (batch > 0) {
            given.request(batch);
        }
    }

    @Override
    public void onNext(Feed.Item item) {
        if (inside.incrementAndGet() != 1 || end.isDone()) {
            complain("item " + item.number() + " beside another signal or after the end");
        }
        if (item.number() != taken) {
            complain("item " + item.number() + " in place of " + taken);
        }
        if (!Arrays.equals(item.bytes(), Carry.bytes(item.bytes().length, item.number()))) {
            complain("the bytes of item " + item.number() + " are not its own");
        }
        thread = Thread.currentThread();
        sum += item.number();
        taken++;
        if (batch > 0 && taken % batch == 0) {
            subscription.request(batch);
        }
        inside.decrementAndGet();
    }

    @Override
    public void onError(Throwable thrown) {
        end.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        end.complete(sum);
    }
}
