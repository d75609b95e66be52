package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program in another language that knows our services by the emitted {@code .proto} files and says what it sees. */
final class ForeignPeer implements AutoCloseable {
    private static final List<String> SERVICES = List.of("ask.Ask", "tell.Tell", "feed.Feed", "Vault");
    private static final Path STATUS = Path.of("src/test/js/status.proto");

    private final Process process;
    private final BufferedReader output;

    private ForeignPeer(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Puts what is known of our services into {@code folder}. */
    static void copyProtos(Path folder) throws IOException {
        Files.copy(STATUS, folder.resolve(STATUS.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        for (String service : SERVICES) {
            String name = "io.nearcall.tck." + service + ".proto";
            try (InputStream proto = ForeignPeer.class.getResourceAsStream("/META-INF/nearcall/" + name)) {
                Files.copy(proto, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    static ForeignPeer start(String... command) throws IOException {
        return new ForeignPeer(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The rest of the next line, which starts with {@code word}. */
    String expect(String word) throws IOException {
        String line = output.readLine();
        assertTrue(line != null && line.startsWith(word + " "), "expected " + word + ", the peer said: " + line);
        return line.substring(word.length() + 1);
    }

    /** Everything that it says, word by word, until it is done. */
    Map<String, String> transcript() throws IOException {
        Map<String, String> said = new HashMap<>();
        for (String line = output.readLine(); line != null && !line.startsWith("done"); line = output.readLine()) {
            int space = line.indexOf(' ');
            said.put(line.substring(0, space), line.substring(space + 1));
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        output.close();
    }
}
