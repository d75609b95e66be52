package io.nearcall.internal;

import io.nearcall.Endpoint;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a server writes down for those who look for it; the format is in {@code docs/endpoint-file.md}.
 *
 * @param pid the server's process, for words in errors: pids lie across containers
 * @param started when that process started, by which a reused pid is told
 * @param token what tells the server from all others
 * @param endpoints where it listens, nearest first
 */
record EndpointFile(long pid, Instant started, String token, List<Endpoint> endpoints) {
    /** Of a target that names such a file. */
    static final String SCHEME = "file";

    private static final String FIRST_LINE = "nearcall 1";
    private static final int MAX_BYTES = 64 << 10;
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

    /** The kernel tells the start by ticks since a boot whose time moves with the clock. */
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(2);

    /** Of this process. */
    static EndpointFile of(String token, List<Endpoint> endpoints) {
        ProcessHandle self = ProcessHandle.current();
        return new EndpointFile(self.pid(), self.info().startInstant().orElse(Instant.EPOCH), token, endpoints);
    }

    /** Reads a file of this user, whom alone it must admit; the message of a failure has the cure, not the path. */
    static EndpointFile read(Path path) throws IOException {
        PosixFileAttributes found;
        try {
            found = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file; no server has written it, or it has ended", e);
        }
        if (!found.isRegularFile()) {
            throw new IOException("it is not a file (a link will not do); name the file itself");
        }
        UserPrincipal user = user();
        if (!found.owner().equals(user)) {
            throw new IOException("it belongs to " + found.owner().getName() + ", not to " + user.getName()
                    + "; only a server of the same user is trusted");
        }
        if (!OWN.containsAll(found.permissions())) {
            throw new IOException("it has mode " + PosixFilePermissions.toString(found.permissions())
                    + " and others can reach it; run chmod 600 on it if nobody has changed it");
        }
        if (found.size() > MAX_BYTES) {
            throw new IOException("it has " + found.size() + " bytes and is no endpoint file");
        }
        try {
            return parse(Files.readString(path, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw new IOException("it is not text and no endpoint file", e);
        }
    }

    static EndpointFile parse(String text) throws IOException {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)) {
            throw new IOException("its first line is not '" + FIRST_LINE + "'; it is no endpoint file of this version");
        }
        long pid = 0;
        Instant started = Instant.EPOCH;
        String token = "";
        List<Endpoint> endpoints = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            String value = line.substring(space + 1);
            try {
                switch (space < 0 ? line : line.substring(0, space)) {
                    case "pid" -> pid = Long.parseLong(value);
                    case "started" -> started = Instant.parse(value);
                    case "token" -> token = value;
                    case "endpoint" -> endpoints.add(Endpoint.parse(value));
                    default -> {} // a later version's
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new IOException("its line '" + line + "' makes no sense: " + e.getMessage(), e);
            }
        }
        if (endpoints.isEmpty()) {
            throw new IOException("it has no endpoint");
        }
        return new EndpointFile(pid, started, token, List.copyOf(endpoints));
    }

    String text() {
        StringBuilder text = new StringBuilder(FIRST_LINE + "\npid " + pid + "\nstarted " + started + "\n");
        text.append("token ").append(token).append('\n');
        endpoints.forEach(endpoint -> text.append("endpoint ").append(endpoint).append('\n'));
        return text.toString();
    }

    /** Who wrote it, and whether that process seems to live. */
    String writer() {
        boolean lives = ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .filter(start -> Duration.between(start, started).abs().compareTo(CLOCK_ERROR) < 0)
                .isPresent();
        return "process " + pid + ", started " + started + (lives ? "" : ", which is gone");
    }

    private static UserPrincipal user() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.getOwner(Files.exists(self) ? self : Path.of(System.getProperty("user.home")));
    }
}
