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
import io.nearcall.uds.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Path;

/**
 * FIFOs between processes of one user, scheme {@code fifo}.
 *
 * <p>The address is a path in a directory that only its owner may write to ({@code fifo:/home/me/run/greeter}), or a bare
 * name in the private runtime directory ({@code fifo:greeter}, see {@link RuntimeDirectory}).
 */
public final class FifoTransport implements Transport {
    /** Found by {@link java.util.ServiceLoader}. */
    public FifoTransport() {}

    @Override
    public String scheme() {
        return "fifo";
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        NativePipes.prepare(endpoint);
        return Streams.connect(endpoint, context, deadline -> Fifos.connect(path(endpoint, false), deadline));
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        NativePipes.prepare(endpoint);
        try {
            return Streams.listen(endpoint, context, Fifos.listen(path(endpoint, true)));
        } catch (IOException e) {
            throw new RpcException(StatusCode.UNAVAILABLE, endpoint + ": " + e.getMessage(), Delivery.NOT_EXECUTED, e);
        }
    }

    private static Path path(Endpoint endpoint, boolean create) throws IOException {
        String address = endpoint.address();
        if (address.indexOf('/') >= 0) {
            return Path.of(address).toAbsolutePath();
        }
        return (create ? RuntimeDirectory.create() : RuntimeDirectory.find()).resolve(address + ".fifo");
    }
}
