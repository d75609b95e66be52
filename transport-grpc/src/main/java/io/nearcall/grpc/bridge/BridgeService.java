package io.nearcall.grpc.bridge;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.InboundCall;
import java.util.List;
import java.util.concurrent.Executor;

/** A service of gRPC as a server of Nearcall's serves it. */
final class BridgeService implements ServiceBinding<ServerServiceDefinition> {
    private final ServerServiceDefinition definition;
    private final List<Served<?, ?>> served;
    private final List<MethodInfo> methods;
    private final Executor executor;
    private final Integer maxInbound;
    private final List<ServerStreamTracer.Factory> tracers;

    /** One method and what handles its calls. */
    private record Served<Q, R>(BridgeService service, ServerMethodDefinition<Q, R> method) {
        void serve(InboundCall inbound) {
            ServerCallHandler<Q, R> handler = method.getServerCallHandler();
            new BridgeServerCall<>(
                            inbound,
                            method.getMethodDescriptor(),
                            service.executor,
                            service.maxInbound,
                            service.tracers)
                    .serve(handler);
        }
    }

    /**
     * A service with its interceptors.
     *
     * @param executor runs what comes after the first request
     * @param maxInbound bytes of a message, null for what the connection takes
     */
    BridgeService(
            ServerServiceDefinition definition,
            Executor executor,
            Integer maxInbound,
            List<ServerStreamTracer.Factory> tracers) {
        this.definition = definition;
        this.executor = executor;
        this.maxInbound = maxInbound;
        this.tracers = tracers;
        this.served =
                definition.getMethods().stream().<Served<?, ?>>map(this::served).toList();
        this.methods = definition.getMethods().stream()
                .map(method -> info(method.getMethodDescriptor()))
                .toList();
    }

    /** A gRPC method in Nearcall's terms. */
    static MethodInfo info(MethodDescriptor<?, ?> method) {
        MethodInfo.Kind kind = switch (method.getType()) {
            case UNARY -> MethodInfo.Kind.UNARY;
            case SERVER_STREAMING -> MethodInfo.Kind.SERVER_STREAM;
            case CLIENT_STREAMING -> MethodInfo.Kind.CLIENT_STREAM;
            case BIDI_STREAMING, UNKNOWN -> MethodInfo.Kind.BIDI_STREAM;
        };
        return new MethodInfo(method.getFullMethodName(), kind, method.isIdempotent() || method.isSafe());
    }

    private <Q, R> Served<Q, R> served(ServerMethodDefinition<Q, R> method) {
        return new Served<>(this, method);
    }

    @Override
    public Class<ServerServiceDefinition> type() {
        return ServerServiceDefinition.class;
    }

    @Override
    public String name() {
        return definition.getServiceDescriptor().getName();
    }

    @Override
    public List<MethodInfo> methods() {
        return methods;
    }

    @Override
    public ServerServiceDefinition stub(Caller caller) {
        throw new UnsupportedOperationException(name() + " is called by gRPC's stubs, over a channel");
    }

    @Override
    public void dispatch(ServerServiceDefinition service, int index, InboundCall call) {
        served.get(index).serve(call);
    }
}
