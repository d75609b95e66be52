package io.nearcall.uds;

import io.nearcall.Endpoint;
import io.nearcall.tck.ConnectionContract;
import io.nearcall.tck.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

final class UdsNameContractTest implements ConnectionContract {
    @Override
    public String title() {
        return "uds:name";
    }

    @Override
    public String target() {
        return "uds:" + Contract.unique();
    }

    @Override
    public SocketAddress address(Endpoint endpoint) {
        try {
            return UnixDomainSocketAddress.of(RuntimeDirectory.find().resolve(endpoint.address() + ".sock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
