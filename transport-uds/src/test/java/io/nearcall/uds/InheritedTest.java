package io.nearcall.uds;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.PeerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose socket is descriptor 0, which a Python program gives them as inetd and systemd do. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class InheritedTest {
    private static final String LISTENING = """
            import os, socket, sys
            s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1] + '.new'); s.listen()
            os.rename(sys.argv[1] + '.new', sys.argv[1])
            os.dup2(s.fileno(), 0); os.execvp(sys.argv[2], sys.argv[2:])
            """;
    private static final String CONNECTED = """
            import os, socket, sys
            s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1] + '.new'); s.listen()
            os.rename(sys.argv[1] + '.new', sys.argv[1])
            c, _ = s.accept()
            os.dup2(c.fileno(), 0); s.close(); os.execvp(sys.argv[2], sys.argv[2:])
            """;
    private static final String TCP = """
            import os, socket, sys
            s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
            print('port', s.getsockname()[1], flush=True)
            os.dup2(s.fileno(), 0); os.execvp(sys.argv[2], sys.argv[2:])
            """;

    @TempDir
    Path directory;

    @BeforeAll
    static void pythonIsThere() {
        assumeTrue(
                List.of("/usr/bin/python3", "/usr/local/bin/python3").stream()
                        .anyMatch(at -> Files.exists(Path.of(at))),
                "python3 is missing");
    }

    private PeerProcess start(String program) {
        return PeerProcess.start(
                List.of("python3", "-c", program, directory.resolve("s").toString()),
                List.of("-XX:TieredStopAtLevel=1"),
                ServerMain.class);
    }

    private String target() {
        Path path = directory.resolve("s");
        Outcomes.awaitState(() -> Files.exists(path), "the socket");
        return "uds:" + path;
    }

    private static RpcClient connected(String target) {
        return RpcClient.connect(target, RpcConfig.load().with("nearcall.limits.connect", "60s"));
    }

    /** Serves what descriptor 0 is. */
    public static final class ServerMain {
        private ServerMain() {}

        public static void main(String[] arguments) {
            RpcServer.serve("inherited:stdin", Ask.class, question -> "re: " + question);
        }
    }

    @Test
    void aSocketThatListensServesOneAfterTheOther() {
        try (PeerProcess server = start(LISTENING)) {
            String target = target();
            for (int i = 0; i < 3; i++) {
                try (RpcClient client = connected(target)) {
                    assertEquals("re: hello", client.service(Ask.class).ask("hello"));
                }
            }
            server.killAndWait();
        }
    }

    @Test
    void aProcessWithAConnectedSocketEndsWithIt() {
        try (PeerProcess server = start(CONNECTED)) {
            try (RpcClient client = connected(target())) {
                assertEquals("re: hello", client.service(Ask.class).ask("hello"));
            }
            assertEquals(0, server.awaitExit());
        }
    }

    @Test
    void aSocketOfTcpDoesAsWell() throws IOException {
        try (PeerProcess server = start(TCP);
                SocketChannel socket = SocketChannel.open(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(server.expect("port"))))) {
            socket.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            byte[] answer = socket.socket().getInputStream().readNBytes(12);
            assertEquals("HTTP/1.1 400", new String(answer, StandardCharsets.US_ASCII)); // as a server of Nearcall does
        }
    }

    @Test
    void aProcessWithoutSuchASocketIsToldSo() {
        checkNames(
                check(
                        StatusCode.UNAVAILABLE,
                        Delivery.NOT_EXECUTED,
                        failure(() -> RpcServer.serve("inherited:stdin", Ask.class, question -> question))),
                "descriptor 0");
        check(
                StatusCode.INVALID_ARGUMENT,
                Delivery.NOT_EXECUTED,
                failure(() -> RpcServer.serve("inherited:other", Ask.class, question -> question)));
    }
}
