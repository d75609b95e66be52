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

/** A process of Node.js with {@code @grpc/grpc-js} and the emitted {@code .proto} files: see {@code peer.js}. */
final class NodePeer implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/test/js").toAbsolutePath();
    private static final Path HOME = Path.of("target/js").toAbsolutePath();
    private static final List<String> SERVICES = List.of("ask.Ask", "tell.Tell", "feed.Feed", "Vault");

    private final Process process;
    private final BufferedReader output;

    private NodePeer(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Brings the scripts, their libraries from npm's registry and the {@code .proto} files together. */
    static void install() throws IOException, InterruptedException {
        Npm.install(SCRIPTS, HOME);
        for (String name : List.of("peer.js", "status.proto")) {
            Files.copy(SCRIPTS.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        for (String service : SERVICES) {
            String name = "io.nearcall.tck." + service + ".proto";
            try (InputStream proto = NodePeer.class.getResourceAsStream("/META-INF/nearcall/" + name)) {
                Files.copy(proto, HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    static NodePeer start(String role, String target) throws IOException {
        return new NodePeer(
                new ProcessBuilder("node", HOME.resolve("peer.js").toString(), role, target, HOME.toString())
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
