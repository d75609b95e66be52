package io.nearcall.tcp;

import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallOptions;
import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.PeerMain;
import io.nearcall.tck.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server found by the file that it writes, in processes of their own. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EndpointFileTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:0";

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("ask.endpoint");
    }

    private PeerProcess peer(String target) {
        PeerProcess peer = PeerProcess.start(
                List.of(),
                List.of("-XX:TieredStopAtLevel=1", "-Dnearcall.endpoint-file=" + file()),
                PeerMain.class,
                "serve",
                target);
        peer.expect("listening");
        return peer;
    }

    private RpcServer serve(String target) {
        return RpcServer.builder()
                .listen(target)
                .serve(Ask.class, question -> "here " + question)
                .config(RpcConfig.load().with("nearcall.endpoint-file", file().toString()))
                .start();
    }

    private RpcClient connect() {
        return RpcClient.connect("file:" + file());
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    }

    private String read(String word) throws IOException {
        try (Stream<String> lines = Files.lines(file())) {
            return lines.filter(line -> line.startsWith(word + " ")).findFirst().orElseThrow();
        }
    }

    @Test
    void aServerIsFoundByItsFileWhichIsPrivateAndGoesWithIt() throws IOException {
        try (PeerProcess server = peer(ANYWHERE)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
            assertEquals("pid " + server.pid(), read("pid"));
            try (RpcClient client = connect()) {
                assertEquals("peer x", client.service(Ask.class).ask("x"));
            }
            server.terminate();
            assertEquals(143, server.awaitExit());
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
        assertTrue(failure(this::connect).getMessage().contains("no server has written it"));
    }

    @Test
    void afterAKillTheNextServerTakesTheFileAndTheClientFindsIt() throws IOException {
        try (PeerProcess first = peer(ANYWHERE);
                RpcClient client = connect()) {
            Ask ask = client.with(CallOptions.DEFAULT.withWaitForReady().withTimeout(Duration.ofSeconds(30)))
                    .service(Ask.class);
            assertEquals("peer x", ask.ask("x"));
            String token = read("token");
            first.killAndWait();
            assertTrue(Files.exists(file()), "left by the dead");
            String gone = failure(this::connect).getMessage();
            assertTrue(gone.contains("process " + first.pid() + ", ") && gone.contains("which is gone"), gone);
            try (PeerProcess second = peer(ANYWHERE)) {
                assertEquals("pid " + second.pid(), read("pid"));
                assertNotEquals(token, read("token"));
                assertEquals("peer y", ask.ask("y"));
            }
        }
    }

    @Test
    void aSecondServerIsRefusedWhileTheFirstLivesInAnyProcess() {
        try (PeerProcess first = peer(ANYWHERE)) {
            RpcException refused =
                    assertThrows(RpcException.class, () -> serve(ANYWHERE).close());
            assertTrue(refused.getMessage().contains("process " + first.pid()), refused.getMessage());
            assertFalse(refused.getMessage().contains("gone"), refused.getMessage());
            assertTrue(Files.exists(file()), "the first one's");
        }
        try (RpcServer first = serve(ANYWHERE)) {
            assertFalse(first.endpoints().isEmpty());
            assertThrows(RpcException.class, () -> serve(ANYWHERE).close());
            try (RpcClient client = connect()) {
                assertEquals("here x", client.service(Ask.class).ask("x"));
            }
        }
    }

    @Test
    void anotherServerAtTheAddressOfADeadOneIsNotCalled() throws IOException {
        String address;
        try (PeerProcess first = peer(ANYWHERE)) {
            address = read("endpoint").substring("endpoint ".length());
            first.killAndWait();
        }
        try (RpcServer other = RpcServer.serve(address, Ask.class, question -> "wrong")) {
            RpcException refused = failure(this::connect);
            assertEquals(StatusCode.UNAVAILABLE, refused.code());
            assertTrue(refused.getMessage().contains("another server listens there"), refused.getMessage());
            try (RpcClient direct = RpcClient.connect(address)) {
                assertEquals("wrong", direct.service(Ask.class).ask("x"), "whoever means the address has it");
            }
            assertFalse(other.endpoints().isEmpty());
        }
    }

    @Test
    void theNearestEndpointThatIsInstalledIsTaken() throws IOException {
        try (RpcServer server = RpcServer.serve(ANYWHERE, Ask.class, question -> "tcp")) {
            write("nearcall 1\nendpoint absent:x\nendpoint "
                    + server.endpoints().get(0) + "\n");
            try (RpcClient client = connect()) {
                assertEquals("tcp", client.service(Ask.class).ask("x"));
            }
        }
    }

    @Test
    void whatIsNotAnEndpointFileIsNotReplaced() throws IOException {
        write("precious\n");
        RpcException refused =
                assertThrows(RpcException.class, () -> serve(ANYWHERE).close());
        assertTrue(refused.getMessage().contains("first line"), refused.getMessage());
        assertEquals("precious\n", Files.readString(file()));
    }

    @Test
    void aServerThatCannotListenLeavesNoFile() throws IOException {
        try (RpcServer other = RpcServer.serve(ANYWHERE, Ask.class, question -> question)) {
            assertThrows(
                    RpcException.class, () -> serve(other.endpoints().get(0).toString()));
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> serve("file:" + file()))
                .getMessage()
                .contains("nearcall.endpoint-file"));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
