package io.nearcall.internal;

import io.nearcall.CallObserver;
import io.nearcall.CallOptions;
import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.Connection;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A client's call: a transport's, replaced by another where that one cannot have run; used again by its thread. */
final class ClientCall implements OutboundCall {
    /** Larger requests of asynchronous calls are not kept until the reply, and so not sent again. */
    private static final int KEPT_BYTES = 32 << 10;

    private final Scope owner;
    ClientCall nextFree; // the owner's

    private Calls calls;
    private MethodInfo method;
    private CallOptions options;
    private CallObserver observer;
    private OutboundCall attempt;
    private boolean cancelled;

    ClientCall(Scope owner) {
        this.owner = owner;
    }

    /** Starts anew. */
    ClientCall begin(Calls newCalls, MethodInfo newMethod, CallOptions newOptions, CallObserver newObserver) {
        calls = newCalls;
        method = newMethod;
        options = newOptions;
        observer = newObserver;
        cancelled = false;
        Connection open = newCalls.link().open();
        if (open == null) {
            connect();
            return this;
        }
        try {
            attempt = open.newCall(newMethod, 0, newOptions);
        } catch (RpcException failure) {
            again(failure, timeLimit(), call -> call);
        }
        return this;
    }

    private void connect() {
        Deadline deadline = timeLimit();
        Connection connection = calls.link().connection(options);
        Attempts attempts = new Attempts(calls, method, options, deadline, observer);
        try {
            attempt = attempts.newCall(connection);
        } catch (RpcException failure) {
            again(failure, deadline, call -> call);
        }
    }

    private Deadline timeLimit() {
        return options.timeoutNanos() == 0 ? null : Deadline.afterNanos(options.timeoutNanos());
    }

    @Override
    public Deadline deadline() {
        return attempt.deadline();
    }

    @Override
    public WireWriter request() {
        return attempt.request();
    }

    @Override
    public WireReader invoke() {
        WireReader reply;
        try {
            reply = attempt.invoke();
        } catch (RpcException failure) {
            reply = again(failure, deadline(), OutboundCall::invoke);
        }
        if (options.replyMetadata() != null) {
            show(attempt.headers(), attempt.trailers());
        }
        return reply;
    }

    private void show(Metadata headers, Metadata trailers) {
        if (!headers.isEmpty() || !trailers.isEmpty()) {
            options.replyMetadata().accept(headers, trailers);
        }
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        attempt.cancel();
    }

    @Override
    public Metadata headers() {
        return attempt.headers();
    }

    @Override
    public Metadata trailers() {
        return attempt.trailers();
    }

    @Override
    public <T> CompletableFuture<T> invokeAsync(ReplyReader<T> decoder) {
        ReplyReader<T> reader =
                options.replyMetadata() == null ? decoder : new ShowingReader<>(decoder, options.replyMetadata());
        WireWriter request = request();
        ReplyReader<T> repeatable = request.isBound() || request.size() > KEPT_BYTES
                ? reader
                : new AsyncCall<>(
                        calls,
                        new Attempts(calls, method, options, deadline(), observer),
                        request.toByteArray(),
                        reader);
        try {
            return attempt.invokeAsync(repeatable);
        } catch (RpcException failure) {
            return again(failure, deadline(), call -> call.invokeAsync(repeatable));
        }
    }

    @Override
    public void send() {
        try {
            attempt.send();
        } catch (RpcException failure) {
            again(failure, deadline(), call -> {
                call.send();
                return call;
            });
        }
    }

    @Override
    public MessageStream open(MessageSink sink) {
        try {
            return attempt.open(sink);
        } catch (RpcException failure) {
            return again(failure, deadline(), call -> call.open(sink));
        }
    }

    @Override
    public void close() {
        attempt.close();
        attempt = null;
        calls = null;
        owner.give(this);
    }

    // ---- the further attempts

    private <R> R again(RpcException failure, Deadline deadline, Function<OutboundCall, R> verb) {
        Attempts attempts = new Attempts(calls, method, options, deadline, observer);
        RpcException last = failure;
        while (!isBound() && attempts.follow(last)) {
            Connection connection = attempts.connection();
            try {
                replaceBy(attempts.newCall(connection));
                return verb.apply(attempt);
            } catch (RpcException e) {
                last = e;
            }
        }
        throw attempts.outcome(last);
    }

    private boolean isBound() {
        return attempt != null && attempt.request().isBound();
    }

    private synchronized void replaceBy(OutboundCall next) {
        if (attempt != null) {
            byte[] request = attempt.request().toByteArray();
            next.request().claim(request.length).put(request);
            attempt.close();
        }
        attempt = next;
        if (cancelled) {
            next.cancel();
        }
    }
}
