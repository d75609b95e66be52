package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.Rig;
import io.nearcall.tck.TestKeys;
import io.nearcall.transport.HostAndPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GateTest {
    @Test
    void connectionsOverTheLimitAreRefusedUntilOneEnds() {
        try (RpcServer server = server("grpc://127.0.0.1:0?limits.connections=2");
                RpcClient first = RpcClient.connect(Rig.targetOf(server))) {
            try (RpcClient second = RpcClient.connect(Rig.targetOf(server))) {
                Outcomes.check(
                        StatusCode.UNAVAILABLE,
                        Delivery.NOT_EXECUTED,
                        Outcomes.failure(() -> RpcClient.connect(Rig.targetOf(server))));
                assertEquals("?", second.service(Ask.class).ask("?"));
                assertEquals("?", first.service(Ask.class).ask("?"));
            }
            awaitRoom(Rig.targetOf(server));
        }
    }

    @Test
    void silentPeersOverTheLimitOfHandshakesAreRefused() throws IOException {
        TestKeys keys = TestKeys.make();
        String tls = "tls.certificate=" + keys.certificate() + "&tls.key=" + keys.key();
        try (RpcServer server = server("grpc://127.0.0.1:0?limits.handshakes=2&limits.handshake=60s&" + tls)) {
            try (Socket one = silent(server);
                    Socket other = silent(server);
                    Socket refused = silent(server)) {
                Outcomes.awaitState(() -> server.counters().get("connections refused") == 1, "a refusal");
                assertEquals(-1, refused.getInputStream().read());
                assertEquals(
                        0,
                        one.getInputStream().available()
                                + other.getInputStream().available());
            }
            HostAndPort at = HostAndPort.parse(server.endpoints().get(0));
            awaitRoom("grpc://" + at + "?tls.trust=" + keys.trust());
        }
    }

    private static RpcServer server(String target) {
        return RpcServer.serve(target, Ask.class, question -> question);
    }

    private static Socket silent(RpcServer server) throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(),
                HostAndPort.parse(server.endpoints().get(0)).port());
    }

    private static void awaitRoom(String target) {
        Outcomes.awaitState(
                () -> {
                    try (RpcClient client = RpcClient.connect(target)) {
                        return client.service(Ask.class).ask("!").equals("!");
                    } catch (RpcException full) {
                        return false;
                    }
                },
                "room for a client");
    }
}
