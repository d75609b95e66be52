package io.nearcall.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emitted {@code .proto} is accepted by protoc and says what our bytes mean. */
final class ProtocTest {
    @TempDir
    private Path folder;

    static List<String> cases() throws IOException {
        return Sources.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void protocAcceptsWhatIsEmitted(String name) throws Exception {
        Protoc protoc = Protoc.findOrSkip(folder);
        Path golden = Sources.RESOURCES.resolve("goldens").resolve(name);
        try (Stream<Path> files = Files.list(golden)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".proto")).toList()) {
                protoc.run(golden, new byte[0], "--descriptor_set_out=" + folder.resolve("out"), file.toString());
            }
        }
    }

    @Test
    void protocReadsWhatIsWrittenAndTheOtherWayRound() throws Exception {
        Protoc protoc = Protoc.findOrSkip(folder);
        Path sources = Sources.RESOURCES.resolve("protoc");
        Compilation compilation = Sources.compile(List.of(
                JavaFileObjects.forResource(sources.resolve("All.java").toUri().toURL()),
                JavaFileObjects.forResource(
                        sources.resolve("Sample.java").toUri().toURL())));
        String name = "acme.all.All.proto";
        Files.writeString(folder.resolve(name), Sources.written(compilation).get(name));
        Class<?> type = Sources.load(compilation).loadClass("acme.Sample");
        @SuppressWarnings("unchecked")
        UnaryOperator<byte[]> sample =
                (UnaryOperator<byte[]>) type.getConstructor().newInstance();

        byte[] ours = sample.apply(null);
        byte[] text = protoc.run(folder, ours, "--decode=acme.all.Everything", name);
        Path expected = sources.resolve("expected.txt");
        if ("update".equals(System.getProperty("nearcall.goldens"))) {
            Files.write(expected, text);
        }
        assertEquals(Files.readString(expected), new String(text, UTF_8));

        byte[] theirs = protoc.run(folder, text, "--encode=acme.all.Everything", name);
        assertArrayEquals(ours, theirs);
        assertArrayEquals(ours, sample.apply(theirs));
    }
}
