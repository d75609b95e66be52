package io.nearcall.uds;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The directory of bare names: {@code $XDG_RUNTIME_DIR/nearcall}, else {@code /tmp/nearcall-<uid>}.
 *
 * <p>It belongs to the user alone (mode 0700); one that does not is refused, so that nobody can stand in for a server.
 */
public final class RuntimeDirectory {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private RuntimeDirectory() {}

    /** The directory, made if need be. */
    public static Path create() throws IOException {
        Path directory = path();
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        } catch (FileAlreadyExistsException usual) {
            // checked below like any other
        }
        return checked(directory);
    }

    /** The directory, which may not exist. */
    public static Path find() throws IOException {
        Path directory = path();
        return Files.exists(directory, LinkOption.NOFOLLOW_LINKS) ? checked(directory) : directory;
    }

    /** The uid of this process. */
    public static int uid() throws IOException {
        Path self = Path.of("/proc/self");
        Path owned = Files.exists(self) ? self : Path.of(System.getProperty("user.home"));
        return (int) Files.getAttribute(owned, "unix:uid");
    }

    private static Path path() throws IOException {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isEmpty() && Files.isDirectory(Path.of(runtime))) {
            return Path.of(runtime, "nearcall");
        }
        return Path.of("/tmp", "nearcall-" + uid());
    }

    private static Path checked(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(directory + " is not a directory (a link will not do); remove it");
        }
        int owner = (int) Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != uid()) {
            throw new IOException(directory + " belongs to uid " + owner + ", not to uid " + uid()
                    + "; remove it or set XDG_RUNTIME_DIR");
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        if (!mode.equals(PRIVATE)) {
            throw new IOException(directory + " has mode " + PosixFilePermissions.toString(mode)
                    + ", must be rwx------; run chmod 700 " + directory);
        }
        return directory;
    }
}
