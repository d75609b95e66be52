package io.nearcall.internal;

import java.lang.ref.Cleaner;

/** What runs when something that was to be closed has been collected. */
public final class Cleanup {
    /** One thread for the process, which stays; actions must not wait. */
    public static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(null, task, "nearcall-cleanup", 0, false);
        thread.setDaemon(true);
        return thread;
    });

    private Cleanup() {}
}
