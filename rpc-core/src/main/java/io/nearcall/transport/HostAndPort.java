package io.nearcall.transport;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A host and a port, as an address has them: {@code host:7001}, {@code [::1]:7001}.
 *
 * @param host a name or an IP address, without brackets
 * @param port 0 to 65535; 0 lets the system choose
 */
public record HostAndPort(String host, int port) {
    /**
     * The address of {@code endpoint}.
     *
     * @throws RpcException INVALID_ARGUMENT for one that is none, with the cure
     */
    public static HostAndPort parse(Endpoint endpoint) {
        String address = endpoint.address();
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw nonsense(endpoint, "write an IPv6 address in brackets: " + endpoint.scheme() + "://[::1]:7001");
        }
        if (host.isEmpty()) {
            throw nonsense(endpoint, "expected host:port such as " + endpoint.scheme() + "://localhost:7001");
        }
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (port >= 0 && port <= 65_535) {
                return new HostAndPort(host, port);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw nonsense(endpoint, "'" + address.substring(colon + 1) + "' is not a port from 0 to 65535");
    }

    /** What a socket takes; looks the host up. */
    public InetSocketAddress resolved() throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("unknown host '" + host + "'");
        }
        return address;
    }

    /** Another port of the same host. */
    public HostAndPort withPort(int other) {
        return new HostAndPort(host, other);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static RpcException nonsense(Endpoint endpoint, String cure) {
        return new RpcException(StatusCode.INVALID_ARGUMENT, endpoint + ": " + cure, Delivery.NOT_EXECUTED);
    }
}
