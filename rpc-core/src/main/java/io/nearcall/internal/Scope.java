package io.nearcall.internal;

import io.nearcall.transport.InboundCall;

/** Which call the current thread is serving. */
public final class Scope {
    private static final ThreadLocal<Scope> SCOPES = ThreadLocal.withInitial(Scope::new);

    private InboundCall call;

    private Scope() {}

    /** The current thread's. */
    public static Scope current() {
        return SCOPES.get();
    }

    /** The call being served, or null. */
    public InboundCall call() {
        return call;
    }

    /** Enters a call; the one it replaces. */
    InboundCall enter(InboundCall next) {
        InboundCall outer = call;
        call = next;
        return outer;
    }

    /** Goes back to what {@link #enter} replaced. */
    void leave(InboundCall outer) {
        call = outer;
    }
}
