package io.nearcall.codegen;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program {@code buf}, from npm's registry, with our {@code buf.yaml}. */
final class Buf {
    private static final Path FILES = Path.of("src/test/buf").toAbsolutePath();
    private static final Path HOME = Path.of("target/buf").toAbsolutePath();

    private static final long SECONDS = 150;

    /** How a run has ended: 0 or 100 for complaints, and what it said. */
    record Verdict(int exit, String words) {}

    private final Path program;

    private Buf(Path program) {
        this.program = program;
    }

    /** Ends the test where there is none: as skipped, under CI as failed. */
    static Buf installOrSkip() throws IOException, InterruptedException {
        Path packages = HOME.resolve("node_modules/@bufbuild");
        Files.createDirectories(HOME);
        try (FileChannel lock = FileChannel.open(HOME.resolve("lock"), CREATE, WRITE)) {
            var unused = lock.lock(); // tests of other processes install there, too
            if (!Files.exists(HOME.resolve("node_modules/.package-lock.json"))) { // what npm writes last
                for (String name : List.of("package.json", "package-lock.json")) {
                    Files.copy(FILES.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
                try {
                    execute(HOME, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
                } catch (IOException noNpm) {
                    // As without the package: there is no program then.
                }
            }
        }
        if (Files.isDirectory(packages)) {
            try (Stream<Path> each = Files.list(packages)) {
                Optional<Path> program = each.map(platform -> platform.resolve("bin/buf"))
                        .filter(Files::isExecutable)
                        .findFirst();
                if (program.isPresent()) {
                    return new Buf(program.get());
                }
            }
        }
        String why = "needs npm, and @bufbuild/buf of this platform from its registry";
        if (System.getenv("STRICT_TESTS") != null) {
            throw new AssertionError(why);
        }
        abort(why);
        return null;
    }

    /** Makes a folder of files one that our settings apply to. */
    static Path module(Path folder) throws IOException {
        return Files.copy(FILES.resolve("buf.yaml"), folder.resolve("buf.yaml"), StandardCopyOption.REPLACE_EXISTING)
                .getParent();
    }

    /** Runs a command of it in a folder. */
    Verdict run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(Arrays.asList(arguments));
        return execute(folder, command);
    }

    private static Verdict execute(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(HOME, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("BUF_CACHE_DIR", HOME.resolve("cache").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        int exit = process.waitFor();
        String words = Files.readString(output);
        Files.delete(output);
        return new Verdict(exit, words);
    }
}
