package io.nearcall.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it. */
class ScreenshotTest {
    private static final int SHM = 0x2a78d6;
    private static final int UDS = 0x1baf7a;
    /** More than the sample in a legend has. */
    private static final int LINE = 1_000;

    @TempDir
    private Path directory;

    @Test
    void plotsAreDrawnInTheColoursOfTheirLines() throws Exception {
        BufferedImage shown = shown(Samples.results("shm/unary", "uds/unary"));
        assertTrue(pixels(shown, SHM) > LINE, () -> pixels(shown, SHM) + " pixels of shm's colour");
        assertTrue(pixels(shown, UDS) > LINE, () -> pixels(shown, UDS) + " pixels of uds's colour");
    }

    @Test
    void whatWasNotMeasuredIsNotDrawn() throws Exception {
        assertEquals(0, pixels(shown(Samples.results("shm/mib64")), UDS));
    }

    private static long pixels(BufferedImage image, int colour) {
        int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(all).filter(pixel -> (pixel & 0xffffff) == colour).count();
    }

    private BufferedImage shown(Results results) throws Exception {
        Path page = Files.writeString(directory.resolve("page.html"), Page.html(results, List.of()));
        Path picture = directory.resolve("page.png");
        Process browser = new ProcessBuilder(
                        chromium(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--window-size=390,3000",
                        // Whole pixels of a line's colour between those that are blended with the ground.
                        "--force-device-scale-factor=3",
                        "--screenshot=" + picture,
                        page.toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("chromium.log").toFile())
                .start();
        try {
            assertTrue(browser.waitFor(2, TimeUnit.MINUTES), "chromium did not end");
        } finally {
            browser.destroyForcibly().onExit().join();
        }
        assertTrue(Files.exists(picture), () -> "no screenshot; see " + directory.resolve("chromium.log"));
        return ImageIO.read(picture.toFile());
    }

    private static String chromium() {
        String path = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assertTrue(
                !path.isEmpty() || System.getenv("STRICT_TESTS") == null,
                "no chromium on the PATH: install it with 'apt-get install chromium'");
        assumeTrue(!path.isEmpty(), "no chromium on the PATH");
        return path;
    }
}
