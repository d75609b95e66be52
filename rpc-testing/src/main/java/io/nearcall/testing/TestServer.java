package io.nearcall.testing;

import io.nearcall.Endpoint;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A server of one service for a test, in this process or in one of its own, and a client that is connected to it.
 *
 * <p>A target is a scheme alone, {@code shm}, which makes a new address, or what {@link RpcServer#serve} takes. Closing
 * ends the client, the server and its process; a process of its own ends with this one at the latest.
 */
public final class TestServer implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String target;
    private final AutoCloseable server;
    private final RpcClient client;

    private TestServer(String target, AutoCloseable server) {
        this.target = target;
        this.server = server;
        try {
            client = RpcClient.connect(target);
        } catch (RuntimeException | Error e) {
            end(server);
            throw e;
        }
    }

    /** Serves {@code service} in this process. */
    public static <S> TestServer serve(String target, Class<S> type, S service) {
        RpcServer server = RpcServer.serve(address(target), type, service);
        return new TestServer(joined(server.endpoints()), server);
    }

    /**
     * Serves a new {@code implementation} in a JVM of its own, with this one's class path and settings.
     *
     * <p>What it prints comes on this process' standard error.
     *
     * @param implementation has a constructor without parameters
     * @throws IllegalStateException when the process does not serve within 30 s
     */
    public static <S> TestServer fork(String target, Class<S> type, Class<? extends S> implementation) {
        ForkedProcess process = ForkedProcess.start(address(target), type, implementation);
        return new TestServer(process.target(), process);
    }

    /** A stub of the service. */
    public <S> S service(Class<S> type) {
        return client.service(type);
    }

    /** The client. */
    public RpcClient client() {
        return client;
    }

    /** Where further clients connect. */
    public String target() {
        return target;
    }

    /**
     * Kills the process of its own and waits for its end, to show what its callers then get.
     *
     * @throws IllegalStateException when the server is in this process
     */
    public void kill() {
        if (!(server instanceof ForkedProcess process)) {
            throw new IllegalStateException(
                    "the server at " + target + " is in this process, which goes on; use TestServer.fork to kill it");
        }
        process.kill();
    }

    @Override
    public void close() {
        client.close();
        end(server);
    }

    private static void end(AutoCloseable server) {
        try {
            server.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the server does not end", e);
        }
    }

    private static String address(String target) {
        Objects.requireNonNull(target, "target");
        return switch (target) {
            case "tcp", "grpc" -> target + "://127.0.0.1:0";
            case "inproc", "uds", "shm" ->
                target + ":test-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
            default -> target;
        };
    }

    static String joined(List<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }
}
