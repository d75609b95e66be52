package io.nearcall.inproc;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Listener;
import io.nearcall.transport.TransportContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One name in this JVM, and the connections made to it. */
final class InprocListener implements Listener {
    private final Endpoint endpoint;
    private volatile TransportContext context;
    private final Map<String, InprocListener> registry;
    private final Set<InprocConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean accepting = true;

    InprocListener(Endpoint endpoint, TransportContext context, Map<String, InprocListener> registry) {
        this.endpoint = endpoint;
        this.context = context;
        this.registry = registry;
    }

    Connection connect(Endpoint from, TransportContext client) {
        InprocConnection connection = new InprocConnection(from, client, context, connections::remove);
        connections.add(connection);
        if (!accepting) {
            connection.close();
            throw new RpcException(
                    StatusCode.UNAVAILABLE, endpoint + ": the server is shutting down", Delivery.NOT_EXECUTED);
        }
        return connection;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void reload(TransportContext newContext) {
        context = newContext;
    }

    @Override
    public CompletableFuture<Void> drain() {
        accepting = false;
        registry.remove(endpoint.address(), this);
        connections.forEach(InprocConnection::drain);
        return CompletableFuture.allOf(
                connections.stream().map(InprocConnection::idle).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void close() {
        accepting = false;
        registry.remove(endpoint.address(), this);
        connections.forEach(InprocConnection::close);
    }
}
