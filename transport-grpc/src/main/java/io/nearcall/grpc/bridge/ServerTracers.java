package io.nearcall.grpc.bridge;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerStreamTracer;
import io.grpc.ServerStreamTracer.ServerCallInfo;
import java.util.List;

/** A callee's tracers. */
final class ServerTracers extends Tracers {
    private static final ServerTracers NONE = new ServerTracers(List.of());

    private final List<ServerStreamTracer> tracers;

    private ServerTracers(List<ServerStreamTracer> tracers) {
        super(tracers);
        this.tracers = tracers;
    }

    /** The tracers of a call that has come. */
    static ServerTracers begin(List<ServerStreamTracer.Factory> factories, String method, Metadata headers) {
        return factories.isEmpty()
                ? NONE
                : new ServerTracers(factories.stream()
                        .map(factory -> factory.newServerStreamTracer(method, headers))
                        .toList());
    }

    /** The context of the handler. */
    Context filter(Context context) {
        Context filtered = context;
        for (ServerStreamTracer tracer : tracers) {
            filtered = tracer.filterContext(filtered);
        }
        return filtered;
    }

    void started(ServerCall<?, ?> call) {
        for (ServerStreamTracer tracer : tracers) {
            tracer.serverCallStarted(new Info<>(call));
        }
    }

    private static final class Info<Q, R> extends ServerCallInfo<Q, R> {
        private final ServerCall<Q, R> call;

        Info(ServerCall<Q, R> call) {
            this.call = call;
        }

        @Override
        public MethodDescriptor<Q, R> getMethodDescriptor() {
            return call.getMethodDescriptor();
        }

        @Override
        public Attributes getAttributes() {
            return call.getAttributes();
        }

        @Override
        public String getAuthority() {
            return call.getAuthority();
        }
    }
}
