package io.nearcall.stub;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The one reply to a stream of requests, later. */
final class FutureReply<T> implements Flow.Subscriber<T> {
    private final String method;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private boolean replied;
    private T reply;

    FutureReply(String method) {
        this.method = method;
    }

    CompletableFuture<T> future() {
        return future;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        future.whenComplete((value, failure) -> {
            if (future.isCancelled()) {
                subscription.cancel();
            }
        });
        subscription.request(1);
    }

    @Override
    public void onNext(T value) {
        replied = true;
        reply = value;
    }

    @Override
    public void onError(Throwable failure) {
        future.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        if (replied) {
            future.complete(reply);
        } else {
            future.completeExceptionally(missing(method));
        }
    }

    /** What is wrong with a call that ends well without a reply. */
    static RpcException missing(String method) {
        return new RpcException(StatusCode.INTERNAL, method + " ended without a reply", Delivery.EXECUTED);
    }
}
