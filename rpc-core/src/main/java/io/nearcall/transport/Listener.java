package io.nearcall.transport;

import io.nearcall.Endpoint;
import java.util.concurrent.CompletableFuture;

/** One address at which a server accepts connections. */
public interface Listener extends AutoCloseable {
    /** The bound address: port 0 is resolved. */
    Endpoint endpoint();

    /**
     * Uses {@code context} for connections that come from now on; what it has of addresses and handlers stays.
     *
     * @throws RuntimeException saying what is wrong with it; then the former one stays
     */
    void reload(TransportContext context);

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
