package io.nearcall.samples.interceptors;

import io.nearcall.CallObserver;
import io.nearcall.InterceptedCall;
import io.nearcall.Interceptor;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.Set;

/** At a client: calls that are marked {@code @Idempotent} again when they fail with one of these codes. */
public record Retry(int attempts, Set<StatusCode> codes) implements Interceptor {
    @Override
    public CallObserver begin(InterceptedCall call) {
        if (!call.method().isIdempotent()) {
            return CallObserver.NONE;
        }
        return new CallObserver() {
            @Override
            public void ended(RpcException failure) {
                // the outcome is the caller's
            }

            @Override
            public boolean retries(RpcException failure, int made) {
                return made < attempts && codes.contains(failure.code());
            }
        };
    }
}
