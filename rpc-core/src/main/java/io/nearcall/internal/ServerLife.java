package io.nearcall.internal;

import io.nearcall.Endpoint;
import io.nearcall.RpcConfig;
import io.nearcall.Tls;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Counters;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Log;
import io.nearcall.transport.TransportContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** A server's listeners from start to close. */
public final class ServerLife implements Reloads.Reloadable {
    /** Those that end as their process does. */
    private static final Set<ServerLife> ENDING = ConcurrentHashMap.newKeySet();

    /** How long calls may take when one of them ends the process, which no wait can see the end of. */
    private static final Duration AT_EXIT = Duration.ofSeconds(1);

    private final List<Served> served;
    private final ServerHealth health;
    private final PublishedEndpoints published;
    private RpcConfig config; // guarded by this
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread onShutdown = new Thread(null, this::shutDown, "nearcall-shutdown", 0, false);

    /** A listener, what was asked for, and how long its calls may take to end. */
    private record Served(Endpoint asked, TransportContext context, Listener listener) {
        Duration drain() {
            return context.limits().drain();
        }
    }

    private ServerLife(List<Served> served, ServerHealth health, PublishedEndpoints published, RpcConfig config) {
        this.served = served;
        this.config = config;
        this.health = health;
        this.published = published;
    }

    /** Listens on every endpoint of every target, or on none. */
    public static ServerLife start(
            List<String> targets,
            RpcConfig config,
            Optional<Tls> tls,
            Counters counters,
            CallHandler handler,
            ServerHealth health) {
        boolean found = targets.stream()
                .flatMap(target -> Targets.resolve(target, config).stream())
                .anyMatch(PublishedEndpoints::isFound);
        PublishedEndpoints published = found ? PublishedEndpoints.claim(config) : PublishedEndpoints.NONE;
        List<Served> served = new ArrayList<>();
        try {
            for (String target : targets) {
                for (Endpoint endpoint : Targets.resolve(target, config)) {
                    if (endpoint.scheme().equals(EndpointFile.SCHEME)) {
                        throw new IllegalArgumentException("a server does not listen at " + endpoint
                                + "; give it other endpoints, which it writes to the file that "
                                + PublishedEndpoints.KEY
                                + " names");
                    }
                    Keys.warnOfUnknown(config.with(endpoint));
                    TransportContext context = TransportContext.of(config, endpoint, tls, counters, handler)
                            .withToken(published.token());
                    Listener listener = Transports.find(endpoint.scheme()).listen(endpoint, context);
                    served.add(new Served(endpoint, context, listener));
                }
            }
            published.publish(served.stream()
                    .map(one -> one.listener.endpoint())
                    .filter(PublishedEndpoints::isFound)
                    .toList());
        } catch (RuntimeException | Error e) {
            published.close();
            served.forEach(one -> one.listener.close());
            throw e;
        }
        ServerLife life = new ServerLife(List.copyOf(served), health, published, config);
        try {
            Reloads.add(life, config);
        } catch (IllegalArgumentException e) {
            life.closeNow();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(life.onShutdown);
        Thread keeper = new Thread(null, life::keep, "nearcall-server " + targets, 0, false);
        keeper.setDaemon(false);
        keeper.start();
        return life;
    }

    /** The listeners, in the order of their endpoints. */
    public List<Listener> listeners() {
        return served.stream().map(Served::listener).toList();
    }

    /** Waits until the server is closed. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Drains and closes; a second call waits for the first. In a handler it begins to, and another thread waits. */
    public void close() {
        if (Scope.current().call() == null) {
            end(Optional.empty());
            forgetHook();
        } else if (closing.compareAndSet(false, true)) { // the handler's call is perhaps one to wait for
            List<CompletableFuture<Void>> drained = drain();
            Thread closer = new Thread(
                    null,
                    () -> {
                        endWhen(drained, Optional.empty());
                        forgetHook();
                    },
                    "nearcall-close",
                    0,
                    false);
            closer.setDaemon(false);
            closer.start();
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException jvmIsEnding) {
            // the hook is running, and finds the server closed
        }
    }

    /** Closes without draining. */
    public void closeNow() {
        served.forEach(one -> one.listener.close());
        close();
    }

    /** Reads settings and certificates again, for connections that are made from now on. */
    @Override
    public synchronized void reload() {
        RpcConfig next = config.reloaded();
        for (Served one : served) {
            TransportContext former = one.context;
            one.listener.reload(TransportContext.of(next, one.asked, former.tls(), former.counters(), former.handler())
                    .withToken(former.token()));
        }
        config = next;
    }

    @Override
    public String toString() {
        return "the server at " + listeners().stream().map(Listener::endpoint).toList();
    }

    /** As the process ends: drains, and stops doing so at another SIGTERM or SIGINT. */
    private void shutDown() {
        ENDING.add(this);
        try {
            Signals.handle("TERM", ServerLife::cutAll);
            Signals.handle("INT", ServerLife::cutAll);
        } catch (UnsupportedOperationException e) {
            Log.LOG.log(Level.DEBUG, "a second signal does not cut the drain short", e);
        }
        end(isExitOfHandler() ? Optional.of(AT_EXIT) : Optional.empty());
    }

    /** Whether a handler has called System.exit, which returns to nobody; on a virtual thread it is not seen. */
    private static boolean isExitOfHandler() {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> isIn(stack, "java.lang.Shutdown") && isIn(stack, Dispatcher.class.getName()));
    }

    private static boolean isIn(StackTraceElement[] stack, String type) {
        return Arrays.stream(stack)
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> name.equals(type) || name.startsWith(type + "$"));
    }

    private static void cutAll() {
        Log.LOG.log(Level.WARNING, "a second signal: ending the calls in flight");
        ENDING.forEach(life -> life.served.forEach(one -> one.listener.close()));
    }

    private void end(Optional<Duration> most) {
        if (closing.compareAndSet(false, true)) {
            endWhen(drain(), most);
            return;
        }
        if (most.isPresent() && !endsWithin(most.get())) {
            served.forEach(ServerLife::close); // whoever drains waits no longer
        }
        awaitUninterruptibly();
    }

    /** Stops accepting; when each listener's calls have ended. */
    private List<CompletableFuture<Void>> drain() {
        try {
            Reloads.remove(this);
            health.end();
            List<CompletableFuture<Void>> drained =
                    served.stream().map(one -> one.listener.drain()).toList();
            published.close(); // a successor may take it, and the addresses, while this one drains
            return drained;
        } catch (RuntimeException | Error e) {
            closed();
            throw e;
        }
    }

    private void endWhen(List<CompletableFuture<Void>> drained, Optional<Duration> most) {
        long start = System.nanoTime();
        try {
            // The most patient last: what it waits for keeps no other from its time.
            for (int i : shortestFirst()) {
                await(drained.get(i), served.get(i), most, start);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // in a hurry: end at once
        } finally {
            closed();
        }
    }

    private void closed() {
        served.forEach(ServerLife::close);
        ended.countDown(); // also when memory has run out: others wait for it, such as the end of the process
    }

    private boolean endsWithin(Duration time) {
        try {
            return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void close(Served one) {
        try {
            one.listener.close();
        } catch (RuntimeException | OutOfMemoryError e) { // the others are to close, too
            Log.LOG.log(Level.WARNING, "a listener does not close", e);
        }
    }

    private List<Integer> shortestFirst() {
        return IntStream.range(0, served.size())
                .boxed()
                .sorted(Comparator.comparing(i -> served.get(i).drain()))
                .toList();
    }

    private static void await(CompletableFuture<Void> drained, Served one, Optional<Duration> most, long start)
            throws InterruptedException {
        Duration time = most.filter(limit -> limit.compareTo(one.drain()) < 0).orElse(one.drain());
        try {
            drained.get(time.toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException late) {
            Log.LOG.log(
                    Level.WARNING,
                    one.listener.endpoint() + ": calls are in flight after " + time + " of draining; ending them");
        }
        one.listener.close();
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
