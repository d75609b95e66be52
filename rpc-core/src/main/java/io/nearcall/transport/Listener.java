package io.nearcall.transport;

import io.nearcall.Endpoint;
import java.time.Duration;

/** One address at which a server accepts connections. */
public interface Listener extends AutoCloseable {
    /** The bound address: port 0 is resolved. */
    Endpoint endpoint();

    /**
     * Stops accepting, drains every connection, and waits.
     *
     * @return whether every call ended in time
     */
    boolean drain(Duration atMost) throws InterruptedException;

    /** Ends everything at once. */
    @Override
    void close();
}
