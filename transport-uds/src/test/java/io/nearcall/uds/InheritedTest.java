package io.nearcall.uds;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose socket is opened by a Python program, which gives it to them as inetd and systemd do. */
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

    private static final String ACTIVATED = """
            import os, socket, sys
            for i, name in enumerate(['other', 'greeter']):
                s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1] + name); s.listen(); os.dup2(s.fileno(), 10 + i)
            for i in range(2):
                os.dup2(10 + i, 3 + i)
            os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='2', LISTEN_FDNAMES='other:greeter')
            os.execvp(sys.argv[2], sys.argv[2:])
            """;

    private static final String ACTIVATED_CONNECTED = """
            import os, socket, sys
            s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1] + '.new'); s.listen()
            os.rename(sys.argv[1] + '.new', sys.argv[1])
            c, _ = s.accept()
            os.dup2(c.fileno(), 10); s.close(); os.dup2(10, 3)
            os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1', LISTEN_FDNAMES='greeter')
            os.execvp(sys.argv[2], sys.argv[2:])
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

    private PeerProcess start(String program, Class<?> main) {
        return PeerProcess.start(
                List.of("python3", "-c", program, directory.resolve("s").toString()),
                List.of("-XX:TieredStopAtLevel=1"),
                main);
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

    /** Serves one of the sockets of socket activation, says where, and ends with its stdin. */
    public static final class ActivatedMain {
        private ActivatedMain() {}

        public static void main(String[] arguments) throws IOException {
            RpcServer server = RpcServer.serve("inherited:greeter", Ask.class, question -> "re: " + question);
            System.out.println("at " + server.endpoints().get(0));
            String second = failure(() -> RpcServer.serve("inherited:fd3", Ask.class, question -> question))
                    .getMessage();
            System.out.println("second " + second);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("exits")));
            int end = System.in.read();
            server.close();
            System.out.println("closed " + end);
        }
    }

    @Test
    void aSocketThatListensServesOneAfterTheOther() {
        try (PeerProcess server = start(LISTENING, ServerMain.class)) {
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
        try (PeerProcess server = start(CONNECTED, ServerMain.class)) {
            try (RpcClient client = connected(target())) {
                assertEquals("re: hello", client.service(Ask.class).ask("hello"));
            }
            assertEquals(0, server.awaitExit());
        }
    }

    @Test
    void aSocketOfTcpDoesAsWell() throws IOException {
        try (PeerProcess server = start(TCP, ServerMain.class);
                SocketChannel socket = SocketChannel.open(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(server.expect("port"))))) {
            socket.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            byte[] answer = socket.socket().getInputStream().readNBytes(12);
            assertEquals("HTTP/1.1 400", new String(answer, StandardCharsets.US_ASCII)); // as a server of Nearcall does
            server.killAndWait();
        }
    }

    @Test
    void socketActivationGivesOneByItsNameAndLeavesStdinAndStdoutAsTheyAre() {
        try (PeerProcess server = start(ACTIVATED, ActivatedMain.class)) {
            String target = server.expect("at", 60);
            assertEquals("uds:" + directory.resolve("s") + "greeter", target);
            checkNames(server.expect("second"), "has taken its inherited:greeter");
            try (RpcClient client = connected(target)) {
                assertEquals("re: hello", client.service(Ask.class).ask("hello"));
            }
            server.tell("");
            assertEquals("10", server.expect("closed"));
            assertEquals(0, server.awaitExit());
        }
    }

    @Test
    void aConnectedOneLeavesThemToo() {
        try (PeerProcess server = start(ACTIVATED_CONNECTED, ActivatedMain.class)) {
            try (RpcClient client = connected(target())) {
                assertEquals("re: hello", client.service(Ask.class).ask("hello"));
            }
            server.expect("second", 60);
            server.expect("exits"); // behind the end of its connection
            assertEquals(0, server.awaitExit());
        }
    }

    @Test
    void whatSocketActivationDoesNotGiveIsTold() throws IOException {
        Map<String, String> given = Map.of("LISTEN_PID", "7", "LISTEN_FDS", "2", "LISTEN_FDNAMES", "http:greeter");
        assertEquals(4, Activation.descriptor("greeter", given, 7));
        assertEquals(3, Activation.descriptor("fd3", given, 7));
        checkNames(notGiven("fd5", given, 7), "[fd3, fd4]", "[http, greeter]");
        checkNames(notGiven("grpc", given, 7), "[fd3, fd4]", "[http, greeter]");
        checkNames(notGiven("fd3", given, 8), "LISTEN_PID is 7", "this process is 8", "exec");
        checkNames(notGiven("fd3", Map.of("LISTEN_PID", "7", "LISTEN_FDS", "two"), 7), "'two'");
        checkNames(notGiven("fd3", Map.of(), 7), "LISTEN_FDS", "systemd-socket-activate");
    }

    private static String notGiven(String address, Map<String, String> environment, long pid) {
        return assertThrows(IOException.class, () -> Activation.descriptor(address, environment, pid))
                .getMessage();
    }

    @Test
    void aProcessWithoutSuchASocketIsToldSo() {
        checkNames(
                check(
                        StatusCode.UNAVAILABLE,
                        Delivery.NOT_EXECUTED,
                        failure(() -> RpcServer.serve("inherited:stdin", Ask.class, question -> question))),
                "descriptor 0");
        checkNames(
                check(
                        StatusCode.UNAVAILABLE,
                        Delivery.NOT_EXECUTED,
                        failure(() -> RpcServer.serve("inherited:other", Ask.class, question -> question))),
                "LISTEN_FDS");
    }
}
