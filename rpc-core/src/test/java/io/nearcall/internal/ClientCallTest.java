package io.nearcall.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.Counters;
import io.nearcall.transport.OutboundCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
final class ClientCallTest {
    private static final MethodInfo ONCE = new MethodInfo("test.Service/Once", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo TWICE = new MethodInfo("test.Service/Twice", MethodInfo.Kind.UNARY, true);
    private static final int BUDGET = 6;

    private final Counters counters = new Counters();
    private ScriptedTransport.Script script;
    private Link link;
    private Calls calls;

    /** One way to make a call, to its end. */
    private record Verb(String name, Consumer<OutboundCall> make) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Verb> verbs() {
        return Stream.of(
                new Verb("invoke", OutboundCall::invoke),
                new Verb("send", OutboundCall::send),
                new Verb("invokeAsync", call -> {
                    CompletableFuture<Void> end = call.invokeAsync(reply -> null);
                    try {
                        end.join();
                    } catch (CompletionException e) {
                        throw assertInstanceOf(RpcException.class, e.getCause());
                    }
                }));
    }

    @BeforeEach
    void connect(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName()
                + test.getDisplayName().hashCode();
        script = ScriptedTransport.script(name);
        link = new Link(
                "scripted:" + name,
                RpcConfig.load(),
                Optional.empty(),
                counters,
                Dispatcher.ofClient(1, counters, List.of()),
                Optional.empty());
        calls = new Calls(link, BUDGET, counters, List.of());
    }

    @AfterEach
    void everyCallIsClosed() {
        link.close();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (script.open.get() > 0 && System.nanoTime() - end < 0) {
            Thread.onSpinWait(); // a future completes before the call that made it is closed
        }
        assertEquals(0, script.open.get(), "calls of the transport left open");
    }

    private void make(MethodInfo method, CallOptions options, Verb verb) {
        try (OutboundCall call = calls.start(method, options)) {
            call.request().writeInt32(1, 42);
            verb.make.accept(call);
        }
    }

    private RpcException failure(MethodInfo method, CallOptions options, Verb verb) {
        return assertThrows(RpcException.class, () -> make(method, options, verb));
    }

    private long repeated() {
        return counters.snapshot().get("calls repeated");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theSameRequestIsSentAgain(Verb verb) {
        script.then(Delivery.NOT_EXECUTED).then(Delivery.NOT_EXECUTED);
        make(ONCE, CallOptions.DEFAULT, verb);
        assertEquals(3, script.requests.size());
        script.requests.forEach(request -> assertArrayEquals(new byte[] {8, 42}, request));
        assertEquals(2, repeated());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void whatMayHaveRunIsNotSentAgain(Verb verb) {
        script.then(Delivery.UNKNOWN);
        assertEquals(Delivery.UNKNOWN, failure(ONCE, CallOptions.DEFAULT, verb).delivery());
        script.then(Delivery.EXECUTED);
        assertEquals(
                Delivery.EXECUTED, failure(TWICE, CallOptions.DEFAULT, verb).delivery());
        assertEquals(0, repeated());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void whatMayRunTwiceIsSentAgain(Verb verb) {
        script.then(Delivery.UNKNOWN);
        make(TWICE, CallOptions.DEFAULT, verb);
        assertEquals(2, script.requests.size());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theOutcomeCountsEveryAttempt(Verb verb) {
        script.then(Delivery.UNKNOWN);
        for (int i = 0; i < 9; i++) {
            script.then(Delivery.NOT_EXECUTED);
        }
        RpcException failure = failure(TWICE, CallOptions.DEFAULT, verb);
        assertEquals(Delivery.UNKNOWN, failure.delivery(), "the first attempt may have been executed");
        assertEquals(5, script.requests.size());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theBudgetBoundsWhatAClientRepeats(Verb verb) {
        for (int i = 0; i < 20; i++) {
            script.then(Delivery.NOT_EXECUTED);
        }
        failure(ONCE, CallOptions.DEFAULT, verb);
        failure(ONCE, CallOptions.DEFAULT, verb);
        failure(ONCE, CallOptions.DEFAULT, verb);
        assertEquals(BUDGET, repeated());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aPatientCallIsRepeatedUntilItsDeadline(Verb verb) {
        for (int i = 0; i < 100; i++) {
            script.then(Delivery.NOT_EXECUTED);
        }
        long start = System.nanoTime();
        CallOptions patient =
                CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(1)).withWaitForReady();
        failure(ONCE, patient, verb);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(millis >= 500 && repeated() > 4, repeated() + " repeated in " + millis + " ms");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void nothingIsRepeatedAfterTheDeadline(Verb verb) {
        script.then(Delivery.NOT_EXECUTED);
        script.beforeEnd = () -> {
            long enough = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            while (System.nanoTime() - enough < 0) {
                Thread.onSpinWait();
            }
        };
        failure(ONCE, CallOptions.DEFAULT.withTimeout(Duration.ofMillis(10)), verb);
        assertEquals(0, repeated());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aCallWithReferencesStaysWithItsConnection(Verb verb) {
        script.then(Delivery.NOT_EXECUTED);
        assertThrows(RpcException.class, () -> {
            try (OutboundCall call = calls.start(ONCE, CallOptions.DEFAULT)) {
                call.request().bind(); // as a codec does that writes a reference
                verb.make.accept(call);
            }
        });
        assertEquals(0, repeated());
    }

    @Test
    void anInterruptEndsThePauseBetweenAttempts() {
        for (int i = 0; i < 100; i++) {
            script.then(Delivery.NOT_EXECUTED);
        }
        script.beforeEnd = () -> {
            if (script.requests.size() == 5) {
                Thread.currentThread().interrupt();
            }
        };
        RpcException failure =
                failure(ONCE, CallOptions.DEFAULT.withWaitForReady(), new Verb("", OutboundCall::invoke));
        assertTrue(Thread.interrupted());
        assertEquals(StatusCode.CANCELLED, failure.code());
        assertEquals(Delivery.NOT_EXECUTED, failure.delivery());
        assertEquals(5, script.requests.size());
    }

    @Test
    void callsInsideCallsHaveObjectsOfTheirOwn() {
        try (OutboundCall outer = calls.start(ONCE, CallOptions.DEFAULT)) {
            outer.request().writeInt32(1, 1);
            try (OutboundCall inner = calls.start(ONCE, CallOptions.DEFAULT)) {
                inner.request().writeInt32(1, 2);
                inner.invoke();
            }
            outer.invoke();
        }
        assertArrayEquals(new byte[] {8, 2}, script.requests.get(0));
        assertArrayEquals(new byte[] {8, 1}, script.requests.get(1));
    }
}
