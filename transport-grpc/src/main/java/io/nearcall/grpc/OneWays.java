package io.nearcall.grpc;

import io.nearcall.transport.Log;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;

/** The one-way calls of a connection, run in the order in which they began, though a large one is whole later. */
final class OneWays {
    // Guarded by this.
    private final Queue<GrpcInbound> begun = new ArrayDeque<>();
    private boolean running;

    synchronized void begin(GrpcInbound call) {
        begun.add(call);
    }

    /** Runs what can be run, now that a call is whole or has ended before. */
    void changed() {
        synchronized (this) {
            if (running || begun.isEmpty() || begun.peek().isComing()) {
                return;
            }
            running = true;
        }
        Workers.execute(this::run);
    }

    private void run() {
        for (GrpcInbound next = next(); next != null; next = next()) {
            try {
                next.serveIfWhole();
            } catch (RuntimeException | Error e) { // those behind it have theirs to run
                Log.LOG.log(Level.ERROR, next.fullMethod() + " failed", e);
            }
        }
    }

    private synchronized GrpcInbound next() {
        GrpcInbound next = begun.peek();
        running = next != null && !next.isComing();
        return running ? begun.poll() : null;
    }
}
