package io.nearcall.shm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The directories in which segments may be made, and the names of segments.
 *
 * <p>First {@code /dev/shm}, then the directory of the socket, which processes in two containers may share when nothing
 * else is shared. A directory is known by its device and inode, as the two sides may see it under different paths.
 */
final class Places {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Pattern NAME = Pattern.compile("nearcall-[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Both sides remove a segment's name within the handshake; an older one was left by two that died in it. */
    private static final Duration STALE = Duration.ofMinutes(1);

    private Places() {}

    /** A directory by what identifies it on this host. */
    record Place(Path path, long device, long inode) {
        boolean isSame(long otherDevice, long otherInode) {
            return device == otherDevice && inode == otherInode;
        }
    }

    /** The places for connections by a socket. */
    static List<Place> of(Path socket) {
        List<Place> places = new ArrayList<>();
        for (Path directory : List.of(SHARED_MEMORY, socket.getParent())) {
            try {
                Map<String, Object> is = Files.readAttributes(directory, "unix:dev,ino");
                if (Files.isWritable(directory)) {
                    places.add(new Place(
                            directory, ((Number) is.get("dev")).longValue(), ((Number) is.get("ino")).longValue()));
                }
            } catch (IOException absent) {
                // another one may do
            }
        }
        return places;
    }

    static long nonce() {
        return RANDOM.nextLong();
    }

    static String name() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return "nearcall-" + HexFormat.of().formatHex(bytes);
    }

    /** The path of a segment that the peer has named: inside the place, whatever it says. */
    static Path file(Place place, String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException("'" + name + "' is no name of a segment");
        }
        return place.path().resolve(name);
    }

    /** Removes segments that two dead processes have left behind. */
    static void sweep(List<Place> places) {
        Instant stale = Instant.now().minus(STALE);
        for (Place place : places) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(place.path(), "nearcall-*")) {
                for (Path file : files) {
                    sweep(file, stale);
                }
            } catch (IOException e) {
                // somebody else's directory; nothing depends on it
            }
        }
    }

    private static void sweep(Path file, Instant stale) throws IOException {
        if (NAME.matcher(file.getFileName().toString()).matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(stale)
                && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(Path.of("/proc/self")))) {
            Files.deleteIfExists(file);
        }
    }
}
