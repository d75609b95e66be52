package io.nearcall.codegen;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder in {@code cases} is a service with everything that travels in one row of the wire format's table. */
final class CasesTest {
    private static final Map<String, Compilation> COMPILED = new ConcurrentHashMap<>();

    static List<String> cases() throws IOException {
        return Sources.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void generatedCodeCompilesWithoutWarnings(String name) throws IOException {
        assertThat(compiled(name)).succeededWithoutWarnings();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void generatedFilesAreTheGoldenOnes(String name) throws IOException {
        Path golden = Sources.RESOURCES.resolve("goldens").resolve(name);
        Map<String, String> written = new TreeMap<>(Sources.written(compiled(name)));
        assertFalse(written.isEmpty(), "nothing was written");
        if ("update".equals(System.getProperty("nearcall.goldens"))) {
            Files.createDirectories(golden);
            for (Map.Entry<String, String> file : written.entrySet()) {
                Files.writeString(golden.resolve(file.getKey()), file.getValue());
            }
        }
        for (Map.Entry<String, String> file : written.entrySet()) {
            Path expected = golden.resolve(file.getKey());
            assertTrue(Files.exists(expected), expected + " is missing; run with -Dnearcall.goldens=update");
            assertEquals(Files.readString(expected), file.getValue(), expected.toString());
        }
        try (var files = Files.list(golden)) {
            assertEquals(written.size(), files.count(), golden + " has a file that is no longer written");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesComeBackAsTheyWere(String name) throws Exception {
        Class<?> check = Sources.load(compiled(name)).loadClass("cases." + name + ".CaseCheck");
        ((Check) check.getConstructor().newInstance()).run();
    }

    private static Compilation compiled(String name) throws IOException {
        Compilation known = COMPILED.get(name);
        if (known == null) {
            known = Sources.compileCase(name);
            COMPILED.put(name, known);
        }
        return known;
    }
}
