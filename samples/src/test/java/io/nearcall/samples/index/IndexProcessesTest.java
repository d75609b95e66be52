package io.nearcall.samples.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.samples.JavaProcess;
import io.nearcall.samples.JavaProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexProcessesTest {
    @TempDir
    Path directory;

    @BeforeEach
    void writeDocuments() throws Exception {
        Path nested = Files.createDirectories(directory.resolve("docs/nested"));
        Files.writeString(directory.resolve("docs/a.md"), "The quick fox\njumps — über\nthe dog\n");
        Files.writeString(nested.resolve("b.java"), "// the fox again\n");
        Files.createDirectories(directory.resolve("docs/target"));
        Files.writeString(directory.resolve("docs/target/c.md"), "fox");
        Files.writeString(directory.resolve("docs/fox.bin"), "fox");
        Files.writeString(directory.resolve("more.txt"), "one more fox\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shm:%s/index", "uds:%s/index.sock", "tcp://127.0.0.1:0"})
    void anUnchangedClientAsksWhereverConfigurationSays(String endpoint) throws Exception {
        Map<String, String> serverSide = Map.of("NEARCALL_TARGET_INDEX", endpoint.formatted(directory));
        try (JavaProcess server = JavaProcess.start(directory, serverSide, IndexServer.class, "docs")) {
            Map<String, String> target = Map.of("NEARCALL_TARGET_INDEX", server.lineAfter("serving at "));
            assertEquals(
                    new Ended(
                            0,
                            "docs/a.md:1: The quick fox\ndocs/nested/b.java:1: // the fox again\n2 lines, 2 shown",
                            ""),
                    ask(target, "query", "fox", "THE"));
            assertEquals(
                    "docs/a.md:2: jumps — über\n1 lines, 1 shown",
                    ask(target, "query", "über").out());
            assertEquals(1, ask(target, "query", "cat").status());
            assertEquals(
                    "       2  fox\n       1  dog",
                    ask(target, "count", "fox", "dog").out());
            assertEquals("more.txt: 3 words", ask(target, "add", "more.txt").out());
            assertEquals("       3  fox", ask(target, "count", "fox").out());
            assertTrue(ask(target, "stats").out().startsWith("3 documents, 5 lines, 13 words, 9 of them"));
            assertTrue(ask(target, "time", "10").out().matches("first call .* 10 warm calls: p50 .* us, p99 .* us"));

            Ended refused = ask(target, "query", "--");
            assertEquals(2, refused.status());
            assertTrue(refused.err().contains("INVALID_ARGUMENT: [--] has no word"), refused.err());
            assertEquals(143, server.terminate());
            Ended gone = ask(target, "stats");
            assertEquals(2, gone.status());
            assertTrue(gone.err().contains("UNAVAILABLE: cannot reach 'index'"), gone.err());
        }
    }

    @Test
    void withRunServerAndClientAreOneProcess() throws Exception {
        Map<String, String> inproc = Map.of("NEARCALL_TARGET_INDEX", "inproc:index");
        Ended ended = JavaProcess.run(
                directory, inproc, IndexServer.class, "docs", "more.txt", "--run", "count", "fox", "the");
        assertEquals("       3  fox\n       3  the", ended.out(), ended::err);
        assertEquals(0, ended.status());
    }

    @Test
    void misuseIsSaidInOneLineWithStatus2() throws Exception {
        Ended nothing = JavaProcess.run(directory, Map.of(), IndexServer.class, "nowhere");
        assertEquals(new Ended(2, "", "IndexServer: nowhere: no such file or directory\n"), nothing);
        Ended unknown = ask(Map.of(), "fetch");
        assertEquals(new Ended(2, "", "IndexClient: no command 'fetch'; see --help\n"), unknown);
        Ended badTarget = ask(Map.of("NEARCALL_TARGET_INDEX", "zmq:index"), "stats");
        assertEquals(2, badTarget.status());
        assertTrue(badTarget.err().contains("no transport for 'zmq:'"), badTarget.err());
        assertTrue(ask(Map.of(), "--help").out().startsWith("usage: IndexClient COMMAND"));
    }

    private Ended ask(Map<String, String> environment, String... args) throws Exception {
        return JavaProcess.run(directory, environment, IndexClient.class, args);
    }
}
