package io.nearcall.codegen;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program {@code buf}, from npm's registry, with our {@code buf.yaml}. */
final class Buf {
    private static final Path FILES = Path.of("src/test/buf").toAbsolutePath();
    private static final Path HOME = Path.of("target/buf").toAbsolutePath();

    /** How a run has ended: 0 or 100 for complaints, and what it said. */
    record Verdict(int exit, String words) {}

    private final Path program;

    private Buf(Path program) {
        this.program = program;
    }

    /** Ends the test where there is none: as skipped, under CI as failed. */
    static Buf installOrSkip() throws IOException, InterruptedException {
        Path packages = HOME.resolve("node_modules/@bufbuild");
        if (!Files.isDirectory(packages)) {
            Files.createDirectories(HOME);
            for (String name : List.of("package.json", "package-lock.json")) {
                Files.copy(FILES.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            try {
                execute(HOME, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
            } catch (IOException noNpm) {
                // As without the package: there is no program then.
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
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("BUF_CACHE_DIR", HOME.resolve("cache").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<Void> watchdog = process.onExit()
                .orTimeout(200, TimeUnit.SECONDS)
                .handle((ended, late) -> {
                    process.destroyForcibly();
                    return null;
                });
        try (InputStream output = process.getInputStream()) {
            String words = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            watchdog.join();
            return new Verdict(process.waitFor(), words);
        }
    }
}
