package io.nearcall.internal;

import io.nearcall.RpcConfig;
import io.nearcall.transport.Log;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** Those of this process who read their settings again at SIGHUP. */
final class Reloads {
    static final String KEY = "nearcall.reload-on-sighup";

    private static final Set<Reloadable> ALL = Collections.newSetFromMap(new WeakHashMap<>()); // guarded by itself

    private static boolean handled; // guarded by ALL

    /** A client or a server. */
    interface Reloadable {
        /**
         * Uses settings and certificates as they are now.
         *
         * @throws RuntimeException saying what is wrong with them; then the former ones stay
         */
        void reload();
    }

    private Reloads() {}

    /** Reloads {@code one} at SIGHUP from now on, if the settings ask for it. */
    static void add(Reloadable one, RpcConfig config) {
        if (!config.flag(KEY, false)) {
            return;
        }
        synchronized (ALL) {
            if (!handled) {
                try {
                    Signals.handle("HUP", Reloads::reloadAll);
                } catch (UnsupportedOperationException e) {
                    throw new IllegalArgumentException(KEY + "=true: " + e.getMessage() + "; leave it out", e);
                }
                handled = true;
            }
            ALL.add(one);
        }
    }

    static void remove(Reloadable one) {
        synchronized (ALL) {
            ALL.remove(one);
        }
    }

    private static void reloadAll() {
        List<Reloadable> all;
        synchronized (ALL) {
            all = List.copyOf(ALL);
        }
        for (Reloadable one : all) {
            try {
                one.reload();
                Log.LOG.log(Level.INFO, "SIGHUP: " + one + " has new settings");
            } catch (RuntimeException | Error e) { // the others have theirs
                Log.LOG.log(Level.ERROR, "SIGHUP: " + one + " goes on with its former settings: " + e.getMessage());
            }
        }
    }
}
