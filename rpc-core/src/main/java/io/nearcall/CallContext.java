package io.nearcall;

import io.nearcall.internal.InterceptedInbound;
import io.nearcall.internal.Scope;
import io.nearcall.transport.InboundCall;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What a handler can know about the call it is serving.
 *
 * <p>Found on the thread that runs the handler; may be kept and used by other threads, which find it in what runs {@link
 * #on} them.
 */
public final class CallContext {
    private final InboundCall call;
    private final String method;
    private final Optional<Deadline> deadline;
    private final Metadata metadata;

    private CallContext(InboundCall call) {
        call.retain();
        this.call = call;
        this.method = call.fullMethod();
        this.deadline = Optional.ofNullable(call.deadline());
        this.metadata = call.metadata();
    }

    /**
     * The context of the call that the current thread serves.
     *
     * @throws IllegalStateException when it serves none
     */
    public static CallContext current() {
        return find().orElseThrow(() -> new IllegalStateException(
                "this thread serves no call; take CallContext.current() in the handler and pass it on"));
    }

    /** The context of the call that the current thread serves, if it serves one. */
    public static Optional<CallContext> find() {
        InboundCall call = Scope.current().call();
        return call == null ? Optional.empty() : Optional.of(new CallContext(call));
    }

    /** The full name of the method: {@code package.Service/Method}. */
    public String fullMethod() {
        return method;
    }

    /** Who calls. */
    public PeerIdentity peer() {
        return call.peer();
    }

    /** By when the caller wants the reply. */
    public Optional<Deadline> deadline() {
        return deadline;
    }

    /** What travelled beside the request. */
    public Metadata metadata() {
        return metadata;
    }

    /** Sends metadata before the reply, in place of what was set before; not after the handler has replied. */
    public void headers(Metadata headers) {
        call.headers(headers);
    }

    /**
     * Sends metadata after the reply, in place of what was set before; not after the handler has replied.
     *
     * <p>A failure brings its own: {@link RpcException#trailers}.
     */
    public void trailers(Metadata trailers) {
        call.trailers(trailers);
    }

    /** What an interceptor has kept for the handler; see {@link InterceptedCall#put}. */
    public <T> Optional<T> get(ContextKey<T> key) {
        return call instanceof InterceptedInbound intercepted
                ? Optional.ofNullable(intercepted.value(key))
                : Optional.empty();
    }

    /**
     * An executor whose tasks, each run by {@code threads}, belong to this call: they find its context, and calls that
     * they make inherit its deadline and its trace.
     */
    public Executor on(Executor threads) {
        return task -> threads.execute(() -> Scope.run(call, task));
    }

    /** Whether the caller gave up or went away, or its deadline has passed; work for it is in vain. */
    public boolean isCancelled() {
        return call.isCancelled() || deadline.isPresent() && deadline.get().isExpired();
    }

    /**
     * Runs {@code action} once when the caller gives up or goes away, on the thread that learns of it, which it must
     * not block.
     */
    public void onCancel(Runnable action) {
        call.onCancel(action);
    }

    /** Completes when the caller gives up or goes away, as {@link #onCancel} says; another future at each call. */
    public CompletableFuture<Void> cancelled() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        call.onCancel(() -> cancelled.complete(null));
        return cancelled;
    }

    /**
     * Interrupts the current thread when the caller gives up or goes away while the handler still runs on it.
     *
     * <p>So a handler that waits ends early, and a blocking call of its own is cancelled in turn. The interrupt never
     * reaches what the thread does afterwards.
     *
     * @throws IllegalStateException when the current thread does not run the handler of this call
     */
    public void interruptOnCancel() {
        Scope scope = Scope.current();
        if (scope.call() != call) {
            throw new IllegalStateException("this thread does not serve " + method
                    + "; call interruptOnCancel() in the handler, or pass the thread to onCancel(thread::interrupt)");
        }
        scope.interruptOnCancel();
    }
}
