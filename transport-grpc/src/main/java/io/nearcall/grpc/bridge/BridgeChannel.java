package io.nearcall.grpc.bridge;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.nearcall.RpcClient;
import io.nearcall.stub.MethodInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** gRPC's channel over a client; it connects when a call finds it unconnected. */
final class BridgeChannel extends ManagedChannel {
    private final String authority;
    private final RpcClient client;
    private final Executor executor;
    private final Integer maxInbound; // bytes of a message; null for what the connection takes
    private final Channel intercepted;
    private final Map<String, MethodInfo> methods = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger(1); // calls, and the channel itself until it is shut down
    private final CountDownLatch terminated = new CountDownLatch(1);
    private volatile boolean shutdown;

    BridgeChannel(
            String authority,
            RpcClient client,
            Executor executor,
            Integer maxInbound,
            List<ClientInterceptor> interceptors) {
        this.authority = authority;
        this.client = client;
        this.executor = executor;
        this.maxInbound = maxInbound;
        this.intercepted = ClientInterceptors.intercept(new Calls(), interceptors);
    }

    RpcClient client() {
        return client;
    }

    Executor executor() {
        return executor;
    }

    Integer maxInbound() {
        return maxInbound;
    }

    MethodInfo method(MethodDescriptor<?, ?> method) {
        MethodInfo known = methods.get(method.getFullMethodName());
        return known == null
                ? methods.computeIfAbsent(method.getFullMethodName(), name -> BridgeService.info(method))
                : known;
    }

    /** Whether a call may begin; one that does ends with {@link #ended}. */
    boolean begins() {
        open.incrementAndGet();
        if (shutdown) {
            ended();
            return false;
        }
        return true;
    }

    void ended() {
        if (open.decrementAndGet() == 0) {
            client.close();
            terminated.countDown();
        }
    }

    // ---- Channel

    private final class Calls extends Channel {
        @Override
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            return new BridgeClientCall<>(BridgeChannel.this, method, options);
        }

        @Override
        public String authority() {
            return authority;
        }
    }

    @Override
    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
        return intercepted.newCall(method, options);
    }

    @Override
    public String authority() {
        return authority;
    }

    // ---- ManagedChannel

    @Override
    public synchronized ManagedChannel shutdown() {
        if (!shutdown) {
            shutdown = true; // before the look at the calls, as begins() looks the other way round
            ended();
        }
        return this;
    }

    @Override
    public ManagedChannel shutdownNow() {
        shutdown();
        client.close();
        return this;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    @Override
    public ConnectivityState getState(boolean connect) {
        if (shutdown) {
            return ConnectivityState.SHUTDOWN;
        }
        return client.isConnected() ? ConnectivityState.READY : ConnectivityState.IDLE;
    }
}
