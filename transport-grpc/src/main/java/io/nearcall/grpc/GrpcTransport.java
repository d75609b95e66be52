package io.nearcall.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.nearcall.Endpoint;
import io.nearcall.Tls;
import io.nearcall.transport.Connection;
import io.nearcall.transport.HostAndPort;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/**
 * gRPC over TCP, scheme {@code grpc}: {@code grpc://host:port}, or for a client any target of gRPC's own, such as
 * {@code grpc:dns:///name:port}.
 *
 * <p>Every peer that speaks gRPC may be at the other end; the name of a host is resolved by gRPC. TLS as of {@code tcp}: with
 * keys or trust of the program or the settings {@code nearcall.tls.*}, else in plaintext, which a server refuses beyond
 * loopback unless the option {@code plaintext=true} says otherwise.
 */
public final class GrpcTransport implements Transport {
    /** Found by {@link java.util.ServiceLoader}. */
    public GrpcTransport() {}

    @Override
    public String scheme() {
        return "grpc";
    }

    @Override
    public Set<String> keys() {
        return Set.of(TransportContext.PLAINTEXT, GrpcListener.REFLECTION, Compression.KEY);
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        boolean isTarget = endpoint.address().contains(":///");
        String target = isTarget ? endpoint.address() : "dns:///" + HostAndPort.parse(endpoint);
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(target);
        Optional<Tls> tls = context.security();
        if (tls.isPresent()) {
            builder.sslContext(GrpcTls.client(tls.get()));
        } else {
            builder.usePlaintext();
        }
        return GrpcConnection.connect(endpoint, context, builder, false, tls.orElse(null));
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        HostAndPort at = HostAndPort.parse(endpoint);
        try {
            InetSocketAddress address = at.resolved();
            Optional<Tls> tls = context.serverSecurity(endpoint, address.getAddress());
            return GrpcListener.listen(endpoint, context, address, tls);
        } catch (UnknownHostException e) {
            throw GrpcListener.refused(endpoint, e);
        }
    }
}
