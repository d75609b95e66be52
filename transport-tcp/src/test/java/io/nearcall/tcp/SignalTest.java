package io.nearcall.tcp;

import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.Tls;
import io.nearcall.tck.Ask;
import io.nearcall.tck.AskLater;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.PeerMain;
import io.nearcall.tck.PeerProcess;
import io.nearcall.tck.TestKeys;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM drains, a second one cuts; SIGHUP reloads where it was asked for. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SignalTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:0";

    @TempDir
    private Path directory;

    private static PeerProcess peer(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-XX:TieredStopAtLevel=1");
        return PeerProcess.start(List.of(), all, PeerMain.class, "serve", ANYWHERE);
    }

    private static String ask(RpcClient client, String question) {
        return client.service(Ask.class).ask(question);
    }

    private static void awaitDrain(RpcClient client) {
        Outcomes.awaitState(() -> !client.isConnected(), "the server's goodbye");
    }

    // ---- SIGTERM

    @Test
    void theFirstSigtermLetsCallsEnd() {
        try (PeerProcess server = peer();
                RpcClient client = RpcClient.connect(server.expect("listening"))) {
            CompletableFuture<String> call = client.service(AskLater.class).ask("block");
            server.expect("entered");
            server.terminate();
            awaitDrain(client);
            assertFalse(call.isDone());
            server.tell("open");
            assertEquals("peer block", reply(call));
            assertEquals(143, server.awaitExit());
        }
    }

    @Test
    void theSecondSigtermEndsThem() {
        try (PeerProcess server = peer(); // which would drain for 30 s, longer than awaitExit waits
                RpcClient client = RpcClient.connect(server.expect("listening"))) {
            CompletableFuture<String> call = client.service(AskLater.class).ask("block");
            server.expect("entered");
            server.terminate();
            awaitDrain(client);
            assertFalse(call.isDone());
            server.terminate();
            assertEquals(StatusCode.UNAVAILABLE, failure(call).code());
            assertEquals(143, server.awaitExit());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "close, exit"})
    void aHandlerThatEndsItsProcessIsNotWaitedFor(String what) {
        try (PeerProcess server = peer(); // which would drain for 30 s, longer than awaitExit waits
                RpcClient client = RpcClient.connect(server.expect("listening"))) {
            CompletableFuture<String> call = client.service(AskLater.class).ask(what);
            assertEquals(StatusCode.UNAVAILABLE, failure(call).code());
            assertEquals(7, server.awaitExit());
        }
    }

    // ---- SIGHUP

    @Test
    void withoutBeingAskedForSighupEndsTheProcess() {
        try (PeerProcess server = peer()) {
            server.expect("listening");
            server.signal("HUP");
            assertEquals(129, server.awaitExit());
        }
    }

    @Test
    void sighupReadsSettingsAndCertificatesAgain() throws IOException {
        TestKeys first = TestKeys.make();
        TestKeys second = TestKeys.make();
        Path certificate = directory.resolve("certificate.pem");
        Path key = directory.resolve("key.pem");
        install(first, certificate, key);
        Path settings = Files.writeString(
                directory.resolve("nearcall.properties"),
                "nearcall.tls.certificate=" + certificate + "\nnearcall.tls.key=" + key + "\n");
        try (PeerProcess server = peer(
                "-Dnearcall.reload-on-sighup=true", "-cp", directory + ":" + System.getProperty("java.class.path"))) {
            String target = server.expect("listening");
            try (RpcClient before = connect(target, first)) {
                assertEquals("peer 1", ask(before, "1"));
                assertEquals(
                        StatusCode.UNAVAILABLE,
                        failure(() -> connect(target, second)).code());
                install(second, certificate, key);
                Files.writeString(settings, Files.readString(settings) + "nearcall.limits.message=1KiB\n");
                server.signal("HUP");
                Outcomes.awaitState(() -> connects(target, second), "a connection by the new certificate");
                assertEquals(
                        StatusCode.UNAVAILABLE,
                        failure(() -> connect(target, first)).code());
                assertEquals("peer 2", ask(before, "2"), "a connection of before goes on");
            }
            try (RpcClient after = connect(target, second)) {
                assertEquals("peer 3", ask(after, "3"));
                assertEquals(
                        StatusCode.RESOURCE_EXHAUSTED,
                        failure(() -> ask(after, "x".repeat(2_000))).code());
            }
        }
    }

    @Test
    void badSettingsLeaveTheFormerOnes() throws IOException {
        TestKeys keys = TestKeys.make();
        Path certificate = directory.resolve("certificate.pem");
        Path key = directory.resolve("key.pem");
        install(keys, certificate, key);
        RpcConfig config = RpcConfig.load()
                .with("nearcall.tls.certificate", certificate.toString())
                .with("nearcall.tls.key", key.toString());
        try (RpcServer server = RpcServer.builder()
                .listen(ANYWHERE)
                .serve(Ask.class, question -> question)
                .config(config)
                .start()) {
            Files.writeString(certificate, "nonsense");
            assertThrows(IllegalArgumentException.class, server::reload);
            try (RpcClient client = connect(server.endpoints().get(0).toString(), keys)) {
                assertEquals("x", ask(client, "x"));
            }
            install(keys, certificate, key);
            server.reload();
        }
    }

    @Test
    void aClientThatReloadsConnectsElsewhereTheNextTime() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        try (RpcServer first = RpcServer.serve(ANYWHERE, Ask.class, question -> "first");
                RpcServer second = RpcServer.serve(ANYWHERE, Ask.class, question -> "second");
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {directory.toUri().toURL()}, former)) {
            thread.setContextClassLoader(loader);
            target(first);
            try (RpcClient client = RpcClient.connect("asked")) {
                target(second);
                client.reload();
                assertEquals("first", ask(client, "x"), "the connection stays");
                first.closeNow();
                awaitDrain(client);
                assertEquals("second", ask(client, "x"));
                Files.writeString(directory.resolve("nearcall.properties"), "nearcall.target.asked=,\n");
                assertThrows(IllegalArgumentException.class, client::reload);
                assertEquals("second", ask(client, "x"));
            }
        } finally {
            thread.setContextClassLoader(former);
        }
    }

    private void target(RpcServer server) throws IOException {
        Files.writeString(
                directory.resolve("nearcall.properties"),
                "nearcall.target.asked=" + server.endpoints().get(0) + "\n");
    }

    private static void install(TestKeys keys, Path certificate, Path key) throws IOException {
        Files.copy(keys.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(keys.key(), key, StandardCopyOption.REPLACE_EXISTING);
    }

    private static RpcClient connect(String target, TestKeys trusted) {
        return RpcClient.builder(target).tls(Tls.client(trusted.certificate())).connect();
    }

    private static boolean connects(String target, TestKeys trusted) {
        try (RpcClient client = connect(target, trusted)) {
            return client.isConnected();
        } catch (RpcException refused) {
            return false;
        }
    }
}
