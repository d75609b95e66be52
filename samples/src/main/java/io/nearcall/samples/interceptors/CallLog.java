package io.nearcall.samples.interceptors;

import io.nearcall.CallObserver;
import io.nearcall.InterceptedCall;
import io.nearcall.Interceptor;
import java.util.function.Consumer;

/** One line for each call, at a client or a server. */
public record CallLog(Consumer<String> lines) implements Interceptor {
    @Override
    public CallObserver begin(InterceptedCall call) {
        String what = call.method()
                + call.peer().map(peer -> " for " + peer.address()).orElse("");
        long start = System.nanoTime();
        return failure -> {
            String how = failure == null ? "OK" : failure.code() + " " + failure.getMessage();
            lines.accept(what + ": " + how + " after " + (System.nanoTime() - start) / 1000 + " µs");
        };
    }
}
