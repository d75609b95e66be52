package io.nearcall.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The signals of this process, by {@code sun.misc.Signal}, which javac lets nobody name without a warning. */
final class Signals {
    private Signals() {}

    /**
     * Runs {@code action} on a thread of its own whenever the signal comes, in place of what was done before.
     *
     * @param name without {@code SIG}
     * @throws UnsupportedOperationException where the runtime does not hand it over, as with {@code -Xrs}
     */
    static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            Object handling =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UnsupportedOperationException(
                    "this Java runtime does not hand over SIG" + name + ": " + cause.getMessage(), e);
        }
    }
}
