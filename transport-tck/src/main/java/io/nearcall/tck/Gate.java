package io.nearcall.tck;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where handlers wait until the test lets them go; opened at the latest when the test ends. */
public final class Gate implements AutoCloseable {
    private final Semaphore entered = new Semaphore(0);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Waits, in a handler. */
    public String pass() {
        entered.release();
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted at the gate");
        }
        return "passed";
    }

    /** Waits until that many more handlers stand here. */
    public void awaitEntered(int handlers) {
        Outcomes.await(() -> entered.tryAcquire(handlers, Outcomes.PATIENCE_SECONDS, TimeUnit.SECONDS), "at the gate");
    }

    /** How many handlers have come and were not waited for. */
    public int entered() {
        return entered.availablePermits();
    }

    public void open() {
        open.countDown();
    }

    @Override
    public void close() {
        open();
    }
}
