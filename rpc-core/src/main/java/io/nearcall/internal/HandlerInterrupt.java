package io.nearcall.internal;

import io.nearcall.transport.InboundCall;

/** Interrupts the thread that runs a handler when its call is cancelled, and never what the thread does afterwards. */
final class HandlerInterrupt {
    private final InboundCall call;
    private final HandlerInterrupt outer;
    private final Thread thread = Thread.currentThread();
    private boolean ended; // guarded by this
    private boolean sent; // guarded by this

    /**
     * For the current thread.
     *
     * @param outer of a call around this one that asked for the same, or null
     */
    HandlerInterrupt(InboundCall call, HandlerInterrupt outer) {
        this.call = call;
        this.outer = outer;
    }

    boolean isOf(InboundCall served) {
        return call == served;
    }

    /** The call is cancelled. */
    synchronized void cancel() {
        if (!ended) {
            sent = true;
            thread.interrupt();
        }
    }

    /** The handler has returned; that of the call around it, or null. */
    synchronized HandlerInterrupt end() {
        ended = true;
        if (sent) {
            Thread.interrupted();
        }
        return outer;
    }
}
