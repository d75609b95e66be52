package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.tck.Carry;
import io.nearcall.tck.PeerProcess;
import io.nearcall.tck.Rig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages far beyond the default limit, over shared memory and over the socket beside it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // of a call that does not end
final class LargeMessageTest {
    private static final RpcConfig RAISED =
            Rig.config("nearcall.limits.message", "128MiB", "nearcall.limits.connect", "20s");
    private static final int LARGE = 64 << 20;

    @TempDir
    private Path directory;

    private RpcServer server;

    @BeforeEach
    void serve() {
        server = Rig.builder(question -> question)
                .listen("shm:" + directory.resolve("s"))
                .listen("uds:" + directory.resolve("u"))
                .config(RAISED)
                .start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void sixtyFourMebibytesTravelUnderARaisedLimit() {
        for (String target : List.of("shm:" + directory.resolve("s"), "uds:" + directory.resolve("u"))) {
            try (RpcClient client = RpcClient.connect(target, RAISED)) {
                byte[] bytes = new byte[LARGE];
                bytes[LARGE - 1] = 1;
                assertArrayEquals(bytes, client.service(Carry.class).echo(bytes), target);
            }
        }
    }

    @Test
    void aReplyForWhichTheHeapHasNoRoomEndsItsCallAndNamesTheCure() {
        for (String target : List.of("shm:" + directory.resolve("s"), "uds:" + directory.resolve("u"))) {
            try (PeerProcess small = PeerProcess.start(List.of(), List.of("-Xmx32m"), Small.class, target)) {
                String why = small.expect("failed", 40);
                assertTrue(why.contains("raise -Xmx"), why);
                assertEquals("5", small.expect("then"), "on the next connection");
            }
        }
    }

    /** Asks for more than it has room for, then for less. */
    static final class Small {
        private Small() {}

        public static void main(String[] arguments) {
            try (RpcClient client = RpcClient.connect(arguments[0], RAISED)) {
                Carry carry = client.service(Carry.class);
                try {
                    System.out.println("made " + carry.make(LARGE, 1).length);
                } catch (RpcException e) {
                    System.out.println("failed " + e.getMessage().replace('\n', ' '));
                }
                System.out.println("then " + carry.echo(new byte[5]).length);
            }
            System.exit(0);
        }
    }
}
