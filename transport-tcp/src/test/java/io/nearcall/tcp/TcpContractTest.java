package io.nearcall.tcp;

import io.nearcall.Endpoint;
import io.nearcall.tck.TransportContract;
import io.nearcall.transport.HostAndPort;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

final class TcpContractTest implements TransportContract {
    @Override
    public String target() {
        return "tcp://127.0.0.1:0";
    }

    @Override
    public SocketAddress address(Endpoint endpoint) {
        HostAndPort at = HostAndPort.parse(endpoint);
        return new InetSocketAddress(at.host(), at.port());
    }
}
