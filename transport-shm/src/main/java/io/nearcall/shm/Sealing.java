package io.nearcall.shm;

import io.nearcall.transport.Log;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether memory is sealed against a change of its length ({@code nearcall.shm.sealed}). */
enum Sealing {
    /** It is not; nothing native is loaded. */
    OFF,
    /** It is where both sides can. */
    AUTO,
    /** Without it a connection stays on its socket. */
    REQUIRE;

    /** Whether this process can, and is to; loads what is needed, so ask before a deadline runs. */
    boolean isOffered() {
        return this != OFF && Native.AT_HAND;
    }

    /** What pids of this process mean, as text. */
    static String pidNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException e) {
            return ""; // equal to nobody's
        }
    }

    private static final class Native {
        static final boolean AT_HAND = atHand();

        private static boolean atHand() {
            try (MemFd probe = MemFd.create()) {
                probe.seal();
                return true;
            } catch (IOException | LinkageError | RuntimeException e) {
                Log.LOG.log(Level.WARNING, "nearcall.shm.sealed: sealed memory is not at hand: " + e);
                return false;
            }
        }
    }
}
