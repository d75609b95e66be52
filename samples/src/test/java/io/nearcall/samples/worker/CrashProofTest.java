package io.nearcall.samples.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcConfig;
import io.nearcall.pipe.RpcProcess;
import io.nearcall.samples.JavaProcess;
import io.nearcall.samples.JavaProcess.Ended;
import io.nearcall.samples.hello.Greeter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashProofTest {
    @TempDir
    Path directory;

    @Test
    void aCrashFailsItsOwnCallAlone() throws Exception {
        Map<String, String> patient = Map.of("NEARCALL_LIMITS_CONNECT", "60s");
        Ended ended = JavaProcess.run(directory, patient, CrashProof.class, "to be or", "a broken one", "not to be ok");
        String[] lines = ended.out().split("\n");
        assertEquals("3", lines[0], ended::toString);
        assertTrue(lines[1].contains("was ended by SIGSEGV"), ended::toString);
        assertTrue(ended.out().contains("libparser: segmentation fault"), ended::toString);
        assertEquals("4", lines[lines.length - 1], ended::toString);
        assertTrue(ended.err().contains("parsing 8 characters"), ended::toString);
        assertEquals(0, ended.status());
    }

    @Test
    void aChildInPythonAnswers() {
        try (var child = RpcProcess.builder(Greeter.class, "python3", "src/main/python/greeter.py")
                .config(RpcConfig.load().with("nearcall.limits.connect", "60s"))
                .start()) {
            assertEquals(
                    "Hello, Ada!",
                    child.service().greet(new Greeter.Person("Ada", 36)).text());
            assertEquals(
                    "Hello, Grace!",
                    child.service().greet(new Greeter.Person("Grace", 85)).text());
        }
    }
}
