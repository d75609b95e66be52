package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.CallOptions;
import io.nearcall.Endpoint;
import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The gates, servers, clients and peer processes of one test, ended after it, the last first. */
public final class Rig implements AutoCloseable {
    private final Contract contract;
    private final Deque<Gate> gates = new ArrayDeque<>();
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    Rig(Contract contract) {
        this.contract = contract;
    }

    Contract contract() {
        return contract;
    }

    /** An address of the transport under test that nobody uses. */
    String target() {
        return contract.target();
    }

    public Gate gate() {
        Gate gate = new Gate();
        gates.push(gate);
        return gate;
    }

    /** Ends {@code resource} after the test. */
    public <T extends AutoCloseable> T own(T resource) {
        owned.push(resource);
        return resource;
    }

    /** Settings of the process with those on top: key, value, key, value. */
    public static RpcConfig config(String... keysAndValues) {
        RpcConfig config = RpcConfig.load();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config = config.with(keysAndValues[i], keysAndValues[i + 1]);
        }
        return config;
    }

    public static CallOptions within(long millis) {
        return CallOptions.DEFAULT.withTimeout(Duration.ofMillis(millis));
    }

    // ---- servers

    /** Serves {@link Ask}, {@link AskLater}, {@link AskAgain} and {@link Tell} by one handler, and {@link Carry}. */
    public static RpcServer.Builder builder(Ask handler) {
        return RpcServer.builder()
                .serve(Ask.class, handler)
                .serve(AskLater.class, question -> CompletableFuture.completedFuture(handler.ask(question)))
                .serve(AskAgain.class, new Again(handler))
                .serve(Tell.class, handler::ask)
                .serve(Carry.class, new Carrier());
    }

    private record Again(Ask handler) implements AskAgain {
        @Override
        public String ask(String question) {
            return handler.ask(question);
        }

        @Override
        public CompletableFuture<String> askLater(String question) {
            return CompletableFuture.completedFuture(handler.ask(question));
        }
    }

    public RpcServer serve(Ask handler) {
        return start(builder(handler).listen(target()));
    }

    public RpcServer serve(String target, Ask handler) {
        return start(builder(handler).listen(target));
    }

    public <S> RpcServer serve(Class<S> type, S service) {
        return start(RpcServer.builder().listen(target()).serve(type, service));
    }

    public RpcServer start(RpcServer.Builder builder) {
        return own(builder.start());
    }

    // ---- clients

    /** What a client types to reach every endpoint of {@code server}. */
    public static String targetOf(RpcServer server) {
        return server.endpoints().stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }

    public RpcClient connect(RpcServer server) {
        return connect(targetOf(server));
    }

    public RpcClient connect(String target) {
        return own(RpcClient.connect(target));
    }

    public RpcClient connect(String target, RpcConfig config) {
        return own(RpcClient.connect(target, config));
    }

    // ---- processes

    /** Starts a second JVM; see {@link PeerMain}. */
    public PeerProcess peer(String... arguments) {
        return own(PeerProcess.start("-Xmx128m", arguments));
    }

    /** One with a heap of 32 MiB. */
    PeerProcess smallPeer(String... arguments) {
        return own(PeerProcess.start("-Xmx32m", arguments));
    }

    @Override
    public void close() {
        gates.forEach(Gate::close);
        List<Exception> failures = new ArrayList<>();
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) { // the others must end too
                failures.add(e);
            }
        }
        assertEquals(List.of(), failures, "while closing");
    }
}
