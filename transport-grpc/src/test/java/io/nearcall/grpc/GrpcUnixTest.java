package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.tck.Ask;
import io.nearcall.tck.LogTail;
import io.nearcall.tck.Rig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GrpcUnixTest {
    @Test
    void nettyWarnsOfNoOptionThatTheseSocketsDoNotHave() {
        try (LogTail netty = new LogTail("io.grpc.netty.shaded.io.netty");
                RpcServer server = Rig.builder(question -> question)
                        .listen(new GrpcUnixContractTest().target())
                        .start();
                RpcClient client = RpcClient.connect(Rig.targetOf(server))) {
            assertEquals("?", client.service(Ask.class).ask("?"));
            assertEquals(0, netty.count("Unknown channel option"));
        }
    }
}
