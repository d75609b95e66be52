package io.nearcall.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** An address that cannot be used is refused with the cure for just that. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TcpAddressTest {
    private static RpcServer serve(String target) {
        return RpcServer.serve(target, Ask.class, question -> question);
    }

    private static void checkRefused(String cure, Executable action) {
        RpcException refused = assertThrows(RpcException.class, action);
        assertEquals(StatusCode.UNAVAILABLE, refused.code());
        assertTrue(refused.getMessage().contains(cure), refused.getMessage());
    }

    @Test
    void aServerIsToldWhyItCannotListen() {
        try (RpcServer first = serve("tcp://127.0.0.1:0")) {
            String taken = first.endpoints().get(0).toString();
            checkRefused("is another server there?", () -> serve(taken));
        }
        checkRefused("not an address of this machine", () -> serve("tcp://198.51.100.7:0?plaintext=true"));
        checkRefused("correct the name", () -> serve("tcp://nowhere.invalid:0?plaintext=true"));
    }

    @Test
    void aClientIsAskedToCheckANameThatIsUnknown() {
        checkRefused("is it spelt right?", () -> RpcClient.connect("tcp://nowhere.invalid:7001"));
    }
}
