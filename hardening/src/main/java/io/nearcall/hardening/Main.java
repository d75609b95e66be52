package io.nearcall.hardening;

import io.nearcall.hardening.Peer.Way;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** Runs every trial for its share of the time, and prints a table: {@code hardening/run --help}. */
final class Main {
    private static final String BEGIN = "<!-- figures: begin -->";
    private static final String END = "<!-- figures: end -->";

    private static final int CROWD = 10_000;
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final String USAGE = """
            usage: hardening/run [--minutes N] [--seed N] [--only WORDS | --write]

            Does to a server what verification asks for, by peers in C, and prints what was seen: SIGKILL at random
            instants, a crash and a stop at each step of set-up and calls, random words in shared memory, conversations
            with bytes changed; ten thousand clients say nothing. Any bytes come to what decodes them (Jazzer), and JVMs
            are killed, overloaded and restarted. Every reply is checked, and every call counted; behind each trial
            nothing may be left. What two sides of shared memory may see of each other's steps is looked at by jcstress.

              --minutes N   how long all of it takes, about (10)
              --seed N      of the random numbers; it is printed (random)
              --only WORDS  only the trials, or rules, that have these words in their names
              --write       puts the table into docs/reliability.md
              --mutants     instead breaks each rule of shared memory in its turn, and shows which test fails then
              --capture V   only records a conversation of this version, V, for CaptureTest
              --help        this

            Exit status: 0 when everything held, 1 when something did not, 2 for wrong usage.
            """;

    private final Range range;
    private final List<String> table = new ArrayList<>(List.of("| trial | seen | held |", "| --- | --- | --- |"));
    private boolean held = true;

    private Main(Range range) {
        this.range = range;
    }

    /** A trial that takes a share of the time. */
    private record Trial(String name, int share, LongFunction<String> run) {}

    /** The trials, or those whose name contains {@code only}. */
    private static List<Trial> trials(Range range, Path root, Path target, String only) throws IOException {
        return trials(range, root, target).stream()
                .filter(trial -> trial.name.contains(only))
                .toList();
    }

    private static List<Trial> trials(Range range, Path root, Path target) throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (Way way : Way.values()) {
            trials.add(new Trial("SIGKILL of a client, " + way, 4, nanos -> range.kill(way, nanos, Integer.MAX_VALUE)));
        }
        for (Way way : Way.values()) {
            trials.add(new Trial("crash and stop at each step, " + way, 1, nanos -> repeat(nanos, range, way)));
        }
        trials.add(new Trial("random words in shared memory", 4, nanos -> range.scribble(nanos / 1e9)));
        trials.add(new Trial("fuzzed conversations", 4, nanos -> range.fuzz(nanos / 1e9)));
        trials.add(new Trial(
                "clients that say nothing, uds",
                1,
                nanos -> Crowd.run("uds:" + target.resolve("crowd"), CROWD, Math.min(nanos, LONGEST_REST_NANOS))));
        trials.add(new Trial(
                "clients that say nothing, tcp",
                1,
                nanos -> Crowd.run("tcp://127.0.0.1:0", CROWD, Math.min(nanos, LONGEST_REST_NANOS))));
        trials.add(new Trial("order of memory, jcstress", 4, nanos -> Orders.run(nanos, target.resolve("jcstress"))));
        Path found = Files.createDirectories(target.resolve("fuzz"));
        for (String fuzzed : Fuzzing.TARGETS) {
            trials.add(new Trial("any bytes, " + Fuzzing.name(fuzzed), 2, nanos -> Fuzzing.run(fuzzed, nanos, found)));
        }
        trials.add(new Trial(
                "soak: calls of all kinds, all transports in turn",
                8,
                nanos -> Soak.run(nanos, range.seed(), target.resolve("soak"))));
        trials.add(new Trial(
                "JVMs killed, restarted, overloaded",
                16,
                nanos -> LongTests.run(root, target.resolve("tests.log"), nanos)));
        return trials;
    }

    private static String repeat(long nanos, Range range, Way way) {
        long end = System.nanoTime() + nanos;
        int rounds = 0;
        String seen;
        do {
            seen = range.crashAtEachStep(way);
            rounds++;
        } while (System.nanoTime() - end < 0);
        return rounds + " × " + seen;
    }

    public static void main(String[] arguments) throws IOException {
        double minutes = 10;
        long seed = new Random().nextLong();
        boolean write = false;
        boolean mutants = false;
        String only = "";
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--minutes" -> minutes = number(arguments, ++i);
                case "--seed" -> seed = whole(arguments, ++i);
                case "--only" -> {
                    if (++i == arguments.length) {
                        wrong("--only takes words of a trial's name");
                    }
                    only = arguments[i];
                }
                case "--mutants" -> mutants = true;
                case "--write" -> write = true;
                case "--capture" -> {
                    if (++i == arguments.length) {
                        wrong("--capture takes a version");
                    }
                    Captures.make(arguments[i], root().resolve("hardening/src/main/resources"));
                    return;
                }
                case "--help", "-h" -> {
                    System.out.print(USAGE);
                    return;
                }
                default -> wrong("no option " + arguments[i]);
            }
        }
        if (!(minutes > 0)) {
            wrong("--minutes must be positive");
        }
        if (write && !only.isEmpty()) {
            wrong("--write needs every trial, leave out --only");
        }
        Path root = root();
        if (mutants) {
            System.exit(Mutants.run(root, only) ? 0 : 1);
        }
        Path target = Files.createDirectories(root.resolve("hardening/target"));
        Path program = Peer.build(root.resolve("hardening/src/main/c/peer.c"), target);
        System.out.println("seed " + seed);
        boolean held;
        try (Range range = new Range(program, seed)) {
            Main main = new Main(range);
            main.run(trials(range, root, target, only), minutes);
            held = main.held;
            if (write) {
                main.write(root.resolve("docs/reliability.md"));
            }
        }
        System.exit(held ? 0 : 1);
    }

    private static Path root() {
        return Path.of(System.getProperty("nearcall.hardening.root", "."));
    }

    private static long whole(String[] arguments, int index) {
        try {
            return Long.parseLong(arguments[index]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return wrong(arguments[index - 1] + " takes a whole number");
        }
    }

    private static double number(String[] arguments, int index) {
        try {
            return Double.parseDouble(arguments[index]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return wrong(arguments[index - 1] + " takes a number");
        }
    }

    private static int wrong(String why) {
        System.err.println("hardening: " + why);
        System.err.print(USAGE);
        System.exit(2);
        return 0;
    }

    private void run(List<Trial> trials, double minutes) {
        if (trials.isEmpty()) {
            wrong("no trial has such words in its name");
        }
        double shares = trials.stream().mapToInt(Trial::share).sum();
        for (Trial trial : trials) {
            long nanos = (long) (minutes * TimeUnit.MINUTES.toNanos(1) * trial.share / shares);
            String seen;
            boolean good = false;
            try {
                seen = trial.run.apply(nanos);
                good = true;
            } catch (AssertionError | RuntimeException e) {
                seen = String.valueOf(e.getMessage());
            }
            held &= good;
            row(trial.name, seen, good);
        }
        row("calls of honest clients", range.answers() + " answered, each reply right, none ran twice", held);
    }

    private void row(String name, String seen, boolean good) {
        String row = "| " + name + " | " + seen + " | " + (good ? "yes" : "**no**") + " |";
        table.add(row);
        System.out.println(row);
    }

    private void write(Path document) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IOException(document + " has no " + BEGIN + " and " + END);
        }
        String header = "%n%nOn %s, commit %s, JDK %s, %d processors:%n%n"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("nearcall.commit", "unknown"),
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors());
        Files.writeString(
                document,
                text.substring(0, begin) + header + String.join("\n", table) + "\n\n" + text.substring(end),
                StandardCharsets.UTF_8);
    }
}
