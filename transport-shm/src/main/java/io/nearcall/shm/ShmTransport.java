package io.nearcall.shm;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stream.Streams;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import io.nearcall.uds.PathSockets;
import io.nearcall.uds.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Shared memory, scheme {@code shm}; {@code docs/shm-protocol.md} is its specification.
 *
 * <p>The address is a bare name ({@code shm:greeter}, a socket in the private runtime directory) or a path ({@code
 * shm:/run/app/greeter}, which two containers may share). The model is the local procedure call of Windows NT: small
 * blocking calls go by lanes (quick LPC), the rest by a ring of frames.
 */
public final class ShmTransport implements Transport {
    /** Found by {@link java.util.ServiceLoader}. */
    public ShmTransport() {}

    @Override
    public String scheme() {
        return "shm";
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        Settings settings = Settings.of(context.config());
        return Streams.connect(endpoint, context, deadline -> {
            Path path = path(endpoint, false);
            return new Rendezvous(PathSockets.connect(path), path, settings, context.counters(), deadline).client();
        });
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        Settings settings = Settings.of(context.config());
        try {
            Path path = path(endpoint, true);
            Places.sweep(Places.of(path));
            return Streams.listen(
                    endpoint,
                    context,
                    PathSockets.listen(
                            path,
                            (socket, deadline) ->
                                    new Rendezvous(socket, path, settings, context.counters(), deadline).server()));
        } catch (IOException e) {
            throw new RpcException(StatusCode.UNAVAILABLE, endpoint + ": " + e.getMessage(), Delivery.NOT_EXECUTED, e);
        }
    }

    private static Path path(Endpoint endpoint, boolean create) throws IOException {
        String address = endpoint.address();
        if (address.indexOf('/') >= 0) {
            return Path.of(address).toAbsolutePath();
        }
        return (create ? RuntimeDirectory.create() : RuntimeDirectory.find()).resolve(address + ".shm");
    }
}
