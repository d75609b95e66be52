package io.nearcall.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is emitted is what {@code buf} wants of a {@code .proto}, but for what its {@code buf.yaml} lists with reasons. */
final class BufTest {
    @TempDir
    private Path folder;

    static List<String> cases() throws IOException {
        return Sources.cases();
    }

    private void checkClean() throws Exception {
        assertEquals(new Buf.Verdict(0, ""), Buf.installOrSkip().run(Buf.module(folder), "lint"));
    }

    private void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().endsWith(".proto")) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCasePasses(String name) throws Exception {
        write(Sources.written(Sources.compileCase(name)));
        checkClean();
    }

    @Test
    void aServiceWithEveryTypePasses() throws Exception {
        Path source = Sources.RESOURCES.resolve("protoc/All.java");
        write(Sources.written(Sources.compile(
                List.of(JavaFileObjects.forResource(source.toUri().toURL())))));
        checkClean();
    }

    @Test
    void theSamplesPass() throws Exception {
        List<JavaFileObject> interfaces = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("../samples/src/main/java"))) {
            for (Path source :
                    sources.filter(each -> each.toString().endsWith(".java")).toList()) {
                if (Files.readString(source).contains("@RemoteService")) {
                    interfaces.add(JavaFileObjects.forResource(source.toUri().toURL()));
                }
            }
        }
        assertTrue(interfaces.size() >= 5, interfaces.toString());
        write(Sources.written(Sources.compile(interfaces)));
        checkClean();
    }

    @Test
    void whatIsNotListedIsFound() throws Exception {
        Files.writeString(
                folder.resolve("a.proto"),
                "syntax = \"proto3\";\npackage a;\nmessage M {\n  int32 camelCase = 1;\n}\n");
        Buf.Verdict verdict = Buf.installOrSkip().run(Buf.module(folder), "lint");
        assertEquals(100, verdict.exit());
        assertTrue(verdict.words().contains("lower_snake_case"), verdict.words());
    }
}
