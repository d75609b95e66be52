package io.nearcall.samples.index;

import io.nearcall.samples.index.WordIndex.Hit;
import io.nearcall.samples.index.WordIndex.Hits;
import io.nearcall.samples.index.WordIndex.Query;
import io.nearcall.samples.index.WordIndex.Statistics;
import io.nearcall.samples.index.WordIndex.WordCount;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The commands of {@link IndexClient}: each asks the index and prints the answer. */
final class Commands {
    private static final Set<String> NAMES = Set.of("query", "count", "suggest", "top", "stats", "seen", "add", "time");
    private static final int SHOWN = 10;

    private final WordIndex index;
    private final PrintStream out;

    /** Commands on an index, which may be a stub or the real thing: they cannot tell. */
    Commands(WordIndex index, PrintStream out) {
        this.index = index;
        this.out = out;
    }

    static boolean knows(List<String> args) {
        return !args.isEmpty() && NAMES.contains(args.get(0));
    }

    /** Runs one command; the exit status. */
    int run(List<String> args) throws IOException {
        String name = args.get(0);
        List<String> rest = args.subList(1, args.size());
        return switch (name) {
            case "query" -> query(atLeastOne(name, rest));
            case "count" -> count(atLeastOne(name, rest));
            case "suggest" -> suggest(atLeastOne(name, rest).get(0));
            case "top" -> top(number(name, rest, SHOWN));
            case "stats" -> stats();
            case "seen" -> seen();
            case "add" -> add(atLeastOne(name, rest));
            case "time" -> time(number(name, rest, 10_000));
            default -> throw new IllegalArgumentException("no command '" + name + "'; see --help");
        };
    }

    private int query(List<String> words) {
        Hits hits = index.query(new Query(words, SHOWN));
        for (Hit hit : hits.first()) {
            out.println(hit.document() + ":" + hit.line() + ": " + hit.text());
        }
        hits.first().stream().map(Hit::document).distinct().forEach(index::seen);
        out.printf("%,d lines, %,d shown%n", hits.total(), hits.first().size());
        return hits.total() == 0 ? Console.NOTHING_FOUND : Console.SUCCESS;
    }

    private int count(List<String> words) {
        Map<String, CompletableFuture<Hits>> asked = new LinkedHashMap<>();
        for (String word : words) {
            asked.put(word, index.queryLater(new Query(List.of(word), 0)));
        }
        asked.forEach((word, hits) -> out.printf("%,8d  %s%n", hits.join().total(), word));
        return Console.SUCCESS;
    }

    private int suggest(String prefix) {
        List<String> words = index.suggest(prefix, SHOWN);
        words.forEach(out::println);
        return words.isEmpty() ? Console.NOTHING_FOUND : Console.SUCCESS;
    }

    private int top(int count) {
        for (WordCount each : index.statistics(count).top()) {
            out.printf("%,8d  %s%n", each.count(), each.word());
        }
        return Console.SUCCESS;
    }

    private int stats() {
        Statistics all = index.statistics(0);
        out.printf(
                "%,d documents, %,d lines, %,d words, %,d of them different%n",
                all.documents(), all.lines(), all.words(), all.distinctWords());
        out.println(all.documentsByType().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(type -> type.getValue() + " " + (type.getKey().isEmpty() ? "other" : type.getKey()))
                .collect(Collectors.joining(", ")));
        return Console.SUCCESS;
    }

    private int seen() {
        Map<String, Long> times = index.timesSeen();
        times.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> out.printf("%,8d  %s%n", each.getValue(), each.getKey()));
        return times.isEmpty() ? Console.NOTHING_FOUND : Console.SUCCESS;
    }

    private int add(List<String> paths) throws IOException {
        for (Path file : TextFiles.find(paths.stream().map(Path::of).toList())) {
            out.printf("%s: %,d words%n", file, index.add(TextFiles.read(file)));
        }
        return Console.SUCCESS;
    }

    private int time(int calls) {
        RoundTrips times = RoundTrips.of(() -> index.count("the"), calls);
        out.println(times);
        return Console.SUCCESS;
    }

    private static List<String> atLeastOne(String command, List<String> args) {
        if (args.isEmpty()) {
            throw new IllegalArgumentException("'" + command + "' needs an argument; see --help");
        }
        return args;
    }

    private static int number(String command, List<String> args, int otherwise) {
        if (args.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(args.get(0));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("'" + command + " " + args.get(0) + "': expected a number from 1");
    }
}
