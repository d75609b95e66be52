package io.nearcall.grpc.bridge;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** gRPC's server over one of Nearcall's. */
final class BridgeServer extends Server {
    private final RpcServer.Builder settings;
    private final List<ServerServiceDefinition> services;
    private final CountDownLatch terminated = new CountDownLatch(1);
    private RpcServer server;
    private boolean shutdown;

    BridgeServer(RpcServer.Builder settings, List<ServerServiceDefinition> services) {
        this.settings = settings;
        this.services = services;
    }

    @Override
    public synchronized Server start() throws IOException {
        if (server != null || shutdown) {
            throw new IllegalStateException("a server starts once");
        }
        try {
            server = settings.start();
        } catch (RpcException unbound) {
            throw new IOException(unbound.getMessage(), unbound);
        }
        return this;
    }

    /** The port of its first endpoint that has one. */
    @Override
    public int getPort() {
        return endpoints().stream()
                .mapToInt(BridgeServer::port)
                .filter(port -> port > 0)
                .findFirst()
                .orElse(-1);
    }

    private synchronized List<Endpoint> endpoints() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.endpoints();
    }

    private static int port(Endpoint endpoint) {
        int colon = endpoint.address().lastIndexOf(':');
        String port = endpoint.address().substring(colon + 1);
        return colon >= 0 && port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : -1;
    }

    @Override
    public List<? extends SocketAddress> getListenSockets() {
        return List.of();
    }

    @Override
    public List<ServerServiceDefinition> getServices() {
        return services;
    }

    @Override
    public List<ServerServiceDefinition> getImmutableServices() {
        return services;
    }

    @Override
    public synchronized Server shutdown() {
        if (!shutdown) {
            shutdown = true;
            RpcServer started = server;
            Thread drain = new Thread(null, () -> end(started), "nearcall-grpc-shutdown", 0, false);
            drain.start();
        }
        return this;
    }

    private void end(RpcServer started) {
        if (started != null) {
            started.close();
        }
        terminated.countDown();
    }

    @Override
    public synchronized Server shutdownNow() {
        shutdown();
        if (server != null) {
            server.closeNow();
        }
        return this;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    @Override
    public void awaitTermination() throws InterruptedException {
        terminated.await();
    }
}
