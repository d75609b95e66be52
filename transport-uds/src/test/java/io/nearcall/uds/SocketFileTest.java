package io.nearcall.uds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallContext;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the file at a server's path. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SocketFileTest {
    @TempDir
    private Path directory;

    private Path socket() {
        return directory.resolve("s.sock");
    }

    private static RpcServer serve(Path path, String options) {
        return RpcServer.serve("uds:" + path + options, Ask.class, question -> "re: " + question);
    }

    private static RpcException refused(Path path, String options) {
        return assertThrows(RpcException.class, () -> serve(path, options).close());
    }

    private static void checkAnswers(Path path, String options) {
        try (RpcClient client = RpcClient.connect("uds:" + path + options)) {
            assertEquals("re: x", client.service(Ask.class).ask("x"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?native=true"})
    void whatADeadServerLeftIsReplaced(String options) throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket()));
        }
        Files.writeString(directory.resolve("s.sock.lock"), "12345\n");
        assertTrue(Files.exists(socket()));
        try (RpcServer server = serve(socket(), options)) {
            assertEquals(1, server.endpoints().size());
            checkAnswers(socket(), options);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?native=true"})
    void aSocketOfALiveStrangerIsLeftAlone(String options) throws IOException {
        try (ServerSocketChannel stranger = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stranger.bind(UnixDomainSocketAddress.of(socket()));
            RpcException failure = refused(socket(), options);
            assertEquals(StatusCode.UNAVAILABLE, failure.code());
            assertTrue(failure.getMessage().contains("live server"), failure.getMessage());
            assertTrue(Files.exists(socket()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?native=true"})
    void aFileThatIsNoSocketIsLeftAlone(String options) throws IOException {
        Files.writeString(socket(), "precious");
        assertTrue(refused(socket(), options).getMessage().contains("not a socket"));
        assertEquals("precious", Files.readString(socket()));
        Files.delete(socket());
        Path target = Files.writeString(directory.resolve("elsewhere"), "precious");
        Files.createSymbolicLink(socket(), target);
        refused(socket(), options);
        assertEquals("precious", Files.readString(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?native=true"})
    void onlyTheOwnerMayConnectAndNothingIsLeft(String options) throws IOException {
        try (RpcServer server = serve(socket(), options)) {
            assertEquals(1, server.endpoints().size());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
            assertEquals(StatusCode.UNAVAILABLE, refused(socket(), options).code());
            checkAnswers(socket(), options);
        }
        try (var left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void theLockHoldsAsLongAsItsServer() throws IOException {
        Path table = Path.of("/proc/locks");
        Assumptions.assumeTrue(Files.exists(table), "this system does not list locks");
        try (RpcServer server = serve(socket(), "")) {
            assertEquals(1, server.endpoints().size());
            assertTrue(isLocked(table), "after listening");
            refused(socket(), "");
            assertTrue(isLocked(table), "after another server of this process was refused");
        }
    }

    private boolean isLocked(Path table) throws IOException {
        Object inode = Files.getAttribute(directory.resolve("s.sock.lock"), "unix:ino");
        return Files.readString(table).contains(":" + inode + " ");
    }

    @Test
    void aPathThatDoesNotFitIsRefusedInWords() {
        Path tooLong = directory.resolve("x".repeat(120));
        for (String options : new String[] {"", "?native=true"}) {
            assertTrue(refused(tooLong, options).getMessage().contains("takes 107"));
            RpcException failure =
                    assertThrows(RpcException.class, () -> RpcClient.connect("uds:" + tooLong + options));
            assertTrue(failure.getMessage().contains("uds:" + tooLong), failure.getMessage());
        }
        assertTrue(refused(directory.resolve("nowhere/s.sock"), "").getMessage().contains("nowhere"));
    }

    @Test
    void bothKindsOfSocketsMeet() {
        try (RpcServer server = serve(socket(), "?native=true")) {
            assertEquals(1, server.endpoints().size());
            checkAnswers(socket(), "");
        }
        try (RpcServer server = serve(socket(), "")) {
            assertEquals(1, server.endpoints().size());
            checkAnswers(socket(), "?native=true");
        }
    }

    @Test
    void aPeerIsKnownByNameAndByNumber() throws Exception {
        CompletableFuture<PeerIdentity> seen = new CompletableFuture<>();
        try (RpcServer server = RpcServer.serve("uds:" + socket() + "?native=true", Ask.class, question -> {
                    seen.complete(CallContext.current().peer());
                    return question;
                });
                RpcClient client = RpcClient.connect("uds:" + socket())) {
            assertFalse(server.endpoints().isEmpty());
            client.service(Ask.class).ask("?");
            PeerIdentity peer = seen.get(20, TimeUnit.SECONDS);
            assertEquals(OptionalInt.of(RuntimeDirectory.uid()), peer.uid());
            assertEquals(OptionalLong.of(ProcessHandle.current().pid()), peer.pid());
            assertTrue(peer.gid().isPresent());
            assertEquals(System.getProperty("user.name"), client.peer().user().orElseThrow());
        }
    }
}
