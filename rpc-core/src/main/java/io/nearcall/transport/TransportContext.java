package io.nearcall.transport;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.Tls;
import java.net.InetAddress;
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

    /** The setting by which a network transport does without TLS; {@link Transport#keys} of one names it. */
    public static final String PLAINTEXT = "nearcall.plaintext";

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

    /** What the program gave for TLS, else what the settings say; empty where plaintext is asked for or nothing said. */
    public Optional<Tls> security() {
        return isPlaintext() ? Optional.empty() : tls.or(() -> Tls.fromConfig(config));
    }

    /**
     * {@link #security()} for a server that listens at {@code address}.
     *
     * @throws RpcException INVALID_ARGUMENT beyond loopback in plaintext that was not asked for, and without keys
     */
    public Optional<Tls> serverSecurity(Endpoint endpoint, InetAddress address) {
        Optional<Tls> security = security();
        if (security.isEmpty() && !address.isLoopbackAddress() && !isPlaintext()) {
            throw new RpcException(
                    StatusCode.INVALID_ARGUMENT,
                    endpoint + ": refuses to listen beyond this machine in plaintext; set nearcall.tls.certificate"
                            + " and nearcall.tls.key, or say plaintext=true if the network is yours",
                    Delivery.NOT_EXECUTED);
        }
        if (security.isPresent() && !security.get().hasKeys()) {
            throw new RpcException(
                    StatusCode.INVALID_ARGUMENT,
                    endpoint + ": a server needs keys for TLS; set nearcall.tls.certificate and nearcall.tls.key",
                    Delivery.NOT_EXECUTED);
        }
        return security;
    }

    private boolean isPlaintext() {
        return config.flag(PLAINTEXT, false);
    }
}
