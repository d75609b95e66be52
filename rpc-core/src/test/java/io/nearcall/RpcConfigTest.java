package io.nearcall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.transport.SpinMode;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RpcConfigTest {
    private static final String KEY = "nearcall.test.some-key";

    private final RpcConfig config = RpcConfig.load();

    /** Prints the values of the keys it is given; started by the test in a process of its own. */
    static final class Printer {
        private Printer() {}

        public static void main(String[] keys) {
            RpcConfig process = RpcConfig.load();
            RpcConfig config = process.with("nearcall.k1", "program");
            for (String key : keys) {
                System.out.println(key + " " + config.get(key).orElse("nothing"));
            }
            try {
                config.integer("nearcall.k4", 0, 0);
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void programThenSystemPropertyThenEnvironmentThenWorkingDirectoryThenClassPath(@TempDir Path directory)
            throws IOException, InterruptedException {
        // Source i has the keys 1 to i, so that key i is found in source i first.
        Path classPath = Files.createDirectory(directory.resolve("classes"));
        Path working = Files.createDirectory(directory.resolve("working"));
        Files.writeString(classPath.resolve("nearcall.properties"), properties("class path", 5));
        Files.writeString(working.resolve("nearcall.properties"), properties("wörking directory", 4));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-Dfile.encoding=UTF-8",
                "-Dnearcall.k1=property",
                "-Dnearcall.k2= property ",
                "-cp",
                classPath + java.io.File.pathSeparator + absolute(System.getProperty("java.class.path")),
                Printer.class.getName()));
        for (int i = 1; i <= 6; i++) {
            command.add("nearcall.k" + i);
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(working.toFile()).redirectErrorStream(true);
        for (int i = 1; i <= 3; i++) {
            builder.environment().put("NEARCALL_K" + i, "environment");
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals("""
                nearcall.k1 program
                nearcall.k2 property
                nearcall.k3 environment
                nearcall.k4 wörking directory
                nearcall.k5 class path
                nearcall.k6 nothing
                nearcall.k4=wörking directory (from nearcall.properties in the working directory): \
                expected a whole number from 0
                """, printed);
    }

    private static String properties(String value, int keys) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= keys; i++) {
            text.append("nearcall.k").append(i).append(" = ").append(value).append('\n');
        }
        return text.toString();
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(java.io.File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(java.io.File.pathSeparator, entries);
    }

    @Test
    void aBrokenFileOnTheClassPathIsNamed(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("nearcall.properties"), "key=\\u00zz");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            thread.setContextClassLoader(loader);
            String message = refusal(RpcConfig::load);
            assertTrue(message.startsWith("nearcall.properties on the class path cannot be read: "), () -> message);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nearcall.target.my-index, NEARCALL_TARGET_MY_INDEX",
        "nearcall.limits.write-queue, NEARCALL_LIMITS_WRITE_QUEUE",
        "nearcall.spin, NEARCALL_SPIN"
    })
    void dotsAndHyphensAreUnderscoresInTheEnvironment(String key, String variable) {
        assertEquals(variable, RpcConfig.variable(key));
    }

    @Test
    void aSettingThatIsNowhereTakesTheDefault() {
        assertEquals(Optional.empty(), config.get(KEY));
        assertEquals(3, config.integer(KEY, 3, 5));
        assertEquals(4L, config.bytes(KEY, 4));
        assertEquals(Duration.ofDays(1), config.duration(KEY, Duration.ofDays(1)));
        assertTrue(config.flag(KEY, true));
        assertEquals(SpinMode.ALWAYS, config.choice(KEY, SpinMode.ALWAYS));
    }

    @Test
    void withLeavesTheOriginalAlone() {
        RpcConfig changed = config.with(KEY, " 1 ");
        assertEquals(Optional.of("1"), changed.get(KEY));
        assertEquals(Optional.of("2"), changed.with(KEY, "2").get(KEY));
        assertEquals(Optional.empty(), config.get(KEY));
    }

    @Test
    void theOptionsOfAnEndpointLieOnTop() {
        RpcConfig own = config.with("nearcall.spin", "always")
                .with("nearcall.other", "kept")
                .with(Endpoint.parse("uds:x?spin=off&limits.message=1KiB"));
        assertEquals(SpinMode.OFF, own.choice("nearcall.spin", SpinMode.ADAPTIVE));
        assertEquals(1024, own.bytes("nearcall.limits.message", 0));
        assertEquals(Optional.of("kept"), own.get("nearcall.other"));
    }

    @Test
    void theSourceOfABadSettingIsNamed() {
        System.setProperty(KEY, "x");
        try {
            assertEquals(
                    KEY + "=x (from the system property): expected true or false",
                    refusal(() -> config.flag(KEY, true)));
        } finally {
            System.clearProperty(KEY);
        }
        assertEquals(
                KEY + "=x (from the program or the endpoint): expected true or false",
                refusal(() -> config.with(KEY, "x").flag(KEY, true)));
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "+7, 7", "2147483647, 2147483647"})
    void aWholeNumberIsRead(String text, int value) {
        assertEquals(value, config.with(KEY, text).integer(KEY, 0, 5));
    }

    @ParameterizedTest
    @CsvSource({"4", "-1", "x", "''", "1.5", "2147483648", "1 000"})
    void whatIsNoWholeNumberFromTheLeastOnIsRefused(String text) {
        assertEquals(
                KEY + "=" + text + " (from the program or the endpoint): expected a whole number from 5",
                refusal(() -> config.with(KEY, text).integer(KEY, 0, 5)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "100, 100",
        "7b, 7",
        "64KiB, 65536",
        "64 kb, 65536",
        "1k, 1024",
        "4MiB, 4194304",
        "4mb, 4194304",
        "4M, 4194304",
        "2GiB, 2147483648",
        "2g, 2147483648",
        "8589934591GiB, 9223372035781033984"
    })
    void aSizeIsReadInItsUnit(String text, long bytes) {
        assertEquals(bytes, config.with(KEY, text).bytes(KEY, -1));
    }

    @ParameterizedTest
    @CsvSource({"-1", "x", "''", "1.5MiB", "1TiB", "KiB", "9999999999999999999"})
    void whatIsNoSizeIsRefused(String text) {
        assertEquals(
                KEY + "=" + text + " (from the program or the endpoint): expected a size such as 4MiB, 64KiB or 100",
                refusal(() -> config.with(KEY, text).bytes(KEY, -1)));
    }

    @Test
    void aSizeOrTimeBeyondALongIsRefusedAsSuch() {
        assertEquals(
                KEY + "=8589934592GiB (from the program or the endpoint): expected a size such as 4MiB, 64KiB or 100,"
                        + " and a smaller one",
                refusal(() -> config.with(KEY, "8589934592GiB").bytes(KEY, -1)));
        assertEquals(
                KEY + "=2562048h (from the program or the endpoint): expected a time with its unit such as 30s, 100ms,"
                        + " 5m or off, and a smaller one",
                refusal(() -> config.with(KEY, "2562048h").duration(KEY, Duration.ZERO)));
    }

    @ParameterizedTest
    @CsvSource({
        "off, PT0S",
        "OFF, PT0S",
        "0s, PT0S",
        "250us, PT0.00025S",
        "100ms, PT0.1S",
        "30s, PT30S",
        "30 S, PT30S",
        "5m, PT5M",
        "2h, PT2H"
    })
    void aTimeIsReadInItsUnit(String text, Duration time) {
        assertEquals(time, config.with(KEY, text).duration(KEY, Duration.ofDays(1)));
    }

    @ParameterizedTest
    @CsvSource({"5", "-1s", "''", "1d", "1.5s", "s", "on"})
    void whatIsNoTimeIsRefused(String text) {
        assertEquals(
                KEY + "=" + text
                        + " (from the program or the endpoint): expected a time with its unit such as 30s, 100ms, 5m or off",
                refusal(() -> config.with(KEY, text).duration(KEY, Duration.ZERO)));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "false, false", "False, false"})
    void aFlagIsTrueOrFalse(String text, boolean value) {
        assertEquals(value, config.with(KEY, text).flag(KEY, !value));
    }

    @ParameterizedTest
    @CsvSource({"yes", "1", "''", "on"})
    void anythingElseIsNoFlag(String text) {
        assertEquals(
                KEY + "=" + text + " (from the program or the endpoint): expected true or false",
                refusal(() -> config.with(KEY, text).flag(KEY, true)));
    }

    @Test
    void aChoiceIsReadInAnyCaseAndABadOneListsAll() {
        assertEquals(SpinMode.OFF, config.with(KEY, "Off").choice(KEY, SpinMode.ALWAYS));
        assertEquals(
                KEY + "=maybe (from the program or the endpoint): expected one of off, adaptive, always",
                refusal(() -> config.with(KEY, "maybe").choice(KEY, SpinMode.ALWAYS)));
    }

    private static String refusal(Executable action) {
        return assertThrows(IllegalArgumentException.class, action).getMessage();
    }

    @Test
    void theCommandLineSetsKeysByTheirNamesWithDashes() {
        RpcConfig config = RpcConfig.load()
                .withArguments(
                        "run", "--nearcall-limits-write-queue=64KiB", "--other=1", "--nearcall-target-my-index=uds:x");
        assertEquals(64 << 10, config.bytes("nearcall.limits.write-queue", 0));
        assertEquals(Optional.of("uds:x"), config.get("nearcall.target.my-index"));
        assertEquals(
                1, config.with("nearcall.limits.write-queue", "1").bytes("nearcall.limits.write-queue", 0), "nearer");
        IllegalArgumentException bad = assertThrows(
                IllegalArgumentException.class,
                () -> config.withArguments("--nearcall-spin=fast").integer("nearcall.spin", 1, 1));
        assertTrue(bad.getMessage().contains("from the argument --nearcall-spin"), bad.getMessage());
        bad = assertThrows(IllegalArgumentException.class, () -> config.withArguments("--nearcall-spin"));
        assertTrue(bad.getMessage().contains("--nearcall-spin=VALUE"), bad.getMessage());
        assertEquals(
                Set.of("--nearcall-spn"),
                config.withArguments("--nearcall-spn=off").unknownKeys());
    }
}
