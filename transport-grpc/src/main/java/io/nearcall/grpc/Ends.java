package io.nearcall.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;

/** Knows how the stream of a call has ended, which gRPC does not tell its listener. */
final class Ends extends ServerStreamTracer {
    private static final Context.Key<Ends> KEY = Context.key("nearcall-ends");

    private volatile Status status;

    /** Makes one for each call. */
    static final class Factory extends ServerStreamTracer.Factory {
        @Override
        public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
            return new Ends();
        }
    }

    /** That of the call in whose context this is asked. */
    static Ends current() {
        return KEY.get();
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(KEY, this);
    }

    @Override
    public void streamClosed(Status end) {
        status = end;
    }

    /** Whether the connection has ended, and the call with it. */
    boolean areOfConnection() {
        Status end = status;
        return end != null && end.getCode() == Status.Code.UNAVAILABLE;
    }
}
