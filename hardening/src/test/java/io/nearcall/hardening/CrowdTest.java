package io.nearcall.hardening;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small {@link Crowd}; {@code hardening/run} gathers ten thousand. */
@Timeout(120)
final class CrowdTest {
    private static final int SIZE = 500;

    @Test
    void idleConnectionsOverUnixSocketsHoldNoBuffers(@TempDir Path directory) {
        System.out.println(Crowd.run("uds:" + directory.resolve("s"), SIZE, 0));
    }

    @Test
    void idleConnectionsOverTcpHoldNoBuffers() {
        System.out.println(Crowd.run("tcp://127.0.0.1:0", SIZE, 0));
    }
}
