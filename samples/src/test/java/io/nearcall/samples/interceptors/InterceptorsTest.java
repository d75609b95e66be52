package io.nearcall.samples.interceptors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallContext;
import io.nearcall.Idempotent;
import io.nearcall.Interceptor;
import io.nearcall.RemoteService;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.samples.hello.Greeter;
import io.nearcall.samples.hello.Greeter.Greeting;
import io.nearcall.samples.hello.Greeter.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Does what the examples say. */
class InterceptorsTest {
    private static final String METHOD = "io.nearcall.samples.hello.greeter.Greeter/Greet";
    private static final Person ADA = new Person("Ada", 36);

    private static Greeting greet(UnaryOperator<RpcServer.Builder> atServer, Greeter handler, Interceptor... atClient) {
        RpcServer.Builder builder = RpcServer.builder().listen("inproc:samples").serve(Greeter.class, handler);
        try (RpcServer server = atServer.apply(builder).start()) {
            RpcClient.Builder client =
                    RpcClient.builder(server.endpoints().get(0).toString());
            List.of(atClient).forEach(client::intercept);
            try (RpcClient connected = client.connect()) {
                return connected.service(Greeter.class).greet(ADA);
            }
        }
    }

    @Test
    void whoHasATokenIsKnownToTheHandler() {
        Interceptor known = Authentication.of(Map.of("s3cret", "ada"));
        Greeter handler = person ->
                new Greeting(CallContext.current().get(Authentication.USER).orElseThrow());
        Greeting greeting = greet(server -> server.intercept(known), handler, Authentication.by("s3cret"));
        assertEquals("ada", greeting.text());
        RpcException stranger = assertThrows(
                RpcException.class,
                () -> greet(server -> server.intercept(known), handler, Authentication.by("guessed")));
        assertEquals(StatusCode.UNAUTHENTICATED, stranger.code());
    }

    @Test
    void everyCallIsALineAtBothEnds() {
        List<String> lines = new CopyOnWriteArrayList<>();
        CallLog log = new CallLog(lines::add);
        greet(server -> server.intercept(log), person -> new Greeting("hello"), log);
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith(METHOD + " for inproc:samples: OK after "), lines.get(0));
        assertTrue(lines.get(1).startsWith(METHOD + ": OK after "), lines.get(1));
    }

    @Test
    void callsAndFailuresAreCounted() {
        CallMetrics metrics = new CallMetrics();
        greet(server -> server.intercept(metrics), person -> new Greeting("hello"));
        assertThrows(
                RpcException.class,
                () -> greet(server -> server.intercept(metrics), person -> {
                    throw new RpcException(StatusCode.NOT_FOUND, "nobody");
                }));
        assertEquals(2, metrics.of(METHOD).calls().sum());
        assertEquals(1, metrics.of(METHOD).failures().sum());
        assertTrue(metrics.of(METHOD).nanos().sum() > 0);
    }

    @Test
    void onlyWhatMayRunTwiceIsCalledAgain() {
        AtomicInteger attempts = new AtomicInteger();
        Greeter busy = person -> {
            if (attempts.incrementAndGet() < 3) {
                throw new RpcException(StatusCode.RESOURCE_EXHAUSTED, "busy");
            }
            return new Greeting("at last");
        };
        Retry retry = new Retry(3, Set.of(StatusCode.RESOURCE_EXHAUSTED));
        RpcException failure = assertThrows(RpcException.class, () -> greet(server -> server, busy, retry));
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, failure.code());
        assertEquals(1, attempts.get());

        attempts.set(0);
        RpcServer.Builder builder = RpcServer.builder()
                .listen("inproc:samples")
                .serve(Lookup.class, key -> busy.greet(ADA).text() + " " + key);
        try (RpcServer server = builder.start();
                RpcClient client = RpcClient.builder(server.endpoints().get(0).toString())
                        .intercept(retry)
                        .connect()) {
            assertEquals("at last Ada", client.service(Lookup.class).find("Ada"));
        }
        assertEquals(3, attempts.get());
    }

    /** What may run twice. */
    @RemoteService
    interface Lookup {
        @Idempotent
        String find(String key);
    }
}
