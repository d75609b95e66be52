package io.nearcall.pipe;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stream.Streams;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stdin and stdout of a child process, scheme {@code pipe}.
 *
 * <p>A client starts the process: the address is its command, words parted by blanks ({@code pipe:python3 worker.py}). It
 * ends with the connection, and is started again as {@link RpcProcess} says. In that process the server's address is {@code pipe:stdio}. {@link RpcProcess} does the same,
 * with more to say about the process.
 */
public final class PipeTransport implements Transport {
    private static final String STDIO = "stdio";

    private final Map<String, Children> children = new ConcurrentHashMap<>();

    /** Found by {@link java.util.ServiceLoader}. */
    public PipeTransport() {}

    @Override
    public String scheme() {
        return "pipe";
    }

    @Override
    public Set<String> keys() {
        return Set.of(ParentToken.KEY);
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        return children.computeIfAbsent(endpoint.address(), PipeTransport::children)
                .connect(endpoint, context);
    }

    private static Children children(String command) {
        return new Children(new Command(List.of(command.strip().split("\\s+"))));
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        if (!endpoint.address().equals(STDIO)) {
            throw new RpcException(
                    StatusCode.INVALID_ARGUMENT,
                    endpoint + ": a server serves the process that has started it, at pipe:stdio",
                    Delivery.NOT_EXECUTED);
        }
        NativePipes.prepare(endpoint);
        try {
            String token = ParentToken.given(context.config());
            return Streams.listen(endpoint, context.withToken(token), Stdio.listen());
        } catch (IOException e) {
            throw new RpcException(StatusCode.UNAVAILABLE, endpoint + ": " + e.getMessage(), Delivery.NOT_EXECUTED, e);
        }
    }
}
