package io.nearcall.internal;

import io.nearcall.Endpoint;
import io.nearcall.RpcConfig;
import io.nearcall.Tls;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Counters;
import io.nearcall.transport.Limits;
import io.nearcall.transport.Listener;
import io.nearcall.transport.TransportContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server's listeners from start to close. */
public final class ServerLife {
    private static final System.Logger LOG = System.getLogger("io.nearcall");

    private final List<Listener> listeners;
    private final Duration drain;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread onShutdown = new Thread(null, this::end, "nearcall-shutdown", 0, false);

    private ServerLife(List<Listener> listeners, Duration drain) {
        this.listeners = listeners;
        this.drain = drain;
    }

    /** Listens on every endpoint of every target, or on none. */
    public static ServerLife start(
            List<String> targets, RpcConfig config, Optional<Tls> tls, Counters counters, CallHandler handler) {
        List<Listener> listeners = new ArrayList<>();
        try {
            for (String target : targets) {
                for (Endpoint endpoint : Targets.resolve(target, config)) {
                    Keys.warnOfUnknown(config.with(endpoint));
                    TransportContext context = TransportContext.of(config, endpoint, tls, counters, handler);
                    listeners.add(Transports.find(endpoint.scheme()).listen(endpoint, context));
                }
            }
        } catch (RuntimeException | Error e) {
            listeners.forEach(Listener::close);
            throw e;
        }
        ServerLife life =
                new ServerLife(List.copyOf(listeners), Limits.of(config).drain());
        Runtime.getRuntime().addShutdownHook(life.onShutdown);
        Thread keeper = new Thread(null, life::keep, "nearcall-server " + targets, 0, false);
        keeper.setDaemon(false);
        keeper.start();
        return life;
    }

    /** The listeners, in the order of their endpoints. */
    public List<Listener> listeners() {
        return listeners;
    }

    /** Waits until the server is closed. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Drains and closes; a second call waits for the first. */
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException jvmIsEnding) {
            // the hook is running, and finds the server closed
        }
    }

    private void end() {
        if (!closing.compareAndSet(false, true)) {
            awaitUninterruptibly();
            return;
        }
        try {
            CompletableFuture.allOf(listeners.stream().map(Listener::drain).toArray(CompletableFuture<?>[]::new))
                    .get(drain.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.log(Level.WARNING, "calls are in flight after " + drain + " of draining; ending them");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // in a hurry: end at once
        } finally {
            listeners.forEach(Listener::close);
            ended.countDown();
        }
    }

    private void keep() {
        awaitUninterruptibly();
    }

    private void awaitUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
