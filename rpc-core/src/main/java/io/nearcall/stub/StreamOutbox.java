package io.nearcall.stub;

import io.nearcall.wire.WireWriter;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Pulls a {@link Stream}, and holds no thread while the peer takes nothing. */
final class StreamOutbox<A> extends Outbox<A> implements Runnable {
    private final Stream<A> source;
    private final AtomicInteger work = new AtomicInteger(1); // held until started

    private Spliterator<A> elements; // of the one that pulls
    private volatile boolean done;
    private volatile boolean changed;

    StreamOutbox(Stream<A> source, BiConsumer<WireWriter, ? super A> write) {
        super(write);
        this.source = source;
    }

    @Override
    void start() {
        run();
    }

    /** Starts on a worker. */
    void startElsewhere() {
        inbox().execute(this);
    }

    @Override
    void sendAll() {
        while (!done) {
            changed = false;
            sendWhileReady();
            if (!done) {
                inbox().stream().await(() -> changed || inbox().hasEnded(), null);
                if (!changed && !inbox().hasEnded()) {
                    close();
                    return; // interrupted, which the wait for the reply finds out
                }
            }
        }
    }

    @Override
    void onReady() {
        changed = true;
        if (!done && work.getAndIncrement() == 0) {
            inbox().execute(this);
        }
    }

    @Override
    void onEnd() {
        onReady();
    }

    @Override
    public void run() {
        int seen;
        do {
            seen = work.get();
            sendWhileReady();
        } while (work.addAndGet(-seen) != 0);
    }

    private void sendWhileReady() {
        if (done) {
            return;
        }
        try {
            while (!inbox().hasEnded()) {
                if (!isReady()) {
                    return;
                }
                if (elements == null) {
                    elements = source.spliterator();
                }
                if (!elements.tryAdvance(this::send)) {
                    close();
                    ending().sentAll();
                    return;
                }
            }
            close();
        } catch (Throwable thrown) { // whatever the user's stream throws: the peer must hear of it
            done = true;
            try {
                source.close();
            } catch (RuntimeException | Error alsoThrown) {
                thrown.addSuppressed(alsoThrown);
            }
            ending().failed(thrown);
        }
    }

    private void close() {
        done = true;
        source.close();
    }
}
