package io.nearcall.codegen.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    /** By interface, the services with names that are in no file. */
    private final Map<String, Now> others = new HashMap<>();

    /** One file, and the interface that it was written from. */
    private record Entry(Path file, String type, Schema schema) {}

    /** A service as it is now, and its messages that no type in Java stands for. */
    private record Now(Schema schema, Set<String> ofMethods) {}

    /**
     * A change for the worse.
     *
     * @param type the interface that has it, or null if that is gone
     * @param words the change and its cure
     */
    public record Change(String type, String words) {}

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
        if (!Files.isDirectory(path)) {
            baseline.add(path);
            return baseline;
        }
        try (Stream<Path> files = Files.list(path)) {
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
        String type = source(text)
                .orElseThrow(() -> new IOException(
                        file + " is not a file that Nearcall has written; copy one from META-INF/nearcall"));
        try {
            entries.add(new Entry(file, type, SchemaReader.read(text)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + "; copy it from META-INF/nearcall again", e);
        }
    }

    /** The interface that a {@code .proto} was written from, if Nearcall has written it. */
    public static Optional<String> source(String text) {
        Matcher matcher = INTERFACE.matcher(text);
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * What has changed for the worse since the file of a service was committed, if there is one.
     *
     * @param type the service's interface
     * @param text its file now
     * @param ofMethods its messages that no type in Java stands for
     */
    public List<String> breaking(String type, String text, Set<String> ofMethods) {
        Now now = new Now(SchemaReader.read(text), ofMethods);
        for (Entry entry : entries) {
            if (entry.schema().service().equals(now.schema().service())) {
                compared.add(entry);
                return changes(entry, now);
            }
        }
        others.put(type, now);
        return List.of();
    }

    private static List<String> changes(Entry entry, Now now) {
        List<String> changes = new ArrayList<>();
        String service = entry.schema().service();
        if (!service.equals(now.schema().service())) {
            changes.add("service " + service + " is " + now.schema().service()
                    + " now; keep its name by @RemoteService(\"" + service + "\")");
        }
        changes.addAll(Changes.breaking(entry.schema(), now.schema(), now.ofMethods()));
        return changes.stream()
                .map(change -> change + "; or, where no peer is left that knows it, replace " + entry.file())
                .toList();
    }

    /**
     * When all services are known, those that nobody serves any more: their interfaces have another name for them now, or are
     * gone.
     *
     * @param isService whether a class is there and the interface of a service
     * @param compiled the interface of a service that may have been compiled before, by the service's name
     */
    public List<Change> unserved(Predicate<String> isService, Function<String, Optional<String>> compiled) {
        List<Change> changes = new ArrayList<>();
        for (Entry entry : entries) {
            String service = entry.schema().service();
            boolean isServed = compared.contains(entry)
                    || compiled.apply(service)
                            .filter(type -> !others.containsKey(type) && isService.test(type))
                            .isPresent();
            if (isServed) {
                continue;
            }
            Now now = others.get(entry.type());
            if (now != null) {
                changes(entry, now).forEach(change -> changes.add(new Change(entry.type(), change)));
            } else if (!isService.test(entry.type())) {
                changes.add(new Change(
                        null,
                        "service " + service + " is gone with its interface " + entry.type()
                                + "; bring it back, or, where no peer is left that knows it, remove " + entry.file()));
            }
        }
        return changes;
    }
}
