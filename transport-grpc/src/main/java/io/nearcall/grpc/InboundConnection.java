package io.nearcall.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Limits;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.TransportContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLSession;

/** A client's connection, seen by its server; no calls go back. */
final class InboundConnection implements Connection {
    private final Limits limits;
    private final Compression compression;
    private final PeerIdentity peer;
    private final CallHandler.Session session;
    private final OneWays oneWays = new OneWays();
    private final Relay workers = new Relay();
    private final Map<String, CallHandler.Method> methods = new ConcurrentHashMap<>();
    private final Set<GrpcInbound> active = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger(); // without one-way calls
    private final AtomicBoolean ended = new AtomicBoolean();
    private final LongAdder failedOneWays;
    private final LongAdder droppedTrailers;
    private volatile boolean open = true;

    InboundConnection(Endpoint endpoint, TransportContext context, Compression compression, Attributes transport) {
        this.limits = context.limits();
        this.compression = compression;
        PeerIdentity known = PeerIdentity.of(endpoint.scheme() + ":" + transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        SSLSession tls = transport.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        this.peer = tls == null ? known : known.with(tls);
        this.failedOneWays = context.counters().counter("one-way calls failed");
        this.droppedTrailers = context.counters().counter("trailers dropped");
        this.session = context.handler().open(this);
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

    Limits limits() {
        return limits;
    }

    Compression compression() {
        return compression;
    }

    OneWays oneWays() {
        return oneWays;
    }

    /** Run what comes by it. */
    Relay workers() {
        return workers;
    }

    /** Takes a place among the calls in flight, if there is one. */
    boolean begin() {
        if (calls.incrementAndGet() <= limits.calls()) {
            return true;
        }
        calls.decrementAndGet();
        return false;
    }

    void began(GrpcInbound call) {
        active.add(call);
    }

    void ended(GrpcInbound call, boolean isOneWay) {
        active.remove(call);
        if (!isOneWay) {
            calls.decrementAndGet();
        }
    }

    void countFailedOneWay() {
        failedOneWays.increment();
    }

    void countDroppedTrailers() {
        droppedTrailers.increment();
    }

    // ---- Connection

    @Override
    public OutboundCall newCall(MethodInfo method, long target, CallOptions options) {
        throw new RpcException(
                StatusCode.UNIMPLEMENTED,
                method + ": gRPC has no calls from a server to its client; use shm:, uds: or tcp:",
                Delivery.NOT_EXECUTED);
    }

    @Override
    public CallHandler.Session session() {
        return null; // references would be called back
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public PeerIdentity peer() {
        return peer;
    }

    @Override
    public void drain() {
        open = false; // gRPC drains a server as a whole
    }

    @Override
    public void close() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        open = false;
        active.forEach(GrpcInbound::endWithConnection);
        session.closed();
    }
}
