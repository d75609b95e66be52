package io.nearcall.stub;

import io.nearcall.RpcException;
import java.lang.ref.Reference;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A {@link Stream} of what comes: its thread waits for each element and reads it. */
final class Puller<T> implements Spliterator<T> {
    private final Inbox<T> inbox;
    private Runnable endOfWatch = () -> {};

    private Puller(Inbox<T> inbox) {
        this.inbox = inbox;
    }

    /** A stream that ends with its call. */
    static <T> Stream<T> stream(Inbox<T> inbox) {
        return StreamSupport.stream(new Puller<>(inbox), false);
    }

    /** A stream that must be read to its end or closed; one that is not is reported and cancelled. */
    static <T> Stream<T> watchedStream(Inbox<T> inbox) {
        Puller<T> puller = new Puller<>(inbox);
        Runnable endOfWatch = Leaks.watch(puller, inbox);
        puller.endOfWatch = endOfWatch;
        return StreamSupport.stream(puller, false).onClose(() -> {
            inbox.close();
            endOfWatch.run();
        });
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        try {
            if (!awaitElement()) {
                endOfWatch.run();
                return false;
            }
            action.accept(inbox.read());
            return true;
        } finally {
            Reference.reachabilityFence(this); // who waits has not left it
        }
    }

    /** A stream throws no checked exception: one that the method declares is the cause. */
    private boolean awaitElement() {
        try {
            return inbox.await();
        } catch (RpcException status) {
            Throwable failure = inbox.isOver() ? inbox.failure() : status;
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new RpcException(status.code(), status.getMessage(), status.delivery(), status.trailers(), failure);
        }
    }

    @Override
    public Spliterator<T> trySplit() {
        return null; // one connection, one order
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL;
    }
}
