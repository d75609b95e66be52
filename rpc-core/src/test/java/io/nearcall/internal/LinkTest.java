package io.nearcall.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Counters;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LinkTest {
    private static final int CALLERS = 20;

    private final Unreachable peer = new Unreachable();
    private final ConcurrentLinkedQueue<RpcException> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> callers = new ArrayList<>();
    private final Link link = new Link(
            "nowhere:peer",
            RpcConfig.load(),
            Optional.empty(),
            new Counters(),
            Dispatcher.ofClient(1, new Counters(), List.of()),
            Optional.of(peer));

    /** A peer of which it takes a while to learn that it is not there. */
    private static final class Unreachable implements Transport {
        final AtomicInteger attempts = new AtomicInteger();
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch over = new CountDownLatch(1);

        @Override
        public String scheme() {
            return "nowhere";
        }

        @Override
        public Connection connect(Endpoint endpoint, TransportContext context) {
            String which = "attempt " + attempts.incrementAndGet();
            begun.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                which = "interrupted";
            }
            throw new RpcException(StatusCode.UNAVAILABLE, which, Delivery.NOT_EXECUTED);
        }

        @Override
        public Listener listen(Endpoint endpoint, TransportContext context) {
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void close() {
        link.close();
    }

    private Thread call() {
        Thread caller = new Thread(
                () -> failures.add(assertThrows(RpcException.class, () -> link.connection(CallOptions.DEFAULT))));
        callers.add(caller);
        caller.start();
        return caller;
    }

    private void allWait() {
        for (Thread caller : callers) {
            while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
    }

    private void join() throws InterruptedException {
        for (Thread caller : callers) {
            caller.join();
        }
    }

    @Test
    void callersThatWaitForAnAttemptShareItsFailure() throws InterruptedException {
        for (int i = 0; i < CALLERS; i++) {
            call();
        }
        allWait();
        peer.over.countDown();
        join();
        assertEquals(1, peer.attempts.get());
        assertEquals(CALLERS, failures.size());
        failures.forEach(failure -> assertTrue(failure.getMessage().contains("attempt 1"), failure::getMessage));
        assertEquals(CALLERS, failures.stream().distinct().count(), "each has an exception of its own");
    }

    @Test
    void theInterruptOfOneIsNoFailureOfTheOthers() throws InterruptedException {
        Thread first = call();
        peer.begun.await();
        call();
        allWait();
        first.interrupt();
        first.join();
        assertEquals(StatusCode.CANCELLED, failures.remove().code());
        peer.over.countDown();
        join();
        assertTrue(failures.remove().getMessage().contains("attempt 2"));
    }

    @Test
    void whoComesAfterAFailureTriesAnew() {
        peer.over.countDown();
        for (int i = 1; i <= 3; i++) {
            RpcException failure = assertThrows(RpcException.class, () -> link.connection(CallOptions.DEFAULT));
            assertTrue(failure.getMessage().contains("attempt " + i), failure.getMessage());
        }
    }
}
