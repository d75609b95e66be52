package io.nearcall.inproc;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls inside one JVM, scheme {@code inproc}: the real marshalling, no system call.
 *
 * <p>A blocking call without a deadline runs its handler on the caller's thread; every other call on a worker.
 */
public final class InprocTransport implements Transport {
    private static final Map<String, InprocListener> LISTENERS = new ConcurrentHashMap<>();

    /** Found by {@link java.util.ServiceLoader}. */
    public InprocTransport() {}

    @Override
    public String scheme() {
        return "inproc";
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        InprocListener listener = LISTENERS.get(endpoint.address());
        if (listener == null) {
            throw new RpcException(
                    StatusCode.UNAVAILABLE,
                    endpoint + ": nobody listens in this JVM; start the server first, or use uds: between processes",
                    Delivery.NOT_EXECUTED);
        }
        return listener.connect(endpoint, context);
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        InprocListener listener = new InprocListener(endpoint, context, LISTENERS);
        if (LISTENERS.putIfAbsent(endpoint.address(), listener) != null) {
            throw new RpcException(
                    StatusCode.UNAVAILABLE,
                    endpoint + ": another server of this JVM listens there; close it or use another name",
                    Delivery.NOT_EXECUTED);
        }
        return listener;
    }
}
