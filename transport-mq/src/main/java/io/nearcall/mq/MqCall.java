package io.nearcall.mq;

import io.nearcall.CallOptions;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A one-way call on its way into a queue. */
final class MqCall implements OutboundCall {
    private final Endpoint endpoint;
    private final Queue queue;
    private final WhenFull whenFull;
    private final MethodInfo method;
    private final CallOptions options;
    private final Deadline deadline;
    private final WireWriter request;

    MqCall(
            Endpoint endpoint,
            Queue queue,
            WhenFull whenFull,
            int messageLimit,
            MethodInfo method,
            CallOptions options) {
        this.endpoint = endpoint;
        this.queue = queue;
        this.whenFull = whenFull;
        this.method = method;
        this.options = options;
        this.deadline = options.timeoutNanos() == 0 ? null : Deadline.afterNanos(options.timeoutNanos());
        this.request = new WireWriter(messageLimit);
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
    public void send() {
        request.checkLimit();
        byte[] message = new Letter(method.fullName(), options.metadata(), request.toByteArray()).toBytes();
        if (message.length > queue.messageSize()) {
            throw exhausted("the call has " + message.length
                    + " bytes, with its name and metadata, and the queue takes " + queue.messageSize()
                    + "; remove the queue and make it with a larger nearcall.mq.message-size");
        }
        try {
            if (queue.offer(message, method.priority())) {
                return;
            }
            if (whenFull == WhenFull.FAIL) {
                throw exhausted("the queue is full; its server is slower than its callers, or there is none");
            }
            awaitRoom(message);
        } catch (IOException e) {
            throw new RpcException(
                    StatusCode.UNAVAILABLE, method + ": " + endpoint + ": " + e.getMessage(), Delivery.NOT_EXECUTED, e);
        }
    }

    private void awaitRoom(byte[] message) throws IOException {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new RpcException(
                        StatusCode.CANCELLED, method + ": the calling thread was interrupted", Delivery.NOT_EXECUTED);
            }
            long left = deadline == null ? Long.MAX_VALUE : deadline.remainingNanos();
            if (left <= 0) {
                throw exhausted("the queue stayed full within " + options.timeLimit()
                        + "; its server is slower than its callers, or there is none");
            }
            if (queue.offer(message, method.priority(), left)) {
                return;
            }
        }
    }

    private RpcException exhausted(String why) {
        return new RpcException(
                StatusCode.RESOURCE_EXHAUSTED, method + ": " + endpoint + ": " + why, Delivery.NOT_EXECUTED);
    }

    @Override
    public void close() {}

    // ---- of calls with replies, which no connection here makes

    @Override
    public WireReader invoke() {
        throw noReply();
    }

    @Override
    public void cancel() {}

    @Override
    public Metadata headers() {
        return Metadata.EMPTY;
    }

    @Override
    public Metadata trailers() {
        return Metadata.EMPTY;
    }

    @Override
    public <T> CompletableFuture<T> invokeAsync(ReplyReader<T> reader) {
        throw noReply();
    }

    @Override
    public MessageStream open(MessageSink sink) {
        throw noReply();
    }

    private IllegalStateException noReply() {
        return new IllegalStateException(method + " is one-way");
    }
}
