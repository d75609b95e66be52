package io.nearcall.inproc;

import io.nearcall.CallOptions;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The caller's side of a call inside one JVM. */
final class InprocCall implements OutboundCall {
    private final InprocConnection connection;
    private final MethodInfo method;
    private final long target;
    private final CallOptions options;
    private final Deadline deadline;
    private final WireWriter request;
    private final CompletableFuture<WireReader> outcome = new CompletableFuture<>();
    private volatile InprocInbound inbound;
    private Metadata replyHeaders = Metadata.EMPTY;
    private Metadata replyTrailers = Metadata.EMPTY;

    InprocCall(InprocConnection connection, MethodInfo method, long target, CallOptions options) {
        this.connection = connection;
        this.method = method;
        this.target = target;
        this.options = options;
        this.deadline = options.timeoutNanos() == 0 ? null : Deadline.afterNanos(options.timeoutNanos());
        this.request = new WireWriter(connection.messageLimit());
    }

    @Override
    public Connection connection() {
        return connection;
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
            RpcException late = new RpcException(
                    StatusCode.DEADLINE_EXCEEDED,
                    method + ": no reply from " + connection.endpoint() + " within " + Duration.ofNanos(timeout),
                    Delivery.UNKNOWN);
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
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        serveElsewhere();
        if (options.timeoutNanos() != 0) {
            CompletableFuture.delayedExecutor(options.timeoutNanos(), TimeUnit.NANOSECONDS, InprocConnection.WORKERS)
                    .execute(() -> expire(result));
        }
        return result;
    }

    private static <T> void fail(CompletableFuture<T> result, ReplyReader<T> reader, RpcException why) {
        if (result.isDone() || !reader.retries(why, result)) {
            result.completeExceptionally(reader.failed(why));
        }
    }

    private void expire(CompletableFuture<?> result) {
        if (!result.isDone()) {
            RpcException late = new RpcException(
                    StatusCode.DEADLINE_EXCEEDED,
                    method + ": no reply from " + connection.endpoint() + " before its deadline",
                    Delivery.UNKNOWN);
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
        try {
            if (!connection.oneWays().offer(call, request.size(), options.timeoutNanos())) {
                throw new RpcException(
                        StatusCode.RESOURCE_EXHAUSTED,
                        method + ": the queue of one-way calls to " + connection.endpoint()
                                + " stayed full until the deadline; the server is slower than its callers",
                        Delivery.NOT_EXECUTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(
                    StatusCode.CANCELLED, method + ": the calling thread was interrupted", Delivery.NOT_EXECUTED);
        }
    }

    @Override
    public MessageStream open(MessageSink sink) {
        throw new RpcException(
                StatusCode.UNIMPLEMENTED, method + ": streams are not carried yet", Delivery.NOT_EXECUTED);
    }

    @Override
    public void close() {
        // nothing is pooled
    }

    // ---- the outcome, from the server's side

    void replied(Metadata headers, WireWriter reply, Metadata trailers) {
        replyHeaders = headers;
        replyTrailers = trailers;
        WireReader copy = new WireReader();
        reply.copyTo(copy);
        connection.done(this);
        outcome.complete(copy);
    }

    void failed(RpcException failure) {
        connection.done(this);
        outcome.completeExceptionally(failure);
    }

    /** Ends the call from outside: by its caller, its deadline, or the connection. */
    void end(RpcException why) {
        connection.done(this);
        if (outcome.completeExceptionally(why) && inbound != null) {
            inbound.cancel();
        }
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
                    method + ": " + connection.endpoint() + " serves no such method",
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
