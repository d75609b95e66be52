package io.nearcall.shm;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that this process has mapped for shared memory, and the bound on it.
 *
 * <p>A mapping goes when the garbage collector finds that nothing refers to it: to unmap it earlier under a thread that
 * still reads would end the process.
 */
final class Mappings {
    private static final long NANOS_BETWEEN_COLLECTIONS = 1_000_000_000;
    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicLong MAPPED = new AtomicLong();
    private static final AtomicLong COLLECTED = new AtomicLong(System.nanoTime() - NANOS_BETWEEN_COLLECTIONS);

    private Mappings() {}

    /** Makes room for {@code size} bytes more below {@code limit}, at most by one garbage collection a second. */
    static void reserve(long size, long limit) throws IOException {
        if (MAPPED.get() + size > limit) {
            collect();
        }
        long mapped = MAPPED.get();
        if (mapped + size > limit) {
            throw new IOException(mapped + " bytes are mapped already, and nearcall.shm.limit is " + limit);
        }
    }

    static ByteBuffer map(FileChannel channel, FileChannel.MapMode mode, int size) throws IOException {
        ByteBuffer memory = channel.map(mode, 0, size);
        MAPPED.addAndGet(size);
        CLEANER.register(memory, () -> MAPPED.addAndGet(-size));
        return memory;
    }

    /** Bytes that are mapped now. */
    static long mapped() {
        return MAPPED.get();
    }

    private static void collect() {
        long last = COLLECTED.get();
        long now = System.nanoTime();
        if (now - last >= NANOS_BETWEEN_COLLECTIONS && COLLECTED.compareAndSet(last, now)) {
            System.gc();
        }
    }
}
