package io.nearcall.uds;

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
import java.nio.file.Path;
import java.util.Set;

/**
 * Unix domain sockets, scheme {@code uds}.
 *
 * <p>The address is a path ({@code uds:/run/greeter.sock}), a bare name in the private runtime directory ({@code
 * uds:greeter}, see {@link RuntimeDirectory}), or an abstract name ({@code uds:@greeter}). Abstract names, and paths with
 * {@code ?native=true}, go through jnr-unixsocket, which also tells the peer's numeric uid, gid and pid.
 */
public final class UdsTransport implements Transport {
    /** Found by {@link java.util.ServiceLoader}. */
    public UdsTransport() {}

    @Override
    public String scheme() {
        return "uds";
    }

    @Override
    public Set<String> keys() {
        return Set.of("nearcall.native");
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        if (isNative(endpoint, context)) {
            try {
                NativeSockets.prepare();
            } catch (LinkageError e) {
                throw unavailable(endpoint, withoutJnr(e));
            } catch (IOException e) {
                throw unavailable(endpoint, e);
            }
            return Streams.connect(endpoint, context, deadline -> NativeSockets.connect(name(endpoint, false)));
        }
        return Streams.connect(endpoint, context, deadline -> PathSockets.connect(path(endpoint, false)));
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        try {
            Streams.Acceptor acceptor = isNative(endpoint, context)
                    ? NativeSockets.listen(name(endpoint, true))
                    : PathSockets.listen(path(endpoint, true));
            return Streams.listen(endpoint, context, acceptor);
        } catch (LinkageError e) {
            throw unavailable(endpoint, withoutJnr(e));
        } catch (IOException e) {
            throw unavailable(endpoint, e);
        }
    }

    private static IOException withoutJnr(LinkageError e) {
        return new IOException(
                "jnr-unixsocket cannot be loaded (" + e + "); put it on the class path, or use a path without"
                        + " native=true",
                e);
    }

    private static RpcException unavailable(Endpoint endpoint, IOException e) {
        return new RpcException(StatusCode.UNAVAILABLE, endpoint + ": " + e.getMessage(), Delivery.NOT_EXECUTED, e);
    }

    private static boolean isNative(Endpoint endpoint, TransportContext context) {
        return endpoint.address().startsWith("@") || context.config().flag("nearcall.native", false);
    }

    /** An abstract name as it is, anything else as a path. */
    private static String name(Endpoint endpoint, boolean create) throws IOException {
        return endpoint.address().startsWith("@")
                ? endpoint.address()
                : path(endpoint, create).toString();
    }

    private static Path path(Endpoint endpoint, boolean create) throws IOException {
        String address = endpoint.address();
        if (address.indexOf('/') >= 0) {
            return Path.of(address).toAbsolutePath();
        }
        return (create ? RuntimeDirectory.create() : RuntimeDirectory.find()).resolve(address + ".sock");
    }
}
