package io.nearcall.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The compiler of protobuf itself: the Maven artifact that the build puts in place, else what the machine has. */
final class Protoc {
    private static final List<String> WELL_KNOWN =
            List.of("any", "descriptor", "duration", "empty", "field_mask", "struct", "timestamp", "wrappers");

    private final Path program;
    private final Path includes;

    private Protoc(Path program, Path includes) {
        this.program = program;
        this.includes = includes;
    }

    /** Ends the test where there is none: as skipped, under CI as failed. */
    static Protoc findOrSkip(Path folder) throws IOException {
        String given = System.getProperty("nearcall.test.protoc", "");
        Path program = Stream.concat(
                        Stream.of(given),
                        Stream.of(System.getenv("PATH").split(":")).map(each -> each + "/protoc"))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
        if (program == null) {
            String why = "protoc is neither at '" + given + "' nor on the PATH";
            if (System.getenv("STRICT_TESTS") != null) {
                throw new AssertionError(why);
            }
            abort(why);
        }
        Path copy = Files.copy(program, folder.resolve("protoc-program"));
        if (!copy.toFile().setExecutable(true)) {
            throw new IOException(copy + " cannot be made executable");
        }
        return new Protoc(copy, wellKnown(folder));
    }

    /** Runs on the files of one folder; gives what it prints. */
    byte[] run(Path folder, byte[] input, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-I" + includes, "-I" + folder));
        command.addAll(List.of(args));
        Path in = Files.write(includes.resolve("input"), input);
        Path errors = includes.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectError(errors.toFile())
                .start();
        byte[] output;
        try (InputStream out = process.getInputStream()) {
            output = out.readAllBytes();
        }
        assertEquals(0, process.waitFor(), () -> command + "\n" + read(errors));
        return output;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The artifact has the program only; the files that it should bring are in protobuf-java. */
    private static Path wellKnown(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("includes"));
        for (String name : WELL_KNOWN) {
            String path = "google/protobuf/" + name + ".proto";
            try (InputStream in = Protoc.class.getClassLoader().getResourceAsStream(path)) {
                Path file = root.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, new String(in.readAllBytes(), UTF_8));
            }
        }
        return root;
    }
}
