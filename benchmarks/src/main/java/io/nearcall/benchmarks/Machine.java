package io.nearcall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine under the benchmark: what it is and how busy it is. */
final class Machine {
    private static final long NANOS_PER_TICK = 10_000_000;

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
