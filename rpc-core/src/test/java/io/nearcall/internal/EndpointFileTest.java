package io.nearcall.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client believes of an endpoint file. */
final class EndpointFileTest {
    private static final String TEXT = "nearcall 1\npid 1\nstarted 2026-01-01T00:00:00Z\ntoken t\nendpoint uds:x\n";

    @TempDir
    private Path directory;

    private Path file(String text, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve("e"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static void checkRefused(Path file, String why) {
        IOException refused = assertThrows(IOException.class, () -> EndpointFile.read(file));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        EndpointFile written = EndpointFile.of(
                "t", List.of(Endpoint.parse("shm:a%2Cb"), Endpoint.parse("tcp://localhost:7001?spin=off")));
        assertEquals(written, EndpointFile.parse(written.text()));
        assertFalse(written.writer().contains("gone"), written.writer());
        EndpointFile former = new EndpointFile(written.pid(), written.started().minusSeconds(60), "t", List.of());
        assertTrue(former.writer().contains("gone"), "a pid that is used again: " + former.writer());
    }

    @Test
    void linesOfALaterVersionArePassedOver() throws IOException {
        assertEquals(
                new EndpointFile(1, Instant.parse("2026-01-01T00:00:00Z"), "t", List.of(Endpoint.parse("uds:x"))),
                EndpointFile.read(file(TEXT + "more of it\nword\n", "rw-------")));
    }

    @Test
    void aFileThatOthersCanReachIsRefused() throws IOException {
        for (String mode : List.of("rw-r-----", "rw-----w-", "rw-r--r--")) {
            checkRefused(file(TEXT, mode), "chmod 600");
        }
    }

    @Test
    void aFileOfAnotherOwnerIsRefused() throws IOException {
        Path file = file(TEXT, "rw-------");
        try {
            Files.setAttribute(file, "unix:uid", 65_534);
        } catch (IOException notRoot) {
            Assumptions.abort("only root gives a file away");
        }
        checkRefused(file, "only a server of the same user is trusted");
    }

    @Test
    void aLinkIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("l"), file(TEXT, "rw-------"));
        checkRefused(link, "a link will not do");
    }

    @Test
    void anotherTextIsRefusedByItsLine() throws IOException {
        checkRefused(file("root:x:0:0\n", "rw-------"), "first line");
        checkRefused(file("", "rw-------"), "first line");
        checkRefused(file("nearcall 1\nendpoint nonsense\n", "rw-------"), "'endpoint nonsense'");
        checkRefused(file("nearcall 1\npid x\nendpoint uds:x\n", "rw-------"), "'pid x'");
        checkRefused(file("nearcall 1\nstarted then\nendpoint uds:x\n", "rw-------"), "'started then'");
        checkRefused(file("nearcall 1\n", "rw-------"), "no endpoint");
        checkRefused(file("x".repeat(70_000), "rw-------"), "70000 bytes");
    }
}
