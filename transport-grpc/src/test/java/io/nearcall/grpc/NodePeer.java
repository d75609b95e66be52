package io.nearcall.grpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Processes of Node.js with {@code @grpc/grpc-js}: see {@code peer.js}. */
final class NodePeer {
    private static final Path SCRIPTS = Path.of("src/test/js").toAbsolutePath();
    private static final Path HOME = Path.of("target/js").toAbsolutePath();
    private static final String SCRIPT = "peer.js";

    private NodePeer() {}

    /** Brings the script, its libraries from npm's registry and the {@code .proto} files together. */
    static void install() throws IOException, InterruptedException {
        Npm.install(SCRIPTS, HOME);
        Files.copy(SCRIPTS.resolve(SCRIPT), HOME.resolve(SCRIPT), StandardCopyOption.REPLACE_EXISTING);
        ForeignPeer.copyProtos(HOME);
    }

    static ForeignPeer start(String role, String target) throws IOException {
        return ForeignPeer.start("node", HOME.resolve(SCRIPT).toString(), role, target, HOME.toString());
    }
}
