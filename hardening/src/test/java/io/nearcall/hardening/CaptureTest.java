package io.nearcall.hardening;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Peers of every version so far, as {@link Captures} has them. */
@Timeout(120)
final class CaptureTest {
    static List<String> versions() {
        return Captures.VERSIONS;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aClientOfThenGetsTheSameReplies(String version) throws IOException {
        assertTrue(Captures.replayClient(version) > 0);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aServerOfThenIsUnderstood(String version) throws IOException {
        Captures.replayServer(version);
    }
}
