package io.nearcall.grpc.bridge;

import io.nearcall.PeerIdentity;
import java.net.SocketAddress;
import java.util.Objects;

/** Who calls, as a handler finds it under {@link io.grpc.Grpc#TRANSPORT_ATTR_REMOTE_ADDR}. */
public final class PeerAddress extends SocketAddress {
    private static final long serialVersionUID = 1L;

    private final transient PeerIdentity identity;

    /** The address of a peer. */
    PeerAddress(PeerIdentity identity) {
        this.identity = Objects.requireNonNull(identity, "identity");
    }

    /** What the kernel or TLS vouches for. */
    public PeerIdentity identity() {
        return identity;
    }

    @Override
    public String toString() {
        return identity.address();
    }
}
