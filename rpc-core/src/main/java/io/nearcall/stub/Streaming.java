package io.nearcall.stub;

import io.nearcall.RpcException;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A streaming call as the client half of a generated binding makes it: what is sent, then how the reply is wanted. */
public final class Streaming {
    private final Caller caller;
    private final MethodInfo method;
    private final Consumer<WireWriter> request;
    private final Supplier<Outbox<?>> source; // null for one request

    private Streaming(Caller caller, MethodInfo method, Consumer<WireWriter> request, Supplier<Outbox<?>> source) {
        this.caller = caller;
        this.method = method;
        this.request = request;
        this.source = source;
    }

    /** A call with one request. */
    public static Streaming call(Caller caller, MethodInfo method, Consumer<WireWriter> request) {
        return new Streaming(caller, method, request, null);
    }

    /** A call with the elements of a stream, which is closed at the end. */
    public static <A> Streaming call(
            Caller caller, MethodInfo method, Stream<A> requests, BiConsumer<WireWriter, ? super A> write) {
        Objects.requireNonNull(requests, method + ": the stream is null");
        return new Streaming(caller, method, out -> {}, () -> new StreamOutbox<>(requests, write));
    }

    /** A call with the elements of a publisher. */
    public static <A> Streaming call(
            Caller caller, MethodInfo method, Flow.Publisher<A> requests, BiConsumer<WireWriter, ? super A> write) {
        Objects.requireNonNull(requests, method + ": the publisher is null");
        return new Streaming(caller, method, out -> {}, () -> new PublisherOutbox<>(requests, write));
    }

    /** The replies as a stream that the user pulls, and closes unless he reads it to its end. */
    public <T> Stream<T> stream(Function<? super WireReader, ? extends T> read) {
        Inbox<T> inbox = Inbox.ofCaller(method, refusingNull(method, read));
        open(inbox);
        sendElsewhere(inbox);
        return Puller.watchedStream(inbox);
    }

    /** The replies as a publisher; each subscription is a call, and its signals come on threads that may block. */
    public <T> Flow.Publisher<T> publisher(Function<? super WireReader, ? extends T> read) {
        Function<WireReader, T> checked = refusingNull(method, read);
        return subscriber -> push(Objects.requireNonNull(subscriber, "subscriber"), checked);
    }

    /** Waits for the one reply; a stream of requests is pulled by the calling thread. */
    public <T> T reply(Function<? super WireReader, ? extends T> read) {
        Inbox<T> inbox = Inbox.ofCaller(method, read);
        open(inbox);
        inbox.ask();
        Outbox<?> outbox = source.get();
        outbox.begin(inbox, new Sending(inbox));
        outbox.sendAll();
        try {
            if (inbox.await()) {
                return inbox.read();
            }
        } catch (RuntimeException failure) {
            if (inbox.cause() instanceof RuntimeException own) {
                throw own;
            }
            if (inbox.cause() instanceof Error own) {
                throw own;
            }
            throw failure;
        }
        throw FutureReply.missing(method.fullName());
    }

    /** The one reply, later. */
    public <T> CompletableFuture<T> future(Function<? super WireReader, ? extends T> read) {
        FutureReply<T> reply = new FutureReply<>(method.fullName());
        push(reply, read);
        return reply.future();
    }

    private <T> void push(Flow.Subscriber<? super T> subscriber, Function<? super WireReader, ? extends T> read) {
        Inbox<T> inbox = Inbox.ofCaller(method, read);
        Pusher<T> pusher = new Pusher<>(inbox, subscriber);
        try {
            open(inbox);
        } catch (RuntimeException refusal) {
            inbox.refused(refusal);
            pusher.begin();
            return;
        }
        pusher.begin();
        sendElsewhere(inbox);
    }

    private void open(Inbox<?> inbox) {
        try (OutboundCall call = caller.newCall(method)) {
            request.accept(call.request());
            MessageStream stream = call.open(inbox);
            inbox.begin(stream, stream::execute);
        } catch (RpcException failure) {
            throw method.named(failure);
        }
    }

    private void sendElsewhere(Inbox<?> inbox) {
        if (source == null) {
            return;
        }
        Outbox<?> outbox = source.get();
        outbox.begin(inbox, new Sending(inbox));
        if (outbox instanceof StreamOutbox<?> pulled) {
            pulled.startElsewhere();
        } else {
            outbox.start();
        }
    }

    static <T> Function<WireReader, T> refusingNull(MethodInfo method, Function<? super WireReader, ? extends T> read) {
        return in -> {
            T element = read.apply(in);
            if (element == null) {
                throw WireException.malformed("an element of a stream of " + method + " has no value");
            }
            return element;
        };
    }

    private record Sending(Inbox<?> inbox) implements Outbox.Ending {
        @Override
        public void sentAll() {
            inbox.stream().halfClose();
        }

        @Override
        public void failed(Throwable thrown) {
            inbox.fail(thrown);
        }
    }
}
