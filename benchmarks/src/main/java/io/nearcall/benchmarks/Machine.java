package io.nearcall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine under the benchmark: what it is and how busy it is. */
final class Machine {
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Fields of {@code /proc/pid/stat}, counted from the name: user and system time, then those of children that are over. */
    private static final int UTIME = 12;

    private static final int CUTIME = 14;
    private static final int CSTIME = 15;

    private Machine() {}

    static String description() {
        return lineOf("/proc/cpuinfo", "model name").replaceFirst("model name\\s*:\\s*", "")
                + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + lineOf("/proc/meminfo", "MemTotal").replaceFirst("MemTotal:\\s*", "") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    static String jdk() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                + System.getProperty("java.vendor");
    }

    /** Processor time spent by all processes since boot, in nanoseconds; 0 where the system does not tell. */
    static long busyNanos() {
        // cpu  user nice system idle iowait irq softirq steal guest guest_nice
        String[] ticks = lineOf("/proc/stat", "cpu ").split(" +", -1);
        if (ticks.length < 9) {
            return 0;
        }
        long busy = 0;
        for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
            busy += Long.parseLong(ticks[field]);
        }
        return busy * NANOS_PER_TICK;
    }

    /** Processor time of what this process has started, be it over or not, in nanoseconds; 0 where the system does not tell. */
    static long startedNanos() {
        ProcessHandle self = ProcessHandle.current();
        long alive =
                self.descendants().mapToLong(each -> ticks(each, UTIME, CSTIME)).sum();
        return (alive + ticks(self, CUTIME, CSTIME)) * NANOS_PER_TICK;
    }

    /** The sum of some fields of {@code /proc/pid/stat}; 0 for a process that is gone. */
    private static long ticks(ProcessHandle process, int first, int last) {
        String stat = lineOf("/proc/" + process.pid() + "/stat", process.pid() + " ");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).split(" ", -1); // the name may have blanks
        if (fields.length <= last) {
            return 0;
        }
        long ticks = 0;
        for (int field = first; field <= last; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks;
    }

    /** Resident memory that this process shares with others, in bytes; 0 where the system does not tell. */
    static long sharedMemory() {
        String kib = lineOf("/proc/self/status", "RssShmem:").replaceAll("\\D", "");
        return kib.isEmpty() ? 0 : Long.parseLong(kib) << 10;
    }

    private static String lineOf(String file, String prefix) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(prefix)).findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
