package io.nearcall.uds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names meet in a directory of the user alone, or nowhere. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RuntimeDirectoryTest {
    @TempDir
    private Path runtime;

    /** Prints the directory, or why there is none; in a process of its own for the sake of its environment. */
    static final class Printer {
        private Printer() {}

        public static void main(String[] args) {
            try {
                System.out.println(RuntimeDirectory.create());
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private String made() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Printer.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return printed.strip();
    }

    private Path directory() {
        return runtime.resolve("nearcall");
    }

    @Test
    void itIsMadeForTheUserAlone() throws Exception {
        assertEquals(directory().toString(), made());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())));
        assertEquals(directory().toString(), made());
    }

    @Test
    void oneThatOthersMayEnterIsRefused() throws Exception {
        Files.createDirectory(directory());
        Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(directory() + " has mode rwxr-xr-x, must be rwx------; run chmod 700 " + directory(), made());
    }

    @Test
    void aLinkIsRefused() throws Exception {
        Path elsewhere = Files.createDirectory(runtime.resolve("elsewhere"));
        Files.createSymbolicLink(directory(), elsewhere);
        assertEquals(directory() + " is not a directory (a link will not do); remove it", made());
    }

    @Test
    void oneOfAnotherUserIsRefused() throws Exception {
        Assumptions.assumeTrue(RuntimeDirectory.uid() == 0, "only root gives a directory away");
        Files.createDirectory(directory());
        Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwx------"));
        Files.setAttribute(directory(), "unix:uid", 12_345);
        String refusal = made();
        assertTrue(refusal.startsWith(directory() + " belongs to uid 12345, not to uid 0; "), refusal);
    }
}
