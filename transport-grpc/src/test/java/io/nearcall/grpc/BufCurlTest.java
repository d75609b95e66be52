package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code buf curl}, which knows nothing but an address, lists our methods and calls them by reflection. */
@Timeout(value = 150, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BufCurlTest {
    private static final Path SOCKET = Path.of(
            System.getProperty("java.io.tmpdir"),
            "nearcall-buf-" + ProcessHandle.current().pid() + ".sock");

    private static Path program;

    @BeforeAll
    static void install() throws Exception {
        program = installed();
    }

    /** The program, which ends the test where there is none. */
    static Path installed() throws IOException, InterruptedException {
        Path home = Path.of("target/buf").toAbsolutePath();
        Npm.install(Path.of("../rpc-codegen/src/test/buf"), home);
        try (Stream<Path> platforms = Files.list(home.resolve("node_modules/@bufbuild"))) {
            return platforms.findFirst().orElseThrow().resolve("bin/buf");
        }
    }

    private static String answer(String question) {
        if (question.isEmpty()) {
            throw new RpcException(StatusCode.INVALID_ARGUMENT, "ask something");
        }
        return question;
    }

    private static RpcServer serve(String target) {
        return RpcServer.builder()
                .listen(target)
                .serve(Ask.class, BufCurlTest::answer)
                .serve(Feed.class, new Items())
                .start();
    }

    /** What it prints, without white space. */
    private static String curl(RpcServer server, String path, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "curl", "--protocol", "grpc", "--http2-prior-knowledge"));
        String address = server.endpoints().get(0).address();
        boolean isUnix = address.startsWith("/");
        if (isUnix) {
            command.addAll(List.of("--unix-socket", address));
        }
        command.addAll(List.of(arguments));
        command.add("http://" + (isUnix ? "localhost" : address) + path);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s", "");
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc://127.0.0.1:0", "grpc+uds:"})
    void methodsAreListedAndCalled(String scheme) throws Exception {
        try (RpcServer server = serve(scheme.endsWith(":") ? scheme + SOCKET : scheme)) {
            String methods = curl(server, "", "--list-methods");
            assertTrue(methods.contains("io.nearcall.tck.ask.Ask/Ask"), methods);
            assertTrue(methods.contains("io.nearcall.tck.feed.Feed/Pull"), methods);
            assertEquals(
                    "{\"value\":\"grüezi\"}",
                    curl(server, "/io.nearcall.tck.ask.Ask/Ask", "-d", "{\"question\":\"grüezi\"}"));
        }
    }

    @Test
    void streamsAndFailuresArrive() throws Exception {
        try (RpcServer server = serve("grpc://127.0.0.1:0")) {
            assertEquals(
                    "{\"bytes\":\"AAA=\"}{\"number\":\"1\",\"bytes\":\"AAA=\"}",
                    curl(server, "/io.nearcall.tck.feed.Feed/Pull", "-d", "{\"count\":2,\"size\":2}"));
            assertEquals(
                    "{\"value\":\"5\"}",
                    curl(server, "/io.nearcall.tck.feed.Feed/Sum", "-d", "{\"number\":2} {\"number\":3}"));
            assertEquals(
                    "{\"number\":\"2\",\"bytes\":\"\"}{\"number\":\"3\",\"bytes\":\"\"}",
                    curl(
                            server,
                            "/io.nearcall.tck.feed.Feed/Chat",
                            "-d",
                            "{\"number\":2,\"bytes\":\"\"} {\"number\":3,\"bytes\":\"\"}"));
            String failure = curl(server, "/io.nearcall.tck.ask.Ask/Ask", "-d", "{\"question\":\"\"}");
            assertTrue(failure.contains("invalid_argument") && failure.contains("asksomething"), failure);
        }
    }

    @Test
    void aServerThatDoesNotDescribeItselfIsNotListed() throws Exception {
        try (RpcServer server = serve("grpc://127.0.0.1:0?grpc.reflection=off")) {
            String refused = curl(server, "", "--list-methods");
            assertTrue(refused.contains("unimplemented"), refused);
        }
    }
}
