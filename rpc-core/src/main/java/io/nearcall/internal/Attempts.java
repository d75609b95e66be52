package io.nearcall.internal;

import io.nearcall.CallObserver;
import io.nearcall.CallOptions;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.Connection;
import io.nearcall.transport.OutboundCall;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The further attempts at a call that has failed.
 *
 * <p>Made when the call was not executed, or may be executed twice, or an interceptor asks for it, and nobody has given up. The second attempt is made
 * at once, on another connection; those after it pause for 5 ms to 1 s, doubling with jitter.
 */
final class Attempts {
    private static final int MOST = 5;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Calls calls;
    private final MethodInfo method;
    private final CallOptions options;
    private final Deadline deadline; // null: none
    private final CallObserver observer;
    private int made = 1;
    private boolean mayHaveRun;

    Attempts(Calls calls, MethodInfo method, CallOptions options, Deadline deadline, CallObserver observer) {
        this.calls = calls;
        this.method = method;
        this.options = options;
        this.deadline = deadline;
        this.observer = observer;
    }

    /** Whether there is an attempt after one that ended with {@code failure}. */
    boolean follow(RpcException failure) {
        mayHaveRun |= failure.delivery() != Delivery.NOT_EXECUTED;
        boolean late = deadline != null && deadline.isExpired();
        if (late || calls.link().isClosed()) {
            return false;
        }
        boolean safe = isSafe(failure);
        boolean bounded = !safe || !isPatient();
        if (bounded && made >= MOST || !safe && !observer.retries(failure, made)) {
            return false;
        }
        if (bounded && !calls.budget().take()) {
            return false;
        }
        made++;
        calls.countRepeated();
        return true;
    }

    private boolean isSafe(RpcException failure) {
        return failure.code() == StatusCode.UNAVAILABLE
                && (failure.delivery() == Delivery.NOT_EXECUTED
                        || failure.delivery() == Delivery.UNKNOWN && method.isIdempotent());
    }

    /** Waits for the time of the attempt that is due, and for a connection. */
    Connection connection() {
        try {
            calls.link().pause(pauseNanos());
            return calls.link().connection(options());
        } catch (RpcException failure) {
            throw outcome(failure);
        }
    }

    /** The call of the attempt that is due, with what is left of the time. */
    OutboundCall newCall(Connection connection) {
        return connection.newCall(method, 0, options());
    }

    /** How the call ended, all attempts considered. */
    RpcException outcome(RpcException last) {
        if (!mayHaveRun || last.delivery() != Delivery.NOT_EXECUTED) {
            return last;
        }
        String message = last.getMessage() + " (an attempt before may have been executed)";
        return new RpcException(last.code(), message, Delivery.UNKNOWN, last.trailers(), last);
    }

    /** Nanoseconds to wait before the attempt that is due. */
    long pauseNanos() {
        if (made == 2) {
            return 0;
        }
        long pause = Math.min(LAST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(made - 3, 30));
        return pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    }

    /** Whether the call waits for a server. */
    boolean isPatient() {
        return options.waitForReady();
    }

    private CallOptions options() {
        return deadline == null ? options : options.withNanosLeft(Math.max(1, deadline.remainingNanos()));
    }
}
