package io.nearcall;

/** What an {@link Interceptor} wants to know of one call after its begin. */
@FunctionalInterface
public interface CallObserver {
    /** Does not look. */
    CallObserver NONE = failure -> {};

    /**
     * The call has ended, once, on the thread that ended it; must not block.
     *
     * <p>On a client that is after the last attempt; on a server when the handler has ended it or its caller has gone.
     *
     * @param failure null when it succeeded
     */
    void ended(RpcException failure);

    /**
     * Whether a call of a client that has failed is made again, for reasons beside those the client has itself.
     *
     * <p>Not asked once its deadline has passed, after the fifth attempt, or with the budget of the client spent. The
     * method must bear to run twice, unless the failure's delivery is NOT_EXECUTED.
     *
     * @param attempts that were made, from 1
     */
    default boolean retries(RpcException failure, int attempts) {
        return false;
    }
}
