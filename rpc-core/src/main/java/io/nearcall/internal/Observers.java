package io.nearcall.internal;

import io.nearcall.CallObserver;
import io.nearcall.InterceptedCall;
import io.nearcall.Interceptor;
import io.nearcall.RpcException;
import io.nearcall.stub.DeclaredExceptions;
import io.nearcall.transport.Log;
import java.lang.System.Logger.Level;
import java.util.List;

/** What the interceptors want to know of one call: told the other way round. */
final class Observers implements CallObserver {
    private final CallObserver[] begun;
    private int count;

    private Observers(int most) {
        this.begun = new CallObserver[most];
    }

    /** Begins the call at each interceptor; those that have begun it are told when a later one refuses. */
    static Observers begin(List<Interceptor> interceptors, InterceptedCall call) {
        Observers observers = new Observers(interceptors.size());
        try {
            for (Interceptor interceptor : interceptors) {
                observers.begun[observers.count] = interceptor.begin(call);
                observers.count++;
            }
            return observers;
        } catch (RuntimeException | Error refusal) {
            observers.ended(
                    refusal instanceof RpcException rpc
                            ? rpc
                            : Failures.toRpc(refusal, call.method().fullName(), DeclaredExceptions.NONE, true));
            throw refusal;
        }
    }

    @Override
    public void ended(RpcException failure) {
        for (int i = count - 1; i >= 0; i--) {
            try {
                begun[i].ended(failure);
            } catch (RuntimeException e) { // the others must know, too
                Log.LOG.log(Level.WARNING, "an observer of a call's end failed", e);
            }
        }
    }

    @Override
    public boolean retries(RpcException failure, int attempts) {
        for (int i = 0; i < count; i++) {
            if (begun[i].retries(failure, attempts)) {
                return true;
            }
        }
        return false;
    }
}
