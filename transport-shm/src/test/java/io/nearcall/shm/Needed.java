package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.nearcall.uds.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a test needs of the machine: without it the test is skipped and says so, under {@code .ci/run} it fails. */
final class Needed {
    private Needed() {}

    static void root() throws IOException {
        check(RuntimeDirectory.uid() == 0, "needs root");
    }

    static void tool(String name) {
        check(Files.isExecutable(Path.of("/usr/bin", name)), "needs /usr/bin/" + name);
    }

    static void check(boolean met, String need) {
        if (!met && System.getenv("NEARCALL_CI") != null) {
            fail(need);
        } else if (!met) {
            abort(need);
        }
    }
}
