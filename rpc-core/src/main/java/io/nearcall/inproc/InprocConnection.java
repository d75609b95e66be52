package io.nearcall.inproc;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.internal.flow.CreditPool;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Limits;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.TransportContext;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** A link between a client and a server of the same JVM. */
final class InprocConnection implements Connection {
    private static final AtomicInteger THREADS = new AtomicInteger();

    /** Workers of all connections; an idle one ends after a second, so that nothing has to be closed. */
    static final ThreadPoolExecutor WORKERS =
            new ThreadPoolExecutor(0, 4096, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(null, work, "nearcall-inproc-" + THREADS.incrementAndGet(), 0, false);
                thread.setDaemon(true);
                return thread;
            });

    private final Endpoint endpoint;
    private final Limits limits;
    private final Limits serverLimits;
    private final InprocConnection reverse;
    private final CallHandler.Session session; // of the other side
    private final Consumer<InprocConnection> onClosed;
    private final PeerIdentity peer;
    private final Map<String, CallHandler.Method> methods = new ConcurrentHashMap<>();
    private final Set<InprocCall> calls = ConcurrentHashMap.newKeySet();
    private final CreditPool streamPool;
    private final Semaphore inFlight;
    private final OneWayLane oneWays;
    private final LongAdder droppedTrailers;
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean draining;

    /** The client's end, with the server's behind it. */
    InprocConnection(
            Endpoint endpoint, TransportContext client, TransportContext server, Consumer<InprocConnection> onClosed) {
        this(endpoint, client, server, null, onClosed);
    }

    private InprocConnection(
            Endpoint endpoint,
            TransportContext client,
            TransportContext server,
            InprocConnection other,
            Consumer<InprocConnection> onClosed) {
        this.endpoint = endpoint;
        this.limits = client.limits();
        this.serverLimits = server.limits();
        this.streamPool = new CreditPool(limits.streams());
        this.inFlight = new Semaphore(Math.min(limits.calls(), serverLimits.calls()));
        this.oneWays = new OneWayLane(
                serverLimits.writeQueue(), server.counters().counter("one-way calls failed"), this::endIfIdle);
        this.droppedTrailers = server.counters().counter("trailers dropped");
        this.onClosed = onClosed;
        this.peer = withPid(PeerIdentity.of("inproc:" + endpoint.address()));
        this.reverse = other == null ? new InprocConnection(endpoint, server, client, this, closed -> {}) : other;
        this.session = server.handler().open(reverse);
    }

    private static PeerIdentity withPid(PeerIdentity known) {
        return new PeerIdentity(
                known.address(),
                Optional.of(System.getProperty("user.name", "?")),
                known.group(),
                known.uid(),
                known.gid(),
                OptionalLong.of(ProcessHandle.current().pid()),
                known.tlsNames());
    }

    @Override
    public OutboundCall newCall(MethodInfo method, long target, CallOptions options) {
        if (!isOpen()) {
            throw new RpcException(StatusCode.UNAVAILABLE, method + ": " + ended(), Delivery.NOT_EXECUTED);
        }
        if (options.metadata().size() > limits.metadata()) {
            throw new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": metadata of " + options.metadata().size() + " bytes is over the limit of "
                            + limits.metadata() + " bytes; raise nearcall.limits.metadata",
                    Delivery.NOT_EXECUTED);
        }
        return new InprocCall(this, method, target, options);
    }

    @Override
    public CallHandler.Session session() {
        return reverse.session;
    }

    /** The other side's end. */
    InprocConnection reverse() {
        return reverse;
    }

    @Override
    public boolean isOpen() {
        return !draining && !closed.get();
    }

    @Override
    public PeerIdentity peer() {
        return peer;
    }

    @Override
    public void drain() {
        draining = true;
        endIfIdle();
    }

    CompletableFuture<Void> idle() {
        return idle;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        RpcException end = new RpcException(StatusCode.UNAVAILABLE, ended(), Delivery.UNKNOWN);
        calls.forEach(call -> call.end(end));
        idle.complete(null);
        session.closed();
        onClosed.accept(this);
        reverse.close();
    }

    // ---- what its calls need

    Endpoint endpoint() {
        return endpoint;
    }

    Limits limits() {
        return limits;
    }

    CreditPool streamPool() {
        return streamPool;
    }

    int messageLimit() {
        return Math.min(limits.message(), serverLimits.message());
    }

    /** The largest metadata that both sides take. */
    int metadataLimit() {
        return Math.min(limits.metadata(), serverLimits.metadata());
    }

    void countDroppedTrailers() {
        droppedTrailers.increment();
    }

    OneWayLane oneWays() {
        return oneWays;
    }

    /** The served method, or null. */
    CallHandler.Method find(String fullName) {
        CallHandler.Method known = methods.get(fullName);
        if (known == null) {
            known = session.find(fullName);
            if (known != null) {
                methods.put(fullName, known);
            }
        }
        return known;
    }

    boolean begin(InprocCall call, boolean mayWait, long nanos) throws InterruptedException {
        boolean claimed = !mayWait
                ? inFlight.tryAcquire()
                : nanos == 0 ? acquire() : inFlight.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        if (claimed) {
            calls.add(call);
            if (!isOpen()) { // looked at after the write: drain() looks the other way round
                done(call);
                throw new RpcException(StatusCode.UNAVAILABLE, ended(), Delivery.NOT_EXECUTED);
            }
        }
        return claimed;
    }

    private boolean acquire() throws InterruptedException {
        inFlight.acquire();
        return true;
    }

    /** The call has ended; whether it had not yet. */
    boolean done(InprocCall call) {
        boolean first = calls.remove(call);
        if (first) {
            inFlight.release();
            endIfIdle();
        }
        return first;
    }

    boolean isInFlight(InprocCall call) {
        return calls.contains(call);
    }

    private void endIfIdle() {
        if (draining && calls.isEmpty() && oneWays.isEmpty() && idle.complete(null)) {
            close();
        }
    }

    private String ended() {
        return "connection to " + endpoint + " ended: the server " + (closed.get() ? "has shut down" : "is draining");
    }
}
