package io.nearcall.stream;

import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.InboundCall;

/** A method as one connection serves it, and how long it has taken lately. */
final class ServedMethod {
    /** Longer than this, and waking another thread to go on reading costs less than the others would wait. */
    private static final long SLOW_NANOS = 200_000;

    private final String fullName;
    private final CallHandler.Method method;
    private final int kind; // as flags of a frame
    private long typicalNanos; // racy: an estimate
    private int calls; // racy

    ServedMethod(String fullName, CallHandler.Method method) {
        this.fullName = fullName;
        this.method = method;
        this.kind = Frame.kind(method.kind());
    }

    String fullName() {
        return fullName;
    }

    /** Whether a call with these flags is of the method's kind. */
    boolean takes(int flags) {
        return (flags & Frame.KIND) == kind;
    }

    MethodInfo.Kind kind() {
        return method.kind();
    }

    void arrived(InboundCall call) {
        method.arrived(call);
    }

    void serve(InboundCall call) {
        method.serve(call);
    }

    /** Whether to time the next call: each of a slow method, and of a quick one some, as a look at the clock costs. */
    boolean isTimed() {
        return isSlow() || (calls++ & 7) == 0;
    }

    void took(long nanos) {
        typicalNanos += (Math.min(nanos, 100 * SLOW_NANOS) - typicalNanos) / 8;
    }

    boolean isSlow() {
        return typicalNanos > SLOW_NANOS;
    }
}
