package io.nearcall.internal.flow;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that the streams of a connection share beyond what each of them has for itself. */
public final class CreditPool {
    private final long most;
    private final AtomicLong free;

    /** A pool of {@code size} bytes. */
    public CreditPool(long size) {
        this.most = size / 8; // no stream takes it all
        this.free = new AtomicLong(size);
    }

    /** Takes {@code amount} if there is as much. */
    boolean tryTake(long amount) {
        long before = free.get();
        while (amount <= most && before >= amount) {
            if (free.compareAndSet(before, before - amount)) {
                return true;
            }
            before = free.get();
        }
        return false;
    }

    void give(long amount) {
        free.addAndGet(amount);
    }
}
