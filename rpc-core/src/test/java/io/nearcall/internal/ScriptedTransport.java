package io.nearcall.internal;

import io.nearcall.CallOptions;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Listener;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A transport whose calls end as a test has written; each ends its connection, and a connection is made for each. */
public final class ScriptedTransport implements Transport {
    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    /** How calls end, in order, and what was sent; calls after the last end well. */
    static final class Script {
        final Queue<RpcException> ends = new ConcurrentLinkedQueue<>();
        final List<byte[]> requests = new ArrayList<>();
        final AtomicInteger open = new AtomicInteger();
        volatile Runnable beforeEnd = () -> {};

        Script then(Delivery delivery) {
            ends.add(new RpcException(StatusCode.UNAVAILABLE, "as written", delivery));
            return this;
        }

        private void call(byte[] request) {
            requests.add(request);
            beforeEnd.run();
            RpcException end = ends.poll();
            if (end != null) {
                throw end;
            }
        }
    }

    /** Found by {@link java.util.ServiceLoader}. */
    public ScriptedTransport() {}

    /** What calls to {@code scripted:name} do. */
    static Script script(String name) {
        return SCRIPTS.computeIfAbsent(name, unused -> new Script());
    }

    @Override
    public String scheme() {
        return "scripted";
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        return new Scripted(script(endpoint.address()));
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        throw new UnsupportedOperationException();
    }

    private static final class Scripted implements Connection {
        private final Script script;
        private volatile boolean ended;

        Scripted(Script script) {
            this.script = script;
        }

        @Override
        public OutboundCall newCall(MethodInfo method, long target, CallOptions options) {
            script.open.incrementAndGet();
            return new Call(this, options);
        }

        @Override
        public boolean isOpen() {
            return !ended;
        }

        @Override
        public CallHandler.Session session() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PeerIdentity peer() {
            return PeerIdentity.of("scripted");
        }

        @Override
        public void drain() {
            ended = true;
        }

        @Override
        public void close() {
            ended = true;
        }
    }

    private static final class Call implements OutboundCall {
        private final Scripted connection;
        private final Deadline deadline;
        private final WireWriter request = new WireWriter(1 << 20);

        Call(Scripted connection, CallOptions options) {
            this.connection = connection;
            this.deadline = options.timeoutNanos() == 0 ? null : Deadline.afterNanos(options.timeoutNanos());
        }

        @Override
        public Deadline deadline() {
            return deadline;
        }

        @Override
        public WireWriter request() {
            return request;
        }

        @Override
        public WireReader invoke() {
            send();
            return new WireReader();
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
            CompletableFuture<T> future = new CompletableFuture<>();
            try {
                send();
                future.complete(reader.read(new WireReader()));
            } catch (RpcException failure) {
                if (!reader.retries(failure, future)) {
                    future.completeExceptionally(reader.failed(failure));
                }
            }
            return future;
        }

        @Override
        public void send() {
            connection.ended = true;
            connection.script.call(request.toByteArray());
        }

        @Override
        public MessageStream open(MessageSink sink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            connection.script.open.decrementAndGet();
        }
    }
}
