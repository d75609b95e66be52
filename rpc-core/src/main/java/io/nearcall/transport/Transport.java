package io.nearcall.transport;

import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import java.util.Set;

/**
 * A way between two processes, found by {@link java.util.ServiceLoader}, one per scheme.
 *
 * <p>A client keeps the one that it has found for as long as it lives.
 *
 * <p>Both methods translate the system's errors into an {@link RpcException} UNAVAILABLE (INVALID_ARGUMENT for an
 * address that makes no sense) whose message names the endpoint, the system's own words and the cure.
 */
public interface Transport {
    /** The part of an endpoint before the colon, for example {@code uds}. */
    String scheme();

    /** The settings that it reads beside those of the core. */
    default Set<String> keys() {
        return Set.of();
    }

    /** Whether its connections bring replies; if not, one-way calls are all that they carry. */
    default boolean isTwoWay() {
        return true;
    }

    /** Connects and shakes hands, within the context's connect timeout. */
    Connection connect(Endpoint endpoint, TransportContext context);

    /** Binds and starts accepting. */
    Listener listen(Endpoint endpoint, TransportContext context);
}
