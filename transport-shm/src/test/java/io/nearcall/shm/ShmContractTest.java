package io.nearcall.shm;

import io.nearcall.Endpoint;
import io.nearcall.tck.Contract;
import io.nearcall.tck.TransportContract;
import io.nearcall.uds.RuntimeDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

final class ShmContractTest implements TransportContract {
    @Override
    public String title() {
        return "shm:name";
    }

    @Override
    public String target() {
        return "shm:" + Contract.unique();
    }

    @Override
    public SocketAddress address(Endpoint endpoint) {
        try {
            return UnixDomainSocketAddress.of(RuntimeDirectory.find().resolve(endpoint.address() + ".shm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
