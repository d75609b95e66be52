package io.nearcall.uds;

import io.nearcall.Endpoint;
import io.nearcall.tck.Contract;
import io.nearcall.tck.TransportContract;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

final class UdsNativeContractTest implements TransportContract {
    @Override
    public String title() {
        return "uds:/path?native=true";
    }

    @Override
    public String target() {
        return "uds:" + System.getProperty("java.io.tmpdir") + "/" + Contract.unique() + ".sock?native=true";
    }

    @Override
    public SocketAddress address(Endpoint endpoint) {
        return UnixDomainSocketAddress.of(endpoint.address());
    }
}
