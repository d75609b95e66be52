package io.nearcall.codegen.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The committed {@code .proto} files of a module, with which those it writes now are compared. */
public final class Baseline {
    private static final Pattern INTERFACE =
            Pattern.compile("// Written by Nearcall from the interface ([\\w.$]+)\\.\\R");

    private final List<Entry> entries = new ArrayList<>();
    private final Set<Entry> compared = new HashSet<>();

    /** One file, and the interface that it was written from. */
    private record Entry(Path file, String type, Schema schema) {}

    private Baseline() {}

    /**
     * Reads a file, or all files of a folder.
     *
     * @throws IOException with the cause and the cure
     */
    public static Baseline read(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(
                    path + " is neither a file nor a folder; make it, or give the path from where the compiler runs");
        }
        Baseline baseline = new Baseline();
        try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".proto"))
                    .sorted()
                    .toList()) {
                baseline.add(file);
            }
        }
        return baseline;
    }

    private void add(Path file) throws IOException {
        String text = Files.readString(file);
        Matcher matcher = INTERFACE.matcher(text);
        if (!matcher.lookingAt()) {
            throw new IOException(file + " is not a file that Nearcall has written; copy one from META-INF/nearcall");
        }
        try {
            entries.add(new Entry(file, matcher.group(1), SchemaReader.read(text)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + "; copy it from META-INF/nearcall again", e);
        }
    }

    /** What has changed for the worse since the file of an interface was committed, if there is one; {@code text} is it now. */
    public List<String> breaking(String type, String text) {
        Schema now = SchemaReader.read(text);
        Entry entry = find(each -> each.schema().service().equals(now.service()))
                .or(() -> find(each -> each.type().equals(type)))
                .orElse(null);
        if (entry == null) {
            return List.of();
        }
        compared.add(entry);
        List<String> changes = new ArrayList<>();
        String service = entry.schema().service();
        if (!service.equals(now.service())) {
            changes.add("service " + service + " is " + now.service() + " now; keep its name by @RemoteService(\""
                    + service + "\")");
        }
        changes.addAll(Changes.breaking(entry.schema(), now));
        return changes.stream()
                .map(change -> change + "; or, where no peer is left that knows it, replace " + entry.file())
                .toList();
    }

    private Optional<Entry> find(Predicate<Entry> which) {
        return entries.stream().filter(which).findFirst();
    }

    /** Which services are gone: those that have not been compared, and whose interfaces are no longer there. */
    public List<String> gone(Predicate<String> isThere) {
        return entries.stream()
                .filter(entry -> !compared.contains(entry) && !isThere.test(entry.type()))
                .map(entry -> "service " + entry.schema().service() + " is gone with its interface " + entry.type()
                        + "; bring it back, or, where no peer is left that knows it, remove " + entry.file())
                .toList();
    }
}
