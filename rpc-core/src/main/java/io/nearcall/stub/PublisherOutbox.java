package io.nearcall.stub;

import io.nearcall.wire.WireWriter;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** Subscribes to a {@link Flow.Publisher}, and asks for an element when the peer takes one. */
final class PublisherOutbox<A> extends Outbox<A> implements Flow.Subscriber<A> {
    private final Flow.Publisher<A> source;
    private final AtomicBoolean wants = new AtomicBoolean();
    private volatile Flow.Subscription subscription;
    private volatile boolean done;

    PublisherOutbox(Flow.Publisher<A> source, BiConsumer<WireWriter, ? super A> write) {
        super(write);
        this.source = source;
    }

    @Override
    void start() {
        try {
            source.subscribe(this);
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
        }
    }

    @Override
    void sendAll() {
        start();
    }

    @Override
    void onReady() {
        if (wants.compareAndSet(true, false)) {
            inbox().execute(() -> subscription.request(1));
        }
    }

    @Override
    void onEnd() {
        boolean endedBefore = done;
        done = true;
        Flow.Subscription ended = subscription;
        if (ended != null && !endedBefore) {
            inbox().execute(ended::cancel);
        }
    }

    private void requestNext() {
        wants.set(true); // before the look: onReady() follows a no
        if (isReady() && wants.compareAndSet(true, false)) {
            subscription.request(1);
        }
    }

    private void fail(Throwable thrown) {
        if (!done) {
            done = true;
            ending().failed(thrown);
        }
    }

    // ---- Flow.Subscriber

    @Override
    public void onSubscribe(Flow.Subscription given) {
        Objects.requireNonNull(given, "subscription");
        if (subscription != null) {
            given.cancel();
            return;
        }
        subscription = given; // before the look, as Inbox looks the other way round
        if (inbox().hasEnded()) {
            given.cancel();
        } else {
            requestNext();
        }
    }

    @Override
    public void onNext(A element) {
        if (done) {
            return;
        }
        try {
            send(element);
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
            subscription.cancel();
            return;
        }
        requestNext();
    }

    @Override
    public void onError(Throwable thrown) {
        fail(Objects.requireNonNull(thrown, "thrown"));
    }

    @Override
    public void onComplete() {
        if (!done) {
            done = true;
            ending().sentAll();
        }
    }
}
