package io.nearcall.shm;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stream.ChannelDuplex;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.SocketUpgrade;
import io.nearcall.stream.Streams;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Counters;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import io.nearcall.uds.PathSockets;
import io.nearcall.uds.RuntimeDirectory;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.util.Set;

/**
 * Shared memory, scheme {@code shm}; {@code docs/shm-protocol.md} is its specification.
 *
 * <p>The address is a bare name ({@code shm:greeter}, a socket in the private runtime directory) or a path ({@code
 * shm:/run/app/greeter}, which two containers may share). The model is the local procedure call of Windows NT: small
 * blocking calls go by lanes (quick LPC), the rest by a ring of frames.
 */
public final class ShmTransport implements Transport, SocketUpgrade {
    /** Found by {@link java.util.ServiceLoader}. */
    public ShmTransport() {}

    @Override
    public String scheme() {
        return "shm";
    }

    @Override
    public Set<String> keys() {
        return Set.of("nearcall.shm.lanes", "nearcall.shm.ring", "nearcall.shm.limit", "nearcall.shm.sealed");
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        Settings settings = Settings.of(context.config());
        settings.sealing().isOffered(); // loads what it needs before the deadline runs
        try {
            Path path = path(endpoint, false);
            return Streams.connect(
                    endpoint,
                    context,
                    new ShmOpening(deadline -> PathSockets.connect(path), path, settings, context.counters(), true));
        } catch (IOException e) {
            throw unavailable(endpoint, e);
        }
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        Settings settings = Settings.of(context.config());
        settings.sealing().isOffered(); // loads what it needs before a client waits
        try {
            Path path = path(endpoint, true);
            Places.sweep(Places.of(path));
            return Streams.listen(
                    endpoint, context, new ShmAcceptor(PathSockets.listen(path), path, settings, context.counters()));
        } catch (IOException e) {
            throw unavailable(endpoint, e);
        }
    }

    @Override
    public Streams.Opening over(Streams.Opening socket, Path path, boolean client, TransportContext context) {
        Settings settings = Settings.of(context.config());
        settings.sealing().isOffered(); // loads what it needs before the deadline runs
        return new ShmOpening(socket, path, settings, context.counters(), client);
    }

    /** Sockets that go on through shared memory when the peer can. */
    private record ShmAcceptor(Streams.Acceptor sockets, Path path, Settings settings, Counters counters)
            implements Streams.Acceptor {
        @Override
        public SelectableChannel channel() {
            return sockets.channel();
        }

        @Override
        public Streams.Opening accept() throws IOException {
            Streams.Opening socket = sockets.accept();
            return socket == null ? null : new ShmOpening(socket, path, settings, counters, false);
        }

        @Override
        public void close() throws IOException {
            sockets.close();
        }
    }

    private record ShmOpening(Streams.Opening socket, Path path, Settings settings, Counters counters, boolean client)
            implements Streams.Opening {
        @Override
        public Duplex open(Deadline deadline) throws IOException {
            return socket.open(deadline);
        }

        @Override
        public long features() {
            return Streams.SHARED_MEMORY;
        }

        @Override
        public Duplex upgrade(Duplex duplex, long features, Deadline deadline) throws IOException {
            Rendezvous rendezvous = new Rendezvous((ChannelDuplex) duplex, path, settings, counters, deadline);
            return client ? rendezvous.client() : rendezvous.server();
        }
    }

    private static RpcException unavailable(Endpoint endpoint, IOException e) {
        return new RpcException(StatusCode.UNAVAILABLE, endpoint + ": " + e.getMessage(), Delivery.NOT_EXECUTED, e);
    }

    private static Path path(Endpoint endpoint, boolean create) throws IOException {
        String address = endpoint.address();
        if (address.indexOf('/') >= 0) {
            return Path.of(address).toAbsolutePath();
        }
        return (create ? RuntimeDirectory.create() : RuntimeDirectory.find()).resolve(address + ".shm");
    }
}
