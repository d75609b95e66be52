package io.nearcall.hardening;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.nearcall.hardening.Peer.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The trials of {@link Range}, for a moment each; {@code hardening/run} is the long run. */
@Timeout(120)
final class PeerTest {
    private static final int KILLS = Integer.getInteger("nearcall.test.kills", 200);

    @TempDir
    private static Path directory;

    private static Range range;

    @BeforeAll
    static void open() {
        if (!Files.isExecutable(Path.of("/usr/bin/gcc"))) {
            if (System.getenv("STRICT_TESTS") != null) {
                fail("needs /usr/bin/gcc");
            }
            abort("needs /usr/bin/gcc");
        }
        Path source = Path.of(System.getProperty("basedir", "."), "src/main/c/peer.c");
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        range = new Range(Peer.build(source, directory), seed);
    }

    @AfterAll
    static void close() {
        if (range != null) {
            range.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsDocumentsAreEnoughForAnotherLanguage(Way way) {
        assertTrue(range.call(way, 1).startsWith("calls "));
    }

    @ParameterizedTest
    @EnumSource
    void aKilledClientLeavesNothing(Way way) {
        report(range.kill(way, TimeUnit.SECONDS.toNanos(20), KILLS));
    }

    @ParameterizedTest
    @EnumSource
    void aCrashAtAnyStepLeavesNothing(Way way) {
        report(range.crashAtEachStep(way));
    }

    @Test
    void randomWordsInSharedMemoryHurtNobodyElse() {
        report(range.scribble(3));
    }

    @Test
    void fuzzedConversationsHurtNobodyElse() {
        report(range.fuzz(3));
    }

    private static void report(String seen) {
        System.out.println(seen);
    }
}
