package io.nearcall.transport;

import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.wire.WireReader;
import java.util.concurrent.CompletableFuture;

/**
 * Makes the outcome of an asynchronous call from what has arrived.
 *
 * <p>Runs on the thread that receives the reply, before the future completes; must not block.
 *
 * @param <T> the reply
 */
public interface ReplyReader<T> {
    /** Called before {@link #read} when something came beside the reply. */
    default void metadata(Metadata headers, Metadata trailers) {
        // most do not look
    }

    /** Reads a good reply; what this throws is the outcome. */
    T read(WireReader reply);

    /**
     * Whether another attempt is made at a call that has failed; if so, this completes {@code future} when that ends.
     *
     * <p>Asked before {@link #failed}, unless the future has completed. Its deadline remains the transport's to keep.
     */
    default boolean retries(RpcException failure, CompletableFuture<T> future) {
        return false;
    }

    /** What the future completes with when the call has failed: a declared exception, say. */
    default Throwable failed(RpcException failure) {
        return failure;
    }
}
