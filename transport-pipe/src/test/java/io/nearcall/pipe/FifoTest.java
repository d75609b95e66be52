package io.nearcall.pipe;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.LogTail;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.Rig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FifoTest {
    @TempDir
    Path directory;

    private RpcServer serve() {
        return RpcServer.serve("fifo:" + directory.resolve("ask"), Ask.class, question -> "re: " + question);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void namesAreTheOwnersAloneAndGoWhenTheyAreNotNeeded() throws IOException {
        try (RpcServer server = serve();
                RpcClient client = RpcClient.connect(server.endpoints().get(0).toString())) {
            assertEquals("re: hello", client.service(Ask.class).ask("hello"));
            assertEquals(List.of("ask", "ask.lock"), names());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("ask"))));
        }
        assertEquals(List.of(), names());
    }

    @Test
    void aServerThatEndsBeforeItAnswersIsNotWaitedFor() throws IOException {
        Path path = directory.resolve("silent");
        Descriptors.makeFifo(path.toString());
        int server = Descriptors.open(path.toString(), Descriptors.BOTH);
        CompletableFuture<RpcException> outcome = CompletableFuture.supplyAsync(
                () -> failure(() -> RpcClient.connect("fifo:" + path, Rig.config("nearcall.limits.connect", "60s"))),
                Outcomes.THREAD);
        Outcomes.awaitState(() -> directory.toFile().list().length == 3, "the pair of the client");
        Descriptors.close(server);
        checkNames(Outcomes.reply(outcome).getMessage(), "ended before it answered");
        assertEquals(List.of("silent"), names());
    }

    @Test
    void aDirectoryThatOthersMayWriteToIsRefused() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        checkNames(check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, failure(this::serve)), "rwxrwxrwx");
    }

    @Test
    void aFifoWhoseServerIsDeadIsToldAndReplaced() throws IOException {
        Path path = directory.resolve("ask");
        Descriptors.makeFifo(path.toString());
        Descriptors.makeFifo(path + ".7-left.to");
        checkNames(
                check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, failure(() -> RpcClient.connect("fifo:" + path))),
                "nobody reads");
        try (RpcServer server = serve();
                RpcClient client = RpcClient.connect(server.endpoints().get(0).toString())) {
            assertEquals("re: hello", client.service(Ask.class).ask("hello"));
            assertEquals(List.of("ask", "ask.lock"), names());
        }
    }

    @Test
    void nonsenseAtTheServersFifoIsIgnored() throws IOException {
        try (LogTail log = new LogTail();
                RpcServer server = serve()) {
            String nonsense = "../../etc/passwd\n" + "x".repeat(4096) + "\nnobody-7\n";
            Files.writeString(directory.resolve("ask"), nonsense, StandardOpenOption.WRITE);
            log.await("is not a client's name");
            log.await("nobody-7");
            try (RpcClient client = RpcClient.connect(server.endpoints().get(0).toString())) {
                assertEquals("re: hello", client.service(Ask.class).ask("hello"));
            }
        }
    }

    @Test
    void aShellTakesPart() throws IOException, InterruptedException {
        String hello = NastyChildTest.hello(19);
        try (RpcServer server = serve()) {
            Path path = Path.of(server.endpoints().get(0).address());
            Process shell = new ProcessBuilder(
                            "sh",
                            "-c",
                            "mkfifo -m 600 ask.me.to ask.me.from; exec 3<>ask.me.to 4<>ask.me.from; echo me >ask;"
                                    + " head -c 1 <&4; { " + hello + "} >&3; head -c 8 <&4")
                    .directory(path.getParent().toFile())
                    .redirectErrorStream(true)
                    .start();
            assertEquals("+NEARCALL", new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            shell.waitFor();
        }
    }
}
