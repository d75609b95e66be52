package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a test needs of the machine: without it the test is skipped and says so, under {@code .ci/run} it fails. */
final class Needed {
    private Needed() {}

    static void check(boolean met, String need) {
        if (!met && System.getenv("STRICT_TESTS") != null) {
            fail(need);
        } else if (!met) {
            abort(need);
        }
    }
}
