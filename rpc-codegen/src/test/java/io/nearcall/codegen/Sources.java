package io.nearcall.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** Compiles with the processor, in memory. */
final class Sources {
    static final Path RESOURCES = Path.of("src/test/resources");

    private Sources() {}

    /** Compiles as strictly as javac can. */
    static Compilation compile(List<JavaFileObject> sources) {
        return compile(List.of(), sources);
    }

    /** The same with options of the processor. */
    static Compilation compile(List<String> options, List<JavaFileObject> sources) {
        List<String> all = new ArrayList<>(List.of("--release", "17", "-Xlint:all,-path", "-Werror"));
        all.addAll(options);
        return com.google.testing.compile.Compiler.javac()
                .withProcessors(new BaselineProcessor(), new RemoteServiceProcessor())
                // A jar's manifest may name files that are not there.
                .withOptions(all)
                .compile(sources);
    }

    /** Compiles source texts whose type is in package {@code acme} and named in the first line's comment or text. */
    static Compilation compile(String... sources) {
        return compile(Arrays.stream(sources).map(Sources::file).toList());
    }

    static JavaFileObject file(String source) {
        java.util.regex.Matcher pkg =
                java.util.regex.Pattern.compile("package ([\\w.]+);").matcher(source);
        java.util.regex.Matcher type = java.util.regex.Pattern.compile("(?:interface|record|class|enum) (\\w+)")
                .matcher(source);
        if (!type.find()) {
            throw new IllegalArgumentException(source);
        }
        String name = pkg.find() ? pkg.group(1) + "." + type.group(1) : type.group(1);
        return JavaFileObjects.forSourceString(name, source);
    }

    /** The names of the cases. */
    static List<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(RESOURCES.resolve("cases"))) {
            return folders.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    static Compilation compileCase(String name) throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("cases").resolve(name))) {
            List<JavaFileObject> sources = files.sorted()
                    .map(each -> {
                        try {
                            return JavaFileObjects.forResource(each.toUri().toURL());
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
            return compile(sources);
        }
    }

    /** What the processor wrote: bindings and {@code .proto} files by their simple name. */
    static Map<String, String> written(Compilation compilation) {
        Map<String, String> files = new HashMap<>();
        for (JavaFileObject file : compilation.generatedFiles()) {
            String name = file.getName().substring(file.getName().lastIndexOf('/') + 1);
            if (name.endsWith("Binding.java") || name.endsWith(".proto")) {
                files.put(name, text(file));
            }
        }
        return files;
    }

    /** Loads what was compiled. */
    static ClassLoader load(Compilation compilation) {
        Map<String, byte[]> classes = new HashMap<>();
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (file.getKind() == JavaFileObject.Kind.CLASS) {
                String path = file.getName().replaceFirst("^/?CLASS_OUTPUT/", "");
                classes.put(path.substring(0, path.length() - 6).replace('/', '.'), bytes(file));
            }
        }
        return new ClassLoader(Sources.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
    }

    private static String text(JavaFileObject file) {
        return new String(bytes(file), UTF_8);
    }

    private static byte[] bytes(JavaFileObject file) {
        try (InputStream in = file.openInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
