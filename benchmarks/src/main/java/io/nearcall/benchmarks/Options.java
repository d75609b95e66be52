package io.nearcall.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The command line.
 *
 * @param rounds how often each cell is measured
 * @param mostNanos no cell is begun later than this
 * @param page where the page goes
 * @param csv where the figures go, for programs
 * @param grid whether clients by threads and processes are to be measured, and nothing else
 * @param before a build that this one is to be compared with
 * @param plots a directory for the README's plots, if they are wanted
 * @param words which cells, by parts of their ids; empty for all
 * @param jvmFlags for every child process
 */
record Options(
        boolean quick,
        boolean grid,
        boolean list,
        boolean check,
        int rounds,
        long mostNanos,
        WarmUp warmUp,
        long measureNanos,
        Path page,
        Path csv,
        Optional<Path> plots,
        Optional<Build> before,
        List<String> words,
        List<String> jvmFlags) {
    private static final Path HOME = Path.of(System.getProperty("benchmarks.home", "benchmarks"));

    /** Why rows fall short, by row id. */
    static final Path REASONS = HOME.resolve("reasons.properties");

    private static final long QUICK_SECONDS = 160;

    static final String HELP = """
            usage: benchmarks/run [options] [WORD...]

            Measures calls between two processes on this machine, each figure in a fresh server JVM and a fresh client
            JVM, all cells interleaved in rounds, and prints medians over the rounds, and ratios within a round with
            their least and greatest; the same goes to a page with plots and to a file for programs. A WORD selects the cells whose id contains it, such as uds, grpc-tcp/flight or
            alloc, with what their rows compare them to.

              --quick         3 rounds of short runs, only the rows that have a dream beyond their goal, and several
                              clients in the first round alone: within 3 minutes, with fewer rounds and rows that are
                              not measured where the machine is busy; with WORDs, what these select in every round
              --grid          1, 4, 16 and 64 client processes of 1, 4, 16 and 64 threads, up to 1,024 callers and 64
                              processes of 4 threads: calls, slowest / fastest and processor time, as a table and
                              drawn; takes long, WORDs such as shm select
              --rounds N      how often each cell is measured (9)
              --warm MS       least warm-up of a process pair (2000, quick 700); it goes on until enough calls were
                              made and both compilers are quiet
              --patience MS   most warm-up of a process pair (40000, quick 3000); a row whose figures were not warm by
                              then says so
              --measure MS    measured time in each process pair (2000, quick 500)
              --before COMMIT=PATH
                              another build's commit and class path: the cells of these whole ids in pairs, before and
                              now; benchmarks/compare makes it
              --jvm FLAG      a flag for every measured JVM, such as --jvm -XX:+UseZGC; may be repeated
              --html FILE     where the page goes (benchmarks/target/report.html)
              --csv FILE      where the figures go, for programs (benchmarks/target/report.csv)
              --plots DIR     write the README's plots there too, such as docs/benchmarks
              --check         exit status 2 when a goal is missed, or, with --before, when a cell has become slower
              --list          print the cells and rows, measure nothing
              --help          this
            """;

    /**
     * A former build.
     *
     * @param commit what it was made from
     * @param classPath where its classes are
     */
    record Build(String commit, String classPath) {
        private static Build parse(String text) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("--before needs COMMIT=PATH, not '" + text + "'");
            }
            return new Build(text.substring(0, equals), text.substring(equals + 1));
        }
    }

    static Options parse(String... arguments) {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        boolean quick = left.remove("--quick");
        boolean grid = left.remove("--grid");
        boolean list = left.remove("--list");
        boolean check = left.remove("--check");
        int rounds = quick ? 3 : 9;
        long warm = quick ? 700 : 2000;
        long patience = quick ? 3000 : 40_000;
        long measure = quick ? 500 : 2000;
        Path page = HOME.resolve("target/report.html");
        Path csv = HOME.resolve("target/report.csv");
        Optional<Path> plots = Optional.empty();
        Optional<Build> before = Optional.empty();
        List<String> words = new ArrayList<>();
        List<String> flags = new ArrayList<>(List.of("-Xms256m", "-Xmx256m"));
        while (!left.isEmpty()) {
            String argument = left.pop();
            switch (argument) {
                case "--rounds" -> rounds = number(argument, left);
                case "--warm" -> warm = number(argument, left);
                case "--patience" -> patience = number(argument, left);
                case "--measure" -> measure = number(argument, left);
                case "--html" -> page = Path.of(value(argument, left));
                case "--csv" -> csv = Path.of(value(argument, left));
                case "--plots" -> plots = Optional.of(Path.of(value(argument, left)));
                case "--before" -> before = Optional.of(Build.parse(value(argument, left)));
                case "--jvm" -> flags.add(value(argument, left));
                default -> words.add(word(argument));
            }
        }
        return new Options(
                quick,
                grid,
                list,
                check,
                rounds,
                quick ? TimeUnit.SECONDS.toNanos(QUICK_SECONDS) : Long.MAX_VALUE,
                new WarmUp(
                        TimeUnit.MILLISECONDS.toNanos(warm),
                        TimeUnit.MILLISECONDS.toNanos(patience),
                        quick ? 20_000 : 50_000),
                TimeUnit.MILLISECONDS.toNanos(measure),
                page,
                csv,
                plots,
                before,
                List.copyOf(words),
                List.copyOf(flags));
    }

    private static String word(String argument) {
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException("no option " + argument + "; benchmarks/run --help lists them");
        }
        return argument;
    }

    private static int number(String option, Deque<String> left) {
        String value = value(option, left);
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(option + " needs a positive number, not '" + value + "'");
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value; benchmarks/run --help explains it");
        }
        return left.pop();
    }
}
