package io.nearcall.internal;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Counters;
import io.nearcall.transport.InboundCall;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets so many calls of a server be in execution at once, and refuses the others before anything is done for them.
 *
 * <p>A call is in execution until its handler has answered it, or, where its caller has gone, has returned.
 */
public final class Admission {
    private final int limit;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refused;

    /** Lets {@code limit} calls in. */
    public Admission(int limit, Counters counters) {
        this.limit = limit;
        this.refused = counters.counter("calls refused");
    }

    /** The call to serve in place of {@code call}, or null when it was refused. */
    Admitted admit(InboundCall call) {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            refused.increment();
            call.fail(new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    call.fullMethod() + ": the server is busy with " + limit
                            + " calls (nearcall.limits.handlers); try again later",
                    Delivery.NOT_EXECUTED));
            return null;
        }
        Admitted admitted = new Admitted(call);
        admitted.watch();
        return admitted;
    }

    /** A call that was let in. */
    final class Admitted extends WatchedInbound {
        private final AtomicInteger reasons = new AtomicInteger(2); // to be in although nobody has answered
        private final AtomicBoolean out = new AtomicBoolean();

        private Admitted(InboundCall call) {
            super(call);
        }

        @Override
        public void complete() {
            out(); // before the caller can know: its next call must find the room
            super.complete();
        }

        @Override
        public void fail(RpcException failure) {
            out();
            super.fail(failure);
        }

        @Override
        void ended(RpcException failure) {
            left();
        }

        /** Its handler has returned, or will never run. */
        void left() {
            if (reasons.decrementAndGet() == 0) {
                out();
            }
        }

        private void out() {
            if (out.compareAndSet(false, true)) {
                open.decrementAndGet();
            }
        }
    }
}
