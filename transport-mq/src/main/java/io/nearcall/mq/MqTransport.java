package io.nearcall.mq;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.util.Set;

/**
 * POSIX message queues, scheme {@code mq}: {@code mq:/name}, for one-way calls within this host and user.
 *
 * <p>The queue is made by whoever comes first, and keeps what is sent while nobody listens, until the machine is
 * restarted or somebody removes it.
 */
public final class MqTransport implements Transport {
    /** What Linux allows to everybody. */
    private static final int MESSAGES = 10;

    private static final int MESSAGE_SIZE = 8 << 10;

    /** Found by {@link java.util.ServiceLoader}. */
    public MqTransport() {}

    @Override
    public String scheme() {
        return "mq";
    }

    @Override
    public boolean isTwoWay() {
        return false;
    }

    @Override
    public Set<String> keys() {
        return Set.of("nearcall.mq.messages", "nearcall.mq.message-size", "nearcall.mq.full");
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        WhenFull whenFull = context.config().choice("nearcall.mq.full", WhenFull.WAIT);
        return new MqConnection(endpoint, context, open(endpoint, context, Posix.O_WRONLY), whenFull);
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        MqListener listener = new MqListener(endpoint, context, open(endpoint, context, Posix.O_RDONLY));
        listener.start();
        return listener;
    }

    private static Queue open(Endpoint endpoint, TransportContext context, int flags) {
        String name = endpoint.address();
        if (!name.startsWith("/") || name.indexOf('/', 1) >= 0 || name.length() == 1) {
            throw new RpcException(
                    StatusCode.INVALID_ARGUMENT,
                    endpoint + ": a queue's name is a slash and no other one; write mq:/jobs",
                    Delivery.NOT_EXECUTED);
        }
        int messages = context.config().integer("nearcall.mq.messages", MESSAGES, 1);
        long size = context.config().bytes("nearcall.mq.message-size", MESSAGE_SIZE);
        try {
            return Queue.open(name, flags, messages, Math.toIntExact(size));
        } catch (IOException | ArithmeticException e) {
            throw new RpcException(StatusCode.UNAVAILABLE, endpoint + ": " + e.getMessage(), Delivery.NOT_EXECUTED, e);
        } catch (LinkageError e) {
            throw new RpcException(
                    StatusCode.UNAVAILABLE,
                    endpoint + ": this system has no POSIX message queues, or jnr-ffi cannot be loaded (" + e
                            + "); use another transport",
                    Delivery.NOT_EXECUTED,
                    e);
        }
    }
}
