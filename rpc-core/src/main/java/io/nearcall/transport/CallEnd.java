package io.nearcall.transport;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** The end of an inbound call: it comes once, and a cancel has its actions run. */
public final class CallEnd {
    private final List<Runnable> actions = new ArrayList<>(1); // guarded by this
    private boolean over; // guarded by this
    private boolean cancelled; // guarded by this

    /** A call that is open. */
    public CallEnd() {}

    /** Ends the call, unless it has ended; whether it had not. */
    public synchronized boolean come() {
        boolean first = !over;
        over = true;
        return first;
    }

    /** The same by a cancel; {@link #runActions} is to follow. */
    public synchronized boolean cancel() {
        boolean first = come();
        cancelled |= first;
        return first;
    }

    /** Whether it has come. */
    public synchronized boolean hasCome() {
        return over;
    }

    /** Whether it came by a cancel. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Has {@code action} run by {@link #runActions}; at once, if the call is cancelled. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Whether {@link #runActions} has anything to run. */
    public synchronized boolean hasActions() {
        return !actions.isEmpty();
    }

    /** Runs what the user wants done at a cancel. */
    public void runActions(String fullMethod) {
        List<Runnable> all;
        synchronized (this) {
            all = List.copyOf(actions);
        }
        for (Runnable action : all) {
            try {
                action.run();
            } catch (RuntimeException e) {
                Log.LOG.log(Level.WARNING, "a cancel action of " + fullMethod + " failed", e);
            }
        }
    }
}
