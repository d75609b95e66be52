package io.nearcall.transport;

import io.nearcall.Endpoint;
import java.util.concurrent.CompletableFuture;

/** One address at which a server accepts connections. */
public interface Listener extends AutoCloseable {
    /** The bound address: port 0 is resolved. */
    Endpoint endpoint();

    /**
     * Stops accepting and drains every connection.
     *
     * @return completes when the last call has ended
     */
    CompletableFuture<Void> drain();

    /** Ends everything at once. */
    @Override
    void close();
}
