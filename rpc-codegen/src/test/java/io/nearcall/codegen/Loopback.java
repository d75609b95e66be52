package io.nearcall.codegen;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletableFuture;

/** Calls that go through both halves of a binding in one thread; keeps the bytes of the last one. */
public final class Loopback<S> implements Caller {
    private final ServiceBinding<S> binding;
    private final S service;
    private byte[] request = {};
    private byte[] reply = {};

    private Loopback(ServiceBinding<S> binding, S service) {
        this.binding = binding;
        this.service = service;
    }

    /** Calls to {@code service}. */
    public static <S> Loopback<S> to(ServiceBinding<S> binding, S service) {
        return new Loopback<>(binding, service);
    }

    /** The client half. */
    public S stub() {
        return binding.stub(this);
    }

    /** The bytes of the last request. */
    public byte[] request() {
        return request.clone();
    }

    /** The bytes of the last reply. */
    public byte[] reply() {
        return reply.clone();
    }

    /** Sends these bytes in place of a stub's, and returns the reply's. */
    public byte[] send(String rpcName, byte[] bytes) {
        for (MethodInfo method : binding.methods()) {
            if (method.fullName().endsWith("/" + rpcName)) {
                return served(method, bytes).toByteArray();
            }
        }
        throw new IllegalArgumentException(rpcName);
    }

    @Override
    public OutboundCall newCall(MethodInfo method) {
        return new Outbound(method);
    }

    private WireWriter served(MethodInfo method, byte[] bytes) {
        request = bytes;
        Inbound call = new Inbound(method.fullName(), bytes);
        try {
            binding.dispatch(service, binding.methods().indexOf(method), call);
        } catch (Exception e) {
            throw failure(method, e);
        }
        if (call.failure != null) {
            throw call.failure;
        }
        if (!call.completed) {
            throw new AssertionError(method + " did not end");
        }
        reply = call.reply.toByteArray();
        return call.reply;
    }

    /** What arrives of a declared exception; others are thrown as they are. */
    private static RuntimeException failure(MethodInfo method, Exception thrown) {
        boolean declared = method.exceptions().trailers(thrown).isPresent();
        if (!declared && thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        StatusCode code = thrown instanceof RpcException rpc
                ? rpc.code()
                : thrown instanceof InterruptedException ? StatusCode.CANCELLED : StatusCode.UNKNOWN;
        Metadata trailers = method.exceptions().trailers(thrown).orElse(Metadata.EMPTY);
        return new RpcException(code, thrown.getMessage(), Delivery.EXECUTED, trailers, null);
    }

    private final class Outbound implements OutboundCall {
        private final MethodInfo method;
        private final WireWriter out = new WireWriter(1 << 20);

        Outbound(MethodInfo method) {
            this.method = method;
        }

        @Override
        public Deadline deadline() {
            return null;
        }

        @Override
        public WireWriter request() {
            return out;
        }

        @Override
        public WireReader invoke() {
            WireReader in = new WireReader();
            served(method, out.toByteArray()).copyTo(in);
            return in;
        }

        @Override
        public void cancel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Metadata headers() {
            return Metadata.EMPTY;
        }

        @Override
        public Metadata trailers() {
            return Metadata.EMPTY;
        }

        @Override
        public <T> CompletableFuture<T> invokeAsync(ReplyReader<T> reader) {
            try {
                return CompletableFuture.completedFuture(reader.read(invoke()));
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(reader.failed(e));
            }
        }

        @Override
        public void send() {
            if (method.kind() != MethodInfo.Kind.ONE_WAY) {
                throw new AssertionError(method + " is not one-way");
            }
            served(method, out.toByteArray());
        }

        @Override
        public MessageStream open(MessageSink sink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static final class Inbound implements InboundCall {
        private final String fullMethod;
        private final WireReader request = new WireReader();
        private final WireWriter reply = new WireWriter(1 << 20);
        private boolean completed;
        private RpcException failure;

        Inbound(String fullMethod, byte[] bytes) {
            this.fullMethod = fullMethod;
            request.load(bytes, 0, bytes.length);
        }

        @Override
        public String fullMethod() {
            return fullMethod;
        }

        @Override
        public long target() {
            return 0;
        }

        @Override
        public PeerIdentity peer() {
            return PeerIdentity.of("loopback");
        }

        @Override
        public Connection reverse() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Deadline deadline() {
            return null;
        }

        @Override
        public Metadata metadata() {
            return Metadata.EMPTY;
        }

        @Override
        public WireReader request() {
            return request;
        }

        @Override
        public WireWriter reply() {
            return reply;
        }

        @Override
        public void headers(Metadata headers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void trailers(Metadata trailers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void complete() {
            completed = true;
        }

        @Override
        public void fail(RpcException thrown) {
            failure = thrown;
        }

        @Override
        public MessageStream open(MessageSink sink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void retain() {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void onCancel(Runnable action) {}
    }
}
