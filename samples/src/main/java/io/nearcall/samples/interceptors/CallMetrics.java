package io.nearcall.samples.interceptors;

import io.nearcall.CallObserver;
import io.nearcall.InterceptedCall;
import io.nearcall.Interceptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Calls, failures and time by method, at a client or a server. */
public final class CallMetrics implements Interceptor {
    /** The sums of one method. */
    public record Sums(LongAdder calls, LongAdder failures, LongAdder nanos) {}

    private final Map<String, Sums> methods = new ConcurrentHashMap<>();

    @Override
    public CallObserver begin(InterceptedCall call) {
        Sums sums = of(call.method().fullName());
        long start = System.nanoTime();
        return failure -> {
            sums.calls.increment();
            sums.failures.add(failure == null ? 0 : 1);
            sums.nanos.add(System.nanoTime() - start);
        };
    }

    /** The sums of the method with that full name. */
    public Sums of(String fullMethod) {
        return methods.computeIfAbsent(fullMethod, name -> new Sums(new LongAdder(), new LongAdder(), new LongAdder()));
    }
}
