package io.nearcall.stub;

import io.nearcall.internal.Failures;
import io.nearcall.internal.Scope;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A streaming call as the server half of a generated binding serves it.
 *
 * @param <T> what the caller sends
 */
public final class ServedStream<T> {
    private final InboundCall call;
    private final MethodInfo method;
    private final Inbox<T> inbox;

    private ServedStream(InboundCall call, MethodInfo method, Inbox<T> inbox) {
        this.call = call;
        this.method = method;
        this.inbox = inbox;
    }

    /** A call whose request is one message. */
    public static ServedStream<Void> open(InboundCall call, MethodInfo method) {
        return open(call, method, in -> null);
    }

    /** A call with a stream of requests. */
    public static <T> ServedStream<T> open(
            InboundCall call, MethodInfo method, Function<? super WireReader, ? extends T> read) {
        Inbox<T> inbox = Inbox.ofCallee(method, Streaming.refusingNull(method, read));
        MessageStream stream = call.open(inbox);
        inbox.begin(stream, task -> stream.execute(() -> Scope.run(call, task)));
        return new ServedStream<>(call, method, inbox);
    }

    /** The requests, for the handler to pull; the stream ends with the call. */
    public Stream<T> stream() {
        return Puller.stream(inbox);
    }

    /** The requests, pushed on threads that may block; for one subscriber. */
    public Flow.Publisher<T> publisher() {
        AtomicBoolean taken = new AtomicBoolean();
        return subscriber -> {
            Objects.requireNonNull(subscriber, "subscriber");
            if (taken.compareAndSet(false, true)) {
                new Pusher<>(inbox, subscriber).begin();
            } else {
                refuse(subscriber);
            }
        };
    }

    private void refuse(Flow.Subscriber<? super T> subscriber) {
        Inbox<T> none = Inbox.ofCallee(method, in -> null);
        none.refused(new IllegalStateException(
                method + ": the requests of a call come once, and have a subscriber already"));
        new Pusher<>(none, subscriber).begin();
    }

    /** Replies with the elements of {@code replies}, which the calling thread pulls as long as the caller takes them. */
    public <R> void reply(Stream<R> replies, BiConsumer<WireWriter, ? super R> write) {
        if (replies == null) {
            throw Replies.noReply(method.fullName());
        }
        start(new StreamOutbox<>(replies, write));
    }

    /** Replies with the elements of {@code replies}. */
    public <R> void reply(Flow.Publisher<R> replies, BiConsumer<WireWriter, ? super R> write) {
        if (replies == null) {
            throw Replies.noReply(method.fullName());
        }
        start(new PublisherOutbox<>(replies, write));
    }

    private void start(Outbox<?> outbox) {
        outbox.begin(inbox, new Replying(call, method.exceptions()));
        outbox.start();
    }

    private record Replying(InboundCall call, DeclaredExceptions exceptions) implements Outbox.Ending {
        @Override
        public void sentAll() {
            call.complete();
        }

        @Override
        public void failed(Throwable thrown) {
            call.fail(Failures.toRpc(thrown, call.fullMethod(), exceptions, true));
        }
    }
}
