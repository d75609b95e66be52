package io.nearcall.transport;

import io.nearcall.Endpoint;
import io.nearcall.RpcConfig;
import io.nearcall.Tls;
import java.util.Optional;

/**
 * What a client or a server tells the transport it uses.
 *
 * @param config settings, the endpoint's own options on top
 * @param limits bounds, read from {@code config}
 * @param spin how threads wait
 * @param tls keys and trust, where the user gave them
 * @param counters counts that the transport adds to
 * @param handler serves what arrives
 * @param token of a server: what tells it from all others; of a client: that of the server it means; empty: any
 */
public record TransportContext(
        RpcConfig config,
        Limits limits,
        SpinMode spin,
        Optional<Tls> tls,
        Counters counters,
        CallHandler handler,
        String token) {

    /** A context for one endpoint. */
    public static TransportContext of(
            RpcConfig config, Endpoint endpoint, Optional<Tls> tls, Counters counters, CallHandler handler) {
        RpcConfig own = config.with(endpoint);
        return new TransportContext(
                own, Limits.of(own), own.choice("nearcall.spin", SpinMode.ADAPTIVE), tls, counters, handler, "");
    }

    /** The same with a token. */
    public TransportContext withToken(String newToken) {
        return new TransportContext(config, limits, spin, tls, counters, handler, newToken);
    }
}
