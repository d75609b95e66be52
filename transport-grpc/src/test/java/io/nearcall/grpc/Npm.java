package io.nearcall.grpc;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Packages from npm's registry, at the versions of a committed lock file. */
final class Npm {
    private Npm() {}

    /** Installs what the lock file in {@code from} says below {@code home}, unless it is there. */
    static void install(Path from, Path home) throws IOException, InterruptedException {
        Files.createDirectories(home);
        Needed.check(runs(home, "node", "--version") && runs(home, "npm", "--version"), "needs node and npm");
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.copy(from.resolve(name), home.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel lock = FileChannel.open(home.resolve("lock"), CREATE, WRITE)) {
            var unused = lock.lock(); // tests of other processes install there, too
            if (!Files.exists(home.resolve("node_modules/.package-lock.json"))) { // what npm writes last
                Needed.check(
                        runs(home, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                        "needs the packages of " + from + " from npm's registry");
            }
        }
    }

    private static boolean runs(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(100, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
