package io.nearcall.stub;

import io.nearcall.wire.WireException;
import io.nearcall.wire.WireWriter;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The sending half of a stream: takes the user's elements as fast as the peer does. */
abstract class Outbox<A> {
    /** What follows the last element. */
    interface Ending {
        /** All elements have been sent. */
        void sentAll();

        /** The user's code threw, or an element could not be written. */
        void failed(Throwable thrown);
    }

    private final BiConsumer<WireWriter, ? super A> write;
    private Inbox<?> inbox;
    private Ending ending;

    Outbox(BiConsumer<WireWriter, ? super A> write) {
        this.write = write;
    }

    /** Binds this half to the other one, whose stream is open. */
    final void begin(Inbox<?> other, Ending whatFollows) {
        inbox = other;
        ending = whatFollows;
        other.outbox(this);
    }

    /** Starts on the calling thread, which runs the user's code anyway, and does not wait. */
    abstract void start();

    /** Sends everything on the calling thread if that is what the source is for, or starts. */
    abstract void sendAll();

    /** The peer takes elements again; must not block. */
    abstract void onReady();

    /** The call has ended; must not block. */
    abstract void onEnd();

    final Inbox<?> inbox() {
        return inbox;
    }

    final Ending ending() {
        return ending;
    }

    final boolean isReady() {
        return inbox.stream().isReady();
    }

    final void send(A element) {
        Objects.requireNonNull(element, () -> inbox.method() + ": an element of the stream is null");
        WireWriter message = inbox.stream().next();
        try {
            write.accept(message, element);
            inbox.stream().send();
        } catch (RuntimeException e) {
            message.clear();
            throw e instanceof WireException wire ? wire.in(inbox.method()) : e;
        }
    }
}
