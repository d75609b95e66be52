package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.testing.TlsTesting;
import io.nearcall.Endpoint;
import io.nearcall.RpcServer;
import io.nearcall.transport.HostAndPort;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** gRPC's own {@code TestServiceClient}, a process of its own for each case, against our server. */
@Timeout(value = 100, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StockProcessInteropTest {
    /**
     * What passes with gRPC's own {@code TestServiceServer}.
     *
     * <p>There {@code cacheable_unary}, {@code client_compressed_unary}, {@code client_compressed_streaming}, {@code orca_per_rpc}
     * and {@code orca_oob} fail; those with credentials need Google's cloud.
     */
    private static final List<String> CASES = List.of(
            "empty_unary",
            "large_unary",
            "client_compressed_unary_noprobe",
            "server_compressed_unary",
            "client_streaming",
            "client_compressed_streaming_noprobe",
            "server_streaming",
            "server_compressed_streaming",
            "ping_pong",
            "empty_stream",
            "custom_metadata",
            "status_code_and_message",
            "special_status_message",
            "unimplemented_method",
            "unimplemented_service",
            "cancel_after_begin",
            "cancel_after_first_response",
            "timeout_on_sleeping_server",
            "very_large_request",
            "pick_first_unary",
            "rpc_soak",
            "channel_soak");

    private static final String LIMIT = "limits.message=" + (16 << 20);

    @TempDir
    private static Path folder;

    private static RpcServer plaintext;
    private static RpcServer encrypted;
    private static String classes;

    static List<String> cases() {
        return CASES;
    }

    @BeforeAll
    @Timeout(value = 100, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    static void serve() throws Exception {
        plaintext = RpcServer.serve("grpc://127.0.0.1:0?" + LIMIT, TestService.class, new TestServiceByHand());
        String keys = "&tls.certificate=" + certificate("server1.pem") + "&tls.key=" + certificate("server1.key");
        encrypted = RpcServer.serve("grpc://127.0.0.1:0?" + LIMIT + keys, TestService.class, new TestServiceByHand());
        // The first process leaves its classes to the others, which start in half the time.
        classes = "-XX:ArchiveClassesAtExit=" + folder.resolve("classes");
        checkWithTls("large_unary");
        classes = "-XX:SharedArchiveFile=" + folder.resolve("classes");
    }

    private static Path certificate(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream found = TlsTesting.loadCert(name)) {
            Files.copy(found, file);
        }
        return file;
    }

    @AfterAll
    static void close() {
        if (plaintext != null) {
            plaintext.close();
        }
        if (encrypted != null) {
            encrypted.close();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itPassesInPlaintext(String name) throws Exception {
        check(name, plaintext, "--use_tls=false");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itPassesWithTls(String name) throws Exception {
        checkWithTls(name);
    }

    private static void checkWithTls(String name) throws Exception {
        check(name, encrypted, "--use_tls=true", "--use_test_ca=true", "--server_host_override=foo.test.google.fr");
    }

    private static void check(String name, RpcServer server, String... security) throws Exception {
        Endpoint at = server.endpoints().get(0);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                classes,
                "-cp",
                classPath(),
                "io.grpc.testing.integration.TestServiceClient",
                "--server_host=127.0.0.1",
                "--server_port=" + HostAndPort.parse(at).port(),
                "--test_case=" + name,
                "--soak_per_iteration_max_acceptable_latency_ms=20000",
                "--soak_overall_timeout_seconds=60"));
        command.addAll(List.of(security));
        Path output = folder.resolve("output");
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(client.waitFor(90, TimeUnit.SECONDS), () -> "no end within 90 s: " + read(output));
            assertEquals(0, client.exitValue(), () -> read(output));
        } finally {
            client.destroyForcibly();
        }
    }

    /** Libraries alone, and without the native TLS, whose version does not suit that of Netty there: gRPC takes the JDK's then. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> each.endsWith(".jar") && !each.contains("netty-tcnative"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
