package io.nearcall.internal;

import io.nearcall.transport.InboundCall;

/** What the current thread has to do with calls: the one it serves, and the objects of those it has made. */
public final class Scope {
    private static final ThreadLocal<Scope> SCOPES = ThreadLocal.withInitial(Scope::new);

    private InboundCall call;
    private boolean called; // something else, while serving
    private HandlerInterrupt interrupt; // of the innermost call that asked for it; null: none
    private ClientCall free; // the first of a list

    private Scope() {}

    /** The current thread's. */
    public static Scope current() {
        return SCOPES.get();
    }

    /** The call being served, or null. */
    public InboundCall call() {
        return call;
    }

    /** Runs code that belongs to a call, on whichever thread. */
    public static void run(InboundCall call, Runnable code) {
        Scope scope = current();
        if (scope.call == call) { // its handler's own thread
            code.run();
            return;
        }
        InboundCall outer = scope.enter(call);
        try {
            code.run();
        } finally {
            scope.leave(outer);
        }
    }

    /** Enters a call; the one it replaces. */
    InboundCall enter(InboundCall next) {
        InboundCall outer = call;
        call = next;
        called = false;
        return outer;
    }

    /** Goes back to what {@link #enter} replaced. */
    void leave(InboundCall outer) {
        if (interrupt != null && interrupt.isOf(call)) {
            interrupt = interrupt.end();
        }
        call = outer;
        called = outer != null; // a thread serves a second call only where it waits for one of its own
    }

    /** Interrupts this thread when the call that it serves is cancelled, as long as it does. */
    public void interruptOnCancel() {
        if (interrupt != null && interrupt.isOf(call)) {
            return;
        }
        HandlerInterrupt wanted = new HandlerInterrupt(call, interrupt);
        interrupt = wanted;
        call.onCancel(wanted::cancel);
    }

    /** Whether the handler of the call being served has begun, as it has made a call of its own. */
    boolean hasCalled() {
        return called;
    }

    /** An object for a call that this thread makes. */
    ClientCall take() {
        called = true;
        ClientCall taken = free;
        if (taken == null) {
            return new ClientCall(this);
        }
        free = taken.nextFree;
        return taken;
    }

    /** Takes back what {@link #take} gave. */
    void give(ClientCall closed) {
        closed.nextFree = free;
        free = closed;
    }
}
