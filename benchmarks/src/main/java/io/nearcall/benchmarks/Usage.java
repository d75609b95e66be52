package io.nearcall.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;

/**
 * What a process has used so far.
 *
 * @param cpuNanos processor time of all its threads, and of the processes that it has started
 * @param allocatedBytes heap allocated by all threads that live now
 * @param compiledNanos time spent compiling
 */
record Usage(long cpuNanos, long allocatedBytes, long compiledNanos) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Usage now() {
        long allocated = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            // -1 for a thread that ended meanwhile
            allocated += Math.max(0, bytes);
        }
        long compiled = TimeUnit.MILLISECONDS.toNanos(COMPILER.getTotalCompilationTime());
        return new Usage(Machine.startedNanos() + SYSTEM.getProcessCpuTime(), allocated, compiled);
    }

    /** Heap in use after a collection, and memory shared with other processes, in bytes. */
    static long memory() {
        System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getUsed() + Machine.sharedMemory();
    }

    static Usage parse(String text) {
        String[] words = text.split(" ", -1);
        return new Usage(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    Usage minus(Usage before) {
        return new Usage(
                cpuNanos - before.cpuNanos,
                allocatedBytes - before.allocatedBytes,
                compiledNanos - before.compiledNanos);
    }

    @Override
    public String toString() {
        return cpuNanos + " " + allocatedBytes + " " + compiledNanos;
    }
}
