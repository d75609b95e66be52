package io.nearcall.samples.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.samples.JavaProcess;
import io.nearcall.samples.JavaProcess.Ended;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelloTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"shm:%s/greeter", "uds:%s/greeter.sock", "tcp://127.0.0.1:0"})
    void greetsAcrossProcessesWhereverConfigurationSays(String endpoint) throws Exception {
        Map<String, String> serverSide = Map.of("NEARCALL_TARGET_GREETER", endpoint.formatted(directory));
        try (JavaProcess server = JavaProcess.start(directory, serverSide, HelloServer.class)) {
            String bound = server.lineAfter("serving at [").replace("]", "");
            Map<String, String> clientSide = Map.of("NEARCALL_TARGET_GREETER", bound);
            Ended client = JavaProcess.run(directory, clientSide, HelloClient.class);
            assertEquals("Hello, Ada!", client.out(), client::err);
            assertEquals(0, client.status());
        }
    }

    @Test
    void withoutConfigurationBothMeetInSharedMemory() throws Exception {
        Map<String, String> both = Map.of("XDG_RUNTIME_DIR", directory.toString());
        try (JavaProcess server = JavaProcess.start(directory, both, HelloServer.class)) {
            assertTrue(server.lineAfter("serving at [").contains("shm:greeter"));
            assertEquals(
                    "Hello, Ada!",
                    JavaProcess.run(directory, both, HelloClient.class).out());
        }
    }
}
