package io.nearcall.mq;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.TransportContext;

/** A queue to send to; without one, the way back from it, by which nothing goes. */
final class MqConnection implements Connection {
    private final Endpoint endpoint;
    private final TransportContext context;
    private final Queue queue; // null: the way back
    private final WhenFull whenFull;
    private final CallHandler.Session session;
    private volatile boolean closed;

    MqConnection(Endpoint endpoint, TransportContext context, Queue queue, WhenFull whenFull) {
        this.endpoint = endpoint;
        this.context = context;
        this.queue = queue;
        this.whenFull = whenFull;
        this.session = context.handler().open(this);
    }

    @Override
    public OutboundCall newCall(MethodInfo method, long target, CallOptions options) {
        if (queue == null || method.kind() != MethodInfo.Kind.ONE_WAY || target != 0) {
            throw new RpcException(
                    StatusCode.UNIMPLEMENTED,
                    method + ": " + endpoint + " carries one-way calls from clients to servers only; make it @OneWay,"
                            + " or use another transport",
                    Delivery.NOT_EXECUTED);
        }
        if (closed) {
            throw new RpcException(
                    StatusCode.UNAVAILABLE, method + ": " + endpoint + " is closed", Delivery.NOT_EXECUTED);
        }
        if (options.metadata().size() > context.limits().metadata()) {
            throw new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": metadata of " + options.metadata().size() + " bytes is over the limit of "
                            + context.limits().metadata() + " bytes; raise nearcall.limits.metadata",
                    Delivery.NOT_EXECUTED);
        }
        return new MqCall(endpoint, queue, whenFull, context.limits().message(), method, options);
    }

    @Override
    public CallHandler.Session session() {
        return session;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public PeerIdentity peer() {
        return PeerIdentity.of(endpoint.toString());
    }

    @Override
    public void drain() {
        close(); // what was accepted is the kernel's
    }

    @Override
    public void close() {
        closed = true;
        if (queue != null) {
            queue.close();
        }
        session.closed();
    }
}
