package io.nearcall.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor as a user of plain javac meets it: found on the processor path, with nothing beside it. */
final class JavacAloneTest {
    @TempDir
    private Path folder;

    private Path classes;

    @BeforeEach
    void createClasses() throws IOException {
        classes = Files.createDirectory(folder.resolve("classes"));
    }

    @Test
    void isFoundOnTheProcessorPathAlone() throws Exception {
        assertEquals(
                "",
                compile("package acme; import io.nearcall.*; @RemoteService public interface Greeter {"
                        + " String greet(String name); }"));
        assertTrue(Files.exists(classes.resolve("acme/GreeterBinding.class")));
        assertTrue(Files.exists(classes.resolve("META-INF/nearcall/acme.greeter.Greeter.proto")));
    }

    @Test
    void aServiceInTheUnnamedPackageHasABinding() throws Exception {
        assertEquals(
                "",
                compile("import io.nearcall.*; @RemoteService interface Plain {"
                        + " Item item(Item item); record Item(java.util.List<String> names) {} }"));
        assertTrue(Files.exists(classes.resolve("PlainBinding.class")));
        assertTrue(Files.readString(classes.resolve("META-INF/nearcall/plain.Plain.proto"))
                .contains("package plain;"));
    }

    @Test
    void recordsAndSealedInterfacesFromClassFilesKeepOrderAndTags() throws Exception {
        compile("package lib; import io.nearcall.*; public record Lib(@Tag(7) String zebra, int ant, Shape shape) {"
                + " public sealed interface Shape { record Z(int z) implements Shape {}"
                + " record A(int a) implements Shape {} } }");
        assertEquals(
                "",
                compile("package acme; import io.nearcall.*; @RemoteService public interface User {"
                        + " lib.Lib use(lib.Lib lib); }"));
        String proto = Files.readString(classes.resolve("META-INF/nearcall/acme.user.User.proto"));
        assertTrue(proto.contains("optional string zebra = 7;"), proto);
        assertTrue(proto.contains("int32 ant = 2;"), proto);
        assertTrue(proto.contains("Z z = 1;"), proto);
    }

    @Test
    void aBeanFromAJarNeedsTags() throws Exception {
        compile("package lib; public class Bean { private int x; public int getX() { return x; }"
                + " public void setX(int x) { this.x = x; } }");
        Path jar = Files.move(classes, folder.resolve("lib"));
        createClasses();
        String errors = compile(
                "package acme; import io.nearcall.*; @RemoteService public interface User { void use(lib.Bean b); }",
                "-cp",
                jar + ":" + System.getProperty("java.class.path"));
        assertTrue(
                errors.contains("Bean.x: the order of properties in a class file means nothing; put @Tag on each, or"
                        + " use a record"),
                errors);
    }

    @Test
    void aBeanWithTagsTravelsFromAJar() throws Exception {
        compile("package lib; public class Bean { @io.nearcall.Tag(4) private int x; public int getX() { return x; }"
                + " public void setX(int x) { this.x = x; } }");
        Path jar = Files.move(classes, folder.resolve("lib"));
        createClasses();
        assertEquals(
                "",
                compile(
                        "package acme; import io.nearcall.*; @RemoteService public interface User { void use(lib.Bean b); }",
                        "-cp",
                        jar + ":" + System.getProperty("java.class.path")));
        assertTrue(Files.readString(classes.resolve("META-INF/nearcall/acme.user.User.proto"))
                .contains("int32 x = 4;"));
    }

    /** An incremental build compiles the service alone; the bean is in the output of the last build. */
    @Test
    void aBeanOfTheSameModuleNeedsNoTagsInAnIncrementalBuild() throws Exception {
        compile("package acme; public class Bean { private int x; public int getX() { return x; }"
                + " public void setX(int x) { this.x = x; } }");
        assertEquals(
                "",
                compile(
                        "package acme; import io.nearcall.*; @RemoteService public interface User { void use(Bean b); }",
                        "-cp",
                        classes + ":" + System.getProperty("java.class.path")));
    }

    @Test
    void aModuleNeedsNothingBesideTheCore() throws Exception {
        Path source = Files.createDirectories(folder.resolve("src/acme"));
        Path module = folder.resolve("src/module-info.java");
        Files.writeString(module, "module acme { requires transitive io.nearcall; exports acme; }");
        Path service = source.resolve("S.java");
        Files.writeString(
                service, "package acme; import io.nearcall.*; @RemoteService public interface S { int f(); }");
        Path core = location(io.nearcall.RemoteService.class);
        assertEquals("", compile(List.of(module, service), List.of("--module-path", core.toString())));
    }

    private String compile(String source, String... options) throws Exception {
        Path file = folder.resolve(source.replaceAll("(?s).*?(?:interface|class|record) (\\w+).*", "$1") + ".java");
        Files.writeString(file, source);
        List<String> all = new ArrayList<>(List.of(options));
        if (all.isEmpty()) {
            all.addAll(List.of("-cp", classes + ":" + System.getProperty("java.class.path")));
        }
        return compile(List.of(file), all);
    }

    private String compile(List<Path> files, List<String> options) throws Exception {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(
                "--release",
                "17",
                "-Xlint:all,-path",
                "-Werror",
                "-d",
                classes.toString(),
                "-processorpath",
                location(RemoteServiceProcessor.class) + ":"
                        + location(
                                RemoteServiceProcessor.class,
                                "META-INF/services/javax.annotation.processing.Processor")));
        try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null)) {
            javac.getTask(output, manager, null, all, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
        }
        return output.toString();
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Resources are elsewhere than classes where an IDE runs the tests. */
    private static Path location(Class<?> type, String resource) throws Exception {
        for (var url : java.util.Collections.list(type.getClassLoader().getResources(resource))) {
            if (url.getProtocol().equals("file")
                    && Files.readString(Path.of(url.toURI())).contains(type.getName())) {
                return Path.of(url.toURI()).getParent().getParent().getParent();
            }
        }
        return location(type);
    }
}
