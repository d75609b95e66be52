package io.nearcall.mq;

import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.transport.CallEnd;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletableFuture;

/** A call out of a queue, seen by its server. */
final class MqInbound implements InboundCall {
    private final Letter letter;
    private final MqConnection reverse;
    private final Runnable onFailure;
    private final WireReader request = new WireReader();
    private final WireWriter reply = new WireWriter(Integer.MAX_VALUE);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CallEnd end = new CallEnd();

    MqInbound(Letter letter, MqConnection reverse, Runnable onFailure) {
        this.letter = letter;
        this.reverse = reverse;
        this.onFailure = onFailure;
        request.load(letter.request(), 0, letter.request().length);
    }

    /** Completes with the call, however it ends. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Cancels the call if it has not ended. */
    void cancel() {
        if (end.cancel()) {
            end.runActions(letter.method());
            ended.complete(null);
        }
    }

    @Override
    public String fullMethod() {
        return letter.method();
    }

    @Override
    public PeerIdentity peer() {
        return reverse.peer();
    }

    @Override
    public Connection reverse() {
        return reverse;
    }

    @Override
    public Deadline deadline() {
        return null;
    }

    @Override
    public Metadata metadata() {
        return letter.metadata();
    }

    @Override
    public WireReader request() {
        return request;
    }

    @Override
    public WireWriter reply() {
        return reply;
    }

    @Override
    public void headers(Metadata headers) {
        // there is no way back
    }

    @Override
    public void trailers(Metadata trailers) {
        // there is no way back
    }

    @Override
    public void complete() {
        if (end.come()) {
            ended.complete(null);
        }
    }

    @Override
    public void fail(RpcException failure) {
        if (end.come()) {
            onFailure.run();
            ended.complete(null);
        }
    }

    @Override
    public MessageStream open(MessageSink sink) {
        throw new IllegalStateException(letter.method() + " is one-way");
    }

    @Override
    public boolean isCancelled() {
        return end.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        end.onCancel(action);
    }
}
