package io.nearcall.internal;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.Tls;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Counters;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client's connection, made anew from the first endpoint that answers whenever the last one has ended.
 *
 * <p>One thread connects at a time; those that come meanwhile share its outcome. Attempts are spaced by 5 ms to 1 s,
 * doubling with jitter; a call that comes inside the pause waits for its end rather than fail for a server that may be
 * back.
 */
public final class Link implements AutoCloseable, Reloads.Reloadable {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String target;
    private final Optional<Tls> tls;
    private final Counters counters;
    private final CallHandler handler;
    private final Map<String, Transport> transports = new HashMap<>(); // by scheme, as found first; guarded by lock

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private volatile Connection connection;
    private volatile boolean closed;
    private List<Endpoint> endpoints; // guarded by lock
    private RpcConfig config; // guarded by lock
    private volatile boolean oneWay; // no endpoint brings replies
    private final List<WeakReference<Connection>> former = new ArrayList<>(); // draining still; guarded by lock
    private long attempts; // guarded by lock
    private long pauseNanos; // guarded by lock
    private long nextAttempt; // of System.nanoTime(), guarded by lock
    private volatile RpcException lastFailure; // written under the lock

    /**
     * A link that is not connected yet.
     *
     * @param transport what stands in for the installed one of its scheme
     */
    public Link(
            String target,
            RpcConfig config,
            Optional<Tls> tls,
            Counters counters,
            CallHandler handler,
            Optional<Transport> transport) {
        this.target = target;
        this.config = config;
        this.endpoints = Targets.resolve(target, config);
        this.oneWay = Transports.areOneWay(endpoints);
        endpoints.forEach(endpoint -> Keys.warnOfUnknown(config.with(endpoint)));
        this.tls = tls;
        this.counters = counters;
        this.handler = handler;
        transport.ifPresent(own -> transports.put(own.scheme(), own));
        Reloads.add(this, config);
    }

    /** Refuses an interface with methods that wait for what no endpoint brings. */
    public void check(ServiceBinding<?> binding) {
        if (!oneWay) {
            return;
        }
        for (MethodInfo method : binding.methods()) {
            if (method.kind() != MethodInfo.Kind.ONE_WAY) {
                throw new IllegalArgumentException(method + " has a reply, and '" + target
                        + "' carries one-way calls only; make it @OneWay, or connect to another transport");
            }
        }
    }

    /** Reads settings again, for the next time it connects. */
    @Override
    public void reload() {
        lock.lock();
        try {
            RpcConfig next = config.reloaded();
            endpoints = Targets.resolve(target, next);
            oneWay = Transports.areOneWay(endpoints);
            config = next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "the client of '" + target + "'";
    }

    /** The connection, or null when it has ended. */
    Connection open() {
        Connection now = connection;
        return now != null && now.isOpen() ? now : null;
    }

    /** Whether there is a connection that takes calls. */
    public boolean isOpen() {
        return open() != null;
    }

    /** An open connection, at once where there is one. */
    public Connection connection(CallOptions options) {
        Connection now = open();
        return now != null ? now : reconnected(options);
    }

    /** Whether there will be no other connection. */
    boolean isClosed() {
        return closed;
    }

    /** Waits; not longer than until the link is closed. */
    void pause(long nanos) {
        if (nanos == 0) {
            return;
        }
        try {
            lock.lockInterruptibly();
            try {
                long left = nanos;
                while (left > 0 && !closed) {
                    left = closing.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Connection reconnected(CallOptions options) {
        long timeout = options.timeoutNanos();
        long deadline = timeout == 0 ? Long.MAX_VALUE : System.nanoTime() + timeout;
        long arrived;
        try {
            if (timeout == 0) {
                lock.lockInterruptibly();
            } else if (!lock.tryLock(timeout, TimeUnit.NANOSECONDS)) {
                throw late(options);
            }
            try {
                arrived = attempts;
                while (true) {
                    Connection now = connection;
                    if (closed) {
                        throw new RpcException(
                                StatusCode.UNAVAILABLE,
                                "the client of '" + target + "' is closed",
                                Delivery.NOT_EXECUTED);
                    }
                    if (now != null && now.isOpen()) {
                        return now;
                    }
                    if (attempts > arrived && lastFailure != null && !options.waitForReady()) {
                        throw again(lastFailure);
                    }
                    awaitTurn(deadline, options);
                    attempt();
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private RpcException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RpcException(
                StatusCode.CANCELLED, "interrupted while connecting to '" + target + "'", Delivery.NOT_EXECUTED, e);
    }

    private RpcException late(CallOptions options) {
        RpcException last = lastFailure;
        return new RpcException(
                StatusCode.DEADLINE_EXCEEDED,
                "no connection to '" + target + "' within " + options.timeLimit()
                        + (last == null ? "" : ": " + last.getMessage()),
                Delivery.NOT_EXECUTED,
                last);
    }

    private void awaitTurn(long deadline, CallOptions options) throws InterruptedException {
        long timeout = options.timeoutNanos();
        while (!closed) {
            long now = System.nanoTime();
            if (timeout != 0 && deadline - now <= 0) {
                throw late(options);
            }
            long pause = pauseNanos == 0 ? 0 : nextAttempt - now;
            if (pause <= 0) {
                return;
            }
            long left = timeout == 0 ? pause : Math.min(pause, deadline - now);
            if (closing.awaitNanos(left) > 0 && closed) {
                return;
            }
        }
    }

    private void attempt() {
        attempts++;
        if (closed) {
            return;
        }
        try {
            Connection next = first();
            former.removeIf(drained -> drained.get() == null);
            if (connection != null) {
                former.add(new WeakReference<>(connection)); // one that has ended is reachable from nowhere else
            }
            connection = next;
            if (!next.isOpen()) {
                throw new RpcException(
                        StatusCode.UNAVAILABLE,
                        "cannot reach '" + target + "': the connection ended as soon as it was made",
                        Delivery.NOT_EXECUTED);
            }
            pauseNanos = 0;
            lastFailure = null;
        } catch (RpcException e) {
            lastFailure = e;
            pauseNanos = Math.min(LAST_PAUSE_NANOS, Math.max(FIRST_PAUSE_NANOS, 2 * pauseNanos));
            long jittered = pauseNanos / 2 + ThreadLocalRandom.current().nextLong(pauseNanos / 2 + 1);
            nextAttempt = System.nanoTime() + jittered;
        }
    }

    /** A connection to the first endpoint that answers, else an exception that lists each one's reason. */
    private Connection first() {
        Reasons reasons = new Reasons();
        for (Endpoint endpoint : endpoints) {
            Connection made = endpoint.scheme().equals(EndpointFile.SCHEME)
                    ? byFile(endpoint, reasons)
                    : at(endpoint, config, "", "", reasons);
            if (made != null) {
                return made;
            }
        }
        throw reasons.failure(target);
    }

    /** A connection to the server that has written an endpoint file, read anew each time, or null. */
    private Connection byFile(Endpoint file, Reasons reasons) {
        EndpointFile found;
        try {
            found = EndpointFile.read(Path.of(file.address()));
        } catch (IOException e) {
            reasons.add(file, "", new RpcException(StatusCode.UNAVAILABLE, e.getMessage(), Delivery.NOT_EXECUTED, e));
            return null;
        }
        String source = " (from " + file + " of " + found.writer() + ")";
        for (Endpoint endpoint : found.endpoints()) {
            Connection made = at(endpoint, config.with(file), found.token(), source, reasons);
            if (made != null) {
                return made;
            }
        }
        return null;
    }

    private Connection at(Endpoint endpoint, RpcConfig settings, String token, String source, Reasons reasons) {
        try {
            TransportContext context = TransportContext.of(settings, endpoint, tls, counters, handler)
                    .withToken(token);
            return transports
                    .computeIfAbsent(endpoint.scheme(), Transports::find)
                    .connect(endpoint, context);
        } catch (RpcException e) {
            reasons.add(endpoint, source, e);
            return null;
        }
    }

    /** Why no endpoint of a target is reached. */
    private static final class Reasons {
        private final StringJoiner words = new StringJoiner("; ");
        private boolean nonsense = true;
        private RpcException last;

        void add(Endpoint endpoint, String source, RpcException failure) {
            last = failure;
            nonsense &= failure.code() == StatusCode.INVALID_ARGUMENT;
            String message = failure.getMessage();
            words.add((message.startsWith(endpoint.toString()) ? message : endpoint + ": " + message) + source);
        }

        RpcException failure(String target) {
            return new RpcException(
                    nonsense ? StatusCode.INVALID_ARGUMENT : StatusCode.UNAVAILABLE,
                    "cannot reach '" + target + "': " + words,
                    Delivery.NOT_EXECUTED,
                    last.getCause() == null ? last : last.getCause()); // its words are in the message
        }
    }

    private static RpcException again(RpcException failure) {
        return new RpcException(
                failure.code(), failure.getMessage(), failure.delivery(), failure.trailers(), failure.getCause());
    }

    @Override
    public void close() {
        closed = true;
        Reloads.remove(this);
        lock.lock();
        try {
            closing.signalAll();
            if (connection != null) {
                connection.close();
            }
            for (WeakReference<Connection> drained : former) {
                Connection connected = drained.get();
                if (connected != null) {
                    connected.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
