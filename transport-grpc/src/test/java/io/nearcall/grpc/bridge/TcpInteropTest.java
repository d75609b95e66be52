package io.nearcall.grpc.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** Public, as JUnit 4 wants its tests. */
@RunWith(JUnit4.class)
public final class TcpInteropTest extends InteropSuite {
    /** Made by JUnit. */
    public TcpInteropTest() {
        super("tcp://127.0.0.1:" + freePort());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
