package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.RpcServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our services called by Python's grpcio, which knows the emitted {@code .proto} files alone: see {@code peer.py}. */
@Timeout(value = 150, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GrpcPythonTest {
    private static final Path SOCKET = Path.of(
            System.getProperty("java.io.tmpdir"),
            "nearcall-py-" + ProcessHandle.current().pid() + ".sock");

    @TempDir
    private static Path folder;

    private static String python;

    @BeforeAll
    static void install() throws Exception {
        python = List.of("python3", "/usr/bin/python3").stream()
                .filter(GrpcPythonTest::hasGrpc)
                .findFirst()
                .orElse(null);
        Needed.check(python != null, "needs python3-grpcio and python3-protobuf");
        for (String service : List.of("ask.Ask", "tell.Tell", "feed.Feed", "Vault")) {
            String name = "io.nearcall.tck." + service + ".proto";
            try (InputStream proto = GrpcPythonTest.class.getResourceAsStream("/META-INF/nearcall/" + name)) {
                Files.copy(proto, folder.resolve(name));
            }
        }
        Files.copy(Path.of("src/test/js/status.proto"), folder.resolve("status.proto"));
        Process build = new ProcessBuilder(
                        BufCurlTest.installed().toString(), "build", "--as-file-descriptor-set", "-o", "all.binpb")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertEquals(0, build.waitFor());
    }

    private static boolean hasGrpc(String program) {
        try {
            Process process = new ProcessBuilder(program, "-c", "import grpc, google.protobuf")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Map<String, String> transcript(String target) throws IOException, InterruptedException {
        Process peer = new ProcessBuilder(
                        python,
                        Path.of("src/test/python/peer.py").toString(),
                        target,
                        folder.resolve("all.binpb").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, String> said = new TreeMap<>();
        try (BufferedReader lines = peer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                said.put(line.substring(0, space), line.substring(space + 1));
            }
            assertEquals(0, peer.waitFor(), said.toString());
            return said;
        } finally {
            peer.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "grpc+uds"})
    void aClientInPythonMakesCallsOfEveryKind(String scheme) throws Exception {
        boolean isUnix = scheme.equals("grpc+uds");
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (RpcServer server = Served.at(isUnix ? "grpc+uds:" + SOCKET : "grpc://127.0.0.1:0", told)) {
            String address = server.endpoints().get(0).address();
            assertEquals(
                    new TreeMap<>(Map.ofEntries(
                            Map.entry("unary", "grüezi"),
                            Map.entry("headers", "Ada 00ff"),
                            Map.entry("trailers", "7"),
                            Map.entry("one-way", "{}"),
                            Map.entry("server-stream", "0,1,2,3,4"),
                            Map.entry("client-stream", "5050"),
                            Map.entry("bidi-stream", "0,1,2,3,4"),
                            Map.entry("exception", "2 Locked: locked after 3 tries"),
                            Map.entry("details", "2 io.nearcall.tck.OpenFailure 3 Ada,Bob"),
                            Map.entry("deadline", "DEADLINE_EXCEEDED"),
                            Map.entry("cancel", "CANCELLED"),
                            Map.entry("cancel-unary", "True"),
                            Map.entry("unknown", "UNIMPLEMENTED"))),
                    transcript(isUnix ? "unix:" + address : address));
            assertEquals("from afar", told.poll(10, TimeUnit.SECONDS));
        }
    }
}
