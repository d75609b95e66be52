package io.nearcall.internal;

import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.transport.Connection;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import java.util.concurrent.CompletableFuture;

/**
 * An asynchronous call that can be made again: it keeps its request until it has ended.
 *
 * <p>The future of the first attempt is the caller's; those of later ones complete it.
 */
final class AsyncCall<T> implements ReplyReader<T> {
    private final Calls calls;
    private final Attempts attempts;
    private final byte[] request;
    private final ReplyReader<T> reader;
    private CompletableFuture<T> outcome;
    private volatile CompletableFuture<T> attempt;

    AsyncCall(Calls calls, Attempts attempts, byte[] request, ReplyReader<T> reader) {
        this.calls = calls;
        this.attempts = attempts;
        this.request = request;
        this.reader = reader;
    }

    @Override
    public void metadata(Metadata headers, Metadata trailers) {
        reader.metadata(headers, trailers);
    }

    @Override
    public T read(WireReader reply) {
        return reader.read(reply);
    }

    @Override
    public Throwable failed(RpcException failure) {
        return reader.failed(attempts.outcome(failure));
    }

    @Override
    public boolean retries(RpcException failure, CompletableFuture<T> failed) {
        if (!attempts.follow(failure)) {
            return false;
        }
        if (outcome == null) {
            outcome = failed;
            failed.whenComplete((reply, end) -> cancelAttempt());
        }
        calls.repeats().add(this, attempts.pauseNanos());
        return true;
    }

    /** Makes the attempt that is due. */
    void sendOn(Connection connection) {
        if (outcome.isDone()) {
            return;
        }
        try (OutboundCall call = attempts.newCall(connection)) {
            call.request().claim(request.length).put(request);
            CompletableFuture<T> sent = call.invokeAsync(this);
            attempt = sent;
            if (outcome.isDone()) { // looked at after the write: cancelAttempt() looks the other way round
                sent.cancel(true);
            }
            sent.whenComplete(this::end);
        } catch (RpcException failure) {
            if (!retries(failure, outcome)) {
                end(null, failed(failure));
            }
        }
    }

    /** No server answers: whether the call has ended, as it does not wait for one. */
    boolean isEndedBy(RpcException failure) {
        boolean ends = !attempts.isPatient() || calls.link().isClosed();
        if (ends) {
            Repeats.WORKERS.execute(() -> end(null, failed(failure)));
        }
        return ends || outcome.isDone();
    }

    private void end(T reply, Throwable failure) {
        if (failure == null) {
            outcome.complete(reply);
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    private void cancelAttempt() {
        CompletableFuture<T> sent = attempt;
        if (sent != null) {
            sent.cancel(true);
        }
    }
}
