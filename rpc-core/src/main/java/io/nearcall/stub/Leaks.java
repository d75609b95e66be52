package io.nearcall.stub;

import io.nearcall.internal.Cleanup;
import io.nearcall.transport.Log;
import java.lang.System.Logger.Level;

/** Finds streams that nobody holds any more and nobody has closed. */
final class Leaks {

    private Leaks() {}

    /** Watches {@code handle}, which {@code inbox} must not lead to; what ends the watch. */
    static Runnable watch(Object handle, Inbox<?> inbox) {
        return Cleanup.CLEANER.register(handle, new Report(inbox, new Throwable("the stream was opened here")))::clean;
    }

    private record Report(Inbox<?> inbox, Throwable opened) implements Runnable {
        @Override
        public void run() {
            if (!inbox.isDone()) {
                Log.LOG.log(
                        Level.WARNING,
                        "a stream of " + inbox.method()
                                + " was neither read to its end nor closed; use try (Stream<...> s = ...)",
                        opened);
                inbox.close();
            }
        }
    }
}
