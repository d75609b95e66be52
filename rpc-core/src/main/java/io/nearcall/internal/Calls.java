package io.nearcall.internal;

import io.nearcall.CallObserver;
import io.nearcall.CallOptions;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Interceptor;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.Counters;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The calls of a client: on the connection of the moment, and again where that is safe. */
public final class Calls {
    /** Trace context of W3C and of OpenCensus, which gRPC uses. */
    private static final List<String> TRACE = List.of("traceparent", "tracestate", "grpc-trace-bin");

    private final Link link;
    private final RetryBudget budget;
    private final Repeats repeats;
    private final LongAdder repeated;
    private final List<Interceptor> interceptors;

    /**
     * The calls over {@code link}.
     *
     * @param budget how many may be repeated in a row
     */
    public Calls(Link link, int budget, Counters counters, List<Interceptor> interceptors) {
        this.link = link;
        this.budget = new RetryBudget(budget);
        this.repeats = new Repeats(link);
        this.repeated = counters.counter("calls repeated");
        this.interceptors = List.copyOf(interceptors);
    }

    /** Starts a call; see {@link io.nearcall.stub.Caller}. */
    public OutboundCall start(MethodInfo method, CallOptions options) {
        Scope scope = Scope.current();
        CallOptions own = inherited(options, scope.call(), method);
        return interceptors.isEmpty()
                ? scope.take().begin(this, method, own, CallObserver.NONE)
                : InterceptedOutbound.begin(
                        interceptors,
                        method,
                        own,
                        (seen, observer) -> scope.take().begin(this, method, seen, observer));
    }

    /** A call made while serving another ends with it at the latest, and belongs to the same trace and depth. */
    static CallOptions inherited(CallOptions given, InboundCall serving, MethodInfo method) {
        if (serving == null) {
            return given;
        }
        Metadata beside = serving.metadata();
        CallOptions own =
                beside.isEmpty() ? given : Depth.same(given.withMetadata(traced(given.metadata(), beside)), serving);
        Deadline deadline = serving.deadline();
        if (deadline == null || own.isDetached()) {
            return own;
        }
        long left = deadline.remainingNanos();
        if (left <= 0) {
            throw new RpcException(
                    StatusCode.DEADLINE_EXCEEDED,
                    method + ": the deadline of " + serving.fullMethod() + ", which makes this call, has passed",
                    Delivery.NOT_EXECUTED);
        }
        boolean sooner = own.timeoutNanos() != 0 && own.timeoutNanos() <= left;
        return sooner ? own : own.withDeadlineOf(serving.fullMethod(), left);
    }

    private static Metadata traced(Metadata own, Metadata beside) {
        Metadata all = own;
        for (String key : TRACE) {
            if (own.only(key).isEmpty()) {
                all = all.with(beside.only(key));
            }
        }
        return all;
    }

    Link link() {
        return link;
    }

    RetryBudget budget() {
        return budget;
    }

    Repeats repeats() {
        return repeats;
    }

    void countRepeated() {
        repeated.increment();
    }
}
