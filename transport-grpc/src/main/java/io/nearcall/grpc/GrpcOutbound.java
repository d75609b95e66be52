package io.nearcall.grpc;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Status;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.MethodInfo.Kind;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The caller's side of a call by gRPC. */
final class GrpcOutbound implements OutboundCall {
    private static final int ONE_WAY_COST = 1024;

    private final GrpcConnection connection;
    private final MethodInfo method;
    private final io.nearcall.CallOptions options;
    private final Deadline deadline; // null: none
    private final WireWriter request;
    private final Sending sending = new Sending();
    private volatile ClientCall<byte[], byte[]> invoked;
    private volatile boolean cancelled;
    private Reply replied; // null before the good end of a blocking call

    GrpcOutbound(GrpcConnection connection, MethodInfo method, io.nearcall.CallOptions options) {
        this.connection = connection;
        this.method = method;
        this.options = options;
        this.deadline = options.timeoutNanos() == 0 ? null : Deadline.afterNanos(options.timeoutNanos());
        this.request = new WireWriter(connection.limits().message());
        request.carrier(connection);
    }

    /** Whether the request may have left this process. */
    private static final class Sending extends ClientStreamTracer.Factory {
        private volatile boolean given; // to a connection, which writes it when it can
        private volatile boolean sent;

        /** Only a connection that is gone proves that what it was given was not written. */
        boolean mayHaveLeft(Status end) {
            return sent || given && end.getCode() != Status.Code.UNAVAILABLE;
        }

        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, io.grpc.Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void streamCreated(Attributes transport, io.grpc.Metadata beside) {
                    given = true;
                }

                @Override
                public void outboundHeaders() {
                    sent = true;
                }
            };
        }
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
    public Metadata headers() {
        return replied == null ? Metadata.EMPTY : replied.headers();
    }

    @Override
    public Metadata trailers() {
        return replied == null ? Metadata.EMPTY : replied.trailers();
    }

    @Override
    public void close() {
        // nothing is pooled
    }

    // ---- one reply

    @Override
    public WireReader invoke() {
        Sockets.mayWait(method.fullName());
        io.grpc.Metadata beside = begin(true);
        BlockingReply reply = new BlockingReply();
        ClientCall<byte[], byte[]> call =
                start(reply, beside, grpcOptions(deadline).withExecutor(reply));
        invoked = call;
        if (cancelled) { // looked at behind the write: cancel() looks the other way round
            cancel();
        }
        reply.await(call);
        RpcException failure = reply.failure();
        if (failure != null) {
            throw failure;
        }
        replied = reply;
        return reply.reader();
    }

    @Override
    public void cancel() {
        cancelled = true;
        ClientCall<byte[], byte[]> call = invoked;
        if (call != null) {
            call.cancel(method + ": cancelled", null);
        }
    }

    @Override
    public <T> CompletableFuture<T> invokeAsync(ReplyReader<T> reader) {
        io.grpc.Metadata beside = begin(false);
        FutureReply<T> reply = new FutureReply<>(reader);
        reply.future.call = start(reply, beside, grpcOptions(deadline));
        return reply.future;
    }

    @Override
    public void send() {
        request.checkLimit();
        io.grpc.Metadata beside = GrpcMetadata.sent(options.metadata(), method.kind());
        int cost = Math.min(ONE_WAY_COST + request.size(), connection.limits().writeQueue());
        connection.beginOneWay(method, cost, deadline);
        start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, io.grpc.Metadata trailers) {
                        connection.oneWayEnded(cost);
                    }
                },
                beside,
                grpcOptions(null));
    }

    @Override
    public MessageStream open(MessageSink sink) {
        boolean requests = method.kind() == Kind.CLIENT_STREAM || method.kind() == Kind.BIDI_STREAM;
        if (requests) {
            request.clear();
        }
        io.grpc.Metadata beside = begin(true);
        OutboundStream stream = new OutboundStream(connection, method, requests, this::failure);
        stream.attach(sink);
        ClientCall<byte[], byte[]> call = connection.newCall(method, grpcOptions(deadline));
        stream.start(call, beside);
        if (!requests) {
            call.sendMessage(request.toByteArray());
            call.halfClose();
        }
        return stream;
    }

    /** What goes beside the request, which has a place among those in flight now. */
    private io.grpc.Metadata begin(boolean mayWait) {
        request.checkLimit();
        io.grpc.Metadata beside = GrpcMetadata.sent(options.metadata(), method.kind());
        if (deadline != null && deadline.isExpired()) {
            throw late(Delivery.NOT_EXECUTED);
        }
        connection.begin(method, mayWait, deadline);
        return beside;
    }

    private ClientCall<byte[], byte[]> start(
            ClientCall.Listener<byte[]> listener, io.grpc.Metadata beside, CallOptions own) {
        ClientCall<byte[], byte[]> call = connection.newCall(method, own);
        call.start(listener, beside);
        call.request(2); // the second one never comes, or is an error that gRPC sees
        call.sendMessage(request.toByteArray());
        call.halfClose();
        return call;
    }

    private CallOptions grpcOptions(Deadline until) {
        CallOptions own = connection.callOptions().withStreamTracerFactory(sending);
        return until == null ? own : own.withDeadlineAfter(until.remainingNanos(), TimeUnit.NANOSECONDS);
    }

    private RpcException late(Delivery delivery) {
        return new RpcException(
                StatusCode.DEADLINE_EXCEEDED,
                method + ": no reply from " + connection.endpoint() + " within " + options.timeLimit(),
                delivery);
    }

    private RpcException failure(Status status, io.grpc.Metadata after) {
        boolean mayHaveLeft = sending.mayHaveLeft(status);
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && deadline != null && deadline.isExpired()) {
            return late(mayHaveLeft ? Delivery.UNKNOWN : Delivery.NOT_EXECUTED);
        }
        RpcException failure = GrpcStatus.received(status, after, mayHaveLeft, method.fullName());
        if (GrpcStatus.refusesSize(status)) {
            String message = method + ": a message is over its receiver's limit; raise nearcall.limits.message there: "
                    + failure.getMessage();
            return new RpcException(
                    failure.code(), message, failure.delivery(), failure.trailers(), failure.getCause());
        }
        if (failure.code() != StatusCode.UNAVAILABLE || failure.delivery() == Delivery.EXECUTED) {
            return failure;
        }
        String message = method + ": the connection to " + connection.endpoint() + " ended: " + failure.getMessage();
        return new RpcException(failure.code(), message, failure.delivery(), failure.trailers(), failure.getCause());
    }

    /** What comes for a call with one reply. */
    private abstract class Reply extends ClientCall.Listener<byte[]> {
        private io.grpc.Metadata before;
        private io.grpc.Metadata after;
        private byte[] message;
        private Status status;

        @Override
        public final void onHeaders(io.grpc.Metadata metadata) {
            before = metadata;
        }

        @Override
        public final void onMessage(byte[] bytes) {
            message = bytes;
        }

        @Override
        public final void onClose(Status end, io.grpc.Metadata metadata) {
            status = end.isOk() && message == null
                    ? Status.INTERNAL.withDescription(method + ": the server ended the call without a reply")
                    : end;
            after = metadata;
            connection.ended();
            closed();
        }

        /** The call has ended. */
        abstract void closed();

        final RpcException failure() {
            if (status.isOk()) {
                return Bytes.fault(
                        message,
                        method.fullName(),
                        "the reply",
                        connection.limits().message(),
                        Delivery.EXECUTED);
            }
            RpcException failure = GrpcOutbound.this.failure(status, after);
            return before == null && GrpcStatus.refusesSize(status, request.size())
                    ? new RpcException(failure.code(), failure.getMessage(), Delivery.NOT_EXECUTED)
                    : failure;
        }

        final Metadata headers() {
            return GrpcMetadata.received(before);
        }

        final Metadata trailers() {
            return GrpcMetadata.received(after);
        }

        final WireReader reader() {
            WireReader reader = new WireReader();
            reader.carrier(connection);
            reader.adopt(message);
            return reader;
        }
    }

    /** One that a thread waits for, which does meanwhile what there is to do for the call. */
    private final class BlockingReply extends Reply implements Executor {
        private final Thread caller = Thread.currentThread();
        private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
        private volatile boolean waits;
        private boolean isOver; // the caller's

        @Override
        public void execute(Runnable event) {
            events.add(event);
            if (waits) { // looked at behind the write: the caller looks the other way round
                LockSupport.unpark(caller);
            }
        }

        @Override
        void closed() {
            isOver = true;
        }

        void await(ClientCall<byte[], byte[]> call) {
            boolean interrupted = false;
            while (!isOver) {
                Runnable event = events.poll();
                if (event != null) {
                    event.run();
                } else if (Thread.interrupted()) {
                    interrupted = true;
                    call.cancel(method + ": the calling thread was interrupted", null); // which ends it at once
                } else {
                    park();
                }
            }
            if (interrupted) {
                caller.interrupt();
            }
        }

        private void park() {
            waits = true;
            if (events.isEmpty()) {
                LockSupport.park(this);
            }
            waits = false;
        }
    }

    /** One that completes a future, on a thread that may run what the user has attached to it and to its reply. */
    private final class FutureReply<T> extends Reply {
        private final ReplyReader<T> reader;
        private final CallFuture<T> future = new CallFuture<>();

        FutureReply(ReplyReader<T> reader) {
            this.reader = reader;
        }

        @Override
        void closed() {
            connection.workers().execute(this::end); // the reader of the reply and observers are the user's
        }

        private void end() {
            RpcException failure = failure();
            if (failure != null) {
                fail(failure);
                return;
            }
            try {
                Metadata before = headers();
                Metadata after = trailers();
                if (!before.isEmpty() || !after.isEmpty()) {
                    reader.metadata(before, after);
                }
                future.complete(reader.read(reader()));
            } catch (WireException unreadable) {
                future.completeExceptionally(method.named(unreadable));
            } catch (RuntimeException | Error unreadable) {
                future.completeExceptionally(unreadable);
            }
        }

        private void fail(RpcException failure) {
            if (future.isDone()) {
                return;
            }
            if (!reader.retries(failure, future)) {
                future.completeExceptionally(reader.failed(failure));
            } else if (deadline != null) {
                CompletableFuture.delayedExecutor(deadline.remainingNanos(), TimeUnit.NANOSECONDS, connection.workers())
                        .execute(() -> future.completeExceptionally(late(Delivery.UNKNOWN)));
            }
        }
    }

    /** A future that cancels its call. */
    private static final class CallFuture<T> extends CompletableFuture<T> {
        private volatile ClientCall<byte[], byte[]> call;

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean first = super.cancel(mayInterruptIfRunning);
            if (first) {
                call.cancel("cancelled by the caller", null);
            }
            return first;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
