package io.nearcall.inproc;

import io.nearcall.CallOptions;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.internal.RemoteObjects;
import io.nearcall.internal.flow.Flow;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.MethodInfo.Kind;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The caller's side of a call inside one JVM. */
final class InprocCall implements OutboundCall, Flow.Side {
    private final InprocConnection connection;
    private final MethodInfo method;
    private final long target;
    private final CallOptions options;
    private final Deadline deadline;
    private final WireWriter request;
    private final CompletableFuture<WireReader> outcome = new CompletableFuture<>();
    private volatile InprocInbound inbound;
    private volatile InprocFlow flow; // of a stream, null for others
    private Metadata replyHeaders = Metadata.EMPTY;
    private Metadata replyTrailers = Metadata.EMPTY;

    InprocCall(InprocConnection connection, MethodInfo method, long target, CallOptions options) {
        this.connection = connection;
        this.method = method;
        this.target = target;
        this.options = options;
        this.deadline = options.timeoutNanos() == 0 ? null : Deadline.afterNanos(options.timeoutNanos());
        this.request = new WireWriter(connection.messageLimit());
        request.carrier(connection);
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public WireWriter request() {
        return request;
    }

    @Override
    public WireReader invoke() {
        long timeout = options.timeoutNanos();
        begin(true);
        try {
            if (timeout == 0) {
                inbound.serve();
                return outcome.get();
            }
            serveElsewhere();
            return outcome.get(timeout, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            RpcException late = late();
            end(late);
            throw late;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            RpcException interrupted = new RpcException(
                    StatusCode.CANCELLED, method + ": the calling thread was interrupted", Delivery.UNKNOWN);
            end(interrupted);
            throw interrupted;
        } catch (ExecutionException e) {
            RpcException f = (RpcException) e.getCause();
            throw new RpcException(f.code(), f.getMessage(), f.delivery(), f.trailers(), f.getCause());
        }
    }

    @Override
    public void cancel() {
        end(new RpcException(StatusCode.CANCELLED, method + ": cancelled", Delivery.UNKNOWN));
    }

    @Override
    public Metadata headers() {
        return replyHeaders;
    }

    @Override
    public Metadata trailers() {
        return replyTrailers;
    }

    @Override
    public <T> CompletableFuture<T> invokeAsync(ReplyReader<T> reader) {
        begin(false);
        CompletableFuture<T> result = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                boolean first = super.cancel(mayInterruptIfRunning);
                if (first) {
                    end(new RpcException(StatusCode.CANCELLED, method + ": cancelled", Delivery.UNKNOWN));
                }
                return first;
            }
        };
        outcome.whenComplete((reply, failure) -> {
            if (failure != null) {
                fail(result, reader, (RpcException) failure);
                return;
            }
            try {
                if (!replyHeaders.isEmpty() || !replyTrailers.isEmpty()) {
                    reader.metadata(replyHeaders, replyTrailers);
                }
                result.complete(reader.read(reply));
            } catch (WireException e) {
                result.completeExceptionally(method.named(e));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        serveElsewhere();
        expireLater(() -> expire(result));
        return result;
    }

    private void expireLater(Runnable expire) {
        if (options.timeoutNanos() != 0) {
            CompletableFuture.delayedExecutor(options.timeoutNanos(), TimeUnit.NANOSECONDS, InprocConnection.WORKERS)
                    .execute(expire);
        }
    }

    private RpcException late() {
        return new RpcException(
                StatusCode.DEADLINE_EXCEEDED,
                method + ": no reply from " + connection.endpoint() + " within " + options.timeLimit(),
                Delivery.UNKNOWN);
    }

    private static <T> void fail(CompletableFuture<T> result, ReplyReader<T> reader, RpcException why) {
        if (result.isDone() || !reader.retries(why, result)) {
            result.completeExceptionally(reader.failed(why));
        }
    }

    private void expire(CompletableFuture<?> result) {
        if (!result.isDone()) {
            RpcException late = late();
            end(late);
            result.completeExceptionally(late); // one that is made again has no outcome here
        }
    }

    @Override
    public void send() {
        request.checkLimit();
        CallHandler.Method served = served();
        InprocInbound call = new InprocInbound(
                connection, method.fullName(), target, served, null, options.metadata(), request, null);
        call.carry(request); // before it may run
        try {
            if (!connection.oneWays().offer(call, request.size(), options.timeoutNanos())) {
                call.request().clear();
                throw new RpcException(
                        StatusCode.RESOURCE_EXHAUSTED,
                        method + ": the queue of one-way calls to " + connection.endpoint() + " stayed full within "
                                + options.timeLimit() + "; the server is slower than its callers",
                        Delivery.NOT_EXECUTED);
            }
        } catch (InterruptedException e) {
            call.request().clear();
            Thread.currentThread().interrupt();
            throw new RpcException(
                    StatusCode.CANCELLED, method + ": the calling thread was interrupted", Delivery.NOT_EXECUTED);
        }
    }

    @Override
    public MessageStream open(MessageSink sink) {
        if (method.kind() == Kind.CLIENT_STREAM || method.kind() == Kind.BIDI_STREAM) {
            request.clear();
        }
        begin(true);
        InprocFlow.connect(this, inbound, method.kind(), connection);
        flow.attach(sink);
        serveElsewhere();
        expireLater(() -> {
            if (connection.isInFlight(this)) {
                end(late());
            }
        });
        return flow;
    }

    void flow(InprocFlow stream) {
        flow = stream;
    }

    // ---- Flow.Side

    @Override
    public void beforeFirst() {
        // the request has gone
    }

    @Override
    public void sentAll() {
        flow.peer().receiveHalfClose();
    }

    @Override
    public void abort(RpcException why) {
        if (connection.done(this)) {
            inbound.cancel(seenByCallee(why));
        }
    }

    @Override
    public void close() {
        request.clear();
    }

    // ---- the outcome, from the server's side

    void replied(Metadata headers, WireWriter reply, Metadata trailers) {
        replyHeaders = headers;
        replyTrailers = trailers;
        WireReader copy = new WireReader();
        copy.carrier(connection);
        reply.copyTo(copy);
        connection.done(this);
        if (flow == null) {
            copy.carried(RemoteObjects.arrived(connection, reply.references()));
            reply.sent();
            if (!outcome.complete(copy)) {
                copy.clear();
            }
            return;
        }
        if (!headers.isEmpty()) {
            flow.receiveHeaders(headers);
        }
        if (!flow.peer().sendsMany()) {
            flow.receive(reply);
        }
        flow.stopSending();
        flow.receiveEnd(trailers);
    }

    void failed(RpcException failure) {
        connection.done(this);
        if (flow == null) {
            outcome.completeExceptionally(failure);
        } else {
            flow.stopSending();
            flow.receiveFailure(failure);
        }
    }

    /** Ends the call from outside: by its caller, its deadline, or the connection. */
    void end(RpcException why) {
        boolean first = connection.done(this);
        if (flow != null) {
            flow.abort(why);
        } else {
            first = outcome.completeExceptionally(why);
        }
        if (first && inbound != null) {
            inbound.cancel(seenByCallee(why));
        }
    }

    /** A callee learns that its caller gave up, not why; that the connection has ended it learns. */
    private static RpcException seenByCallee(RpcException why) {
        return why.code() == StatusCode.UNAVAILABLE
                ? why
                : new RpcException(StatusCode.CANCELLED, "cancelled by the caller", Delivery.UNKNOWN);
    }

    private void begin(boolean mayWait) {
        request.checkLimit();
        CallHandler.Method served = served();
        long timeout = options.timeoutNanos();
        inbound = new InprocInbound(
                connection, method.fullName(), target, served, deadline, options.metadata(), request, this);
        try {
            if (!connection.begin(this, mayWait, timeout)) {
                throw new RpcException(
                        StatusCode.RESOURCE_EXHAUSTED,
                        method + ": too many calls are in flight on this connection to " + connection.endpoint()
                                + "; raise nearcall.limits.calls or connect twice",
                        Delivery.NOT_EXECUTED);
            }
            inbound.carry(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(
                    StatusCode.CANCELLED, method + ": the calling thread was interrupted", Delivery.NOT_EXECUTED);
        }
    }

    private CallHandler.Method served() {
        CallHandler.Method served = connection.find(method.fullName());
        if (served == null) {
            throw new RpcException(
                    StatusCode.UNIMPLEMENTED,
                    method + ": " + connection.endpoint()
                            + " serves no such method; is it the right server, and as new as its client?",
                    Delivery.NOT_EXECUTED);
        }
        if (served.kind() != method.kind()) {
            throw new RpcException(
                    StatusCode.UNIMPLEMENTED,
                    method + ": the caller's interface has another kind of method, here it is " + served.kind()
                            + "; compile both sides with the same one",
                    Delivery.NOT_EXECUTED);
        }
        return served;
    }

    private void serveElsewhere() {
        InprocInbound call = inbound;
        try {
            InprocConnection.WORKERS.execute(call::serve);
        } catch (RejectedExecutionException e) {
            call.fail(new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": this JVM runs as many handlers as it may",
                    Delivery.NOT_EXECUTED));
        }
    }
}
