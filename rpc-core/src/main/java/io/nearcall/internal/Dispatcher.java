package io.nearcall.internal;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Finds the service of a call, runs it, and turns what it throws into a status. */
public final class Dispatcher implements CallHandler {
    private static final System.Logger LOG = System.getLogger("io.nearcall");

    private final Map<String, Bound<?>> methods;
    private final Executor executor; // null: the thread that found the call

    /** One method of one service. */
    private record Bound<S>(ServiceBinding<S> binding, S service, int index, MethodInfo method) {
        void dispatch(InboundCall call) throws Exception {
            binding.dispatch(service, index, call);
        }
    }

    private Dispatcher(Map<String, Bound<?>> methods, Executor executor) {
        this.methods = methods;
        this.executor = executor;
    }

    /** One service to serve. */
    public record Service<S>(ServiceBinding<S> binding, S implementation) {}

    /**
     * A dispatcher of services.
     *
     * @param executor runs handlers; null for the thread that finds the call
     */
    public static Dispatcher of(List<Service<?>> services, Executor executor) {
        Map<String, Bound<?>> methods = new HashMap<>();
        for (Service<?> service : services) {
            add(methods, service);
        }
        return new Dispatcher(methods, executor);
    }

    private static <S> void add(Map<String, Bound<?>> methods, Service<S> service) {
        List<MethodInfo> infos = service.binding().methods();
        for (int i = 0; i < infos.size(); i++) {
            MethodInfo info = infos.get(i);
            Bound<?> before =
                    methods.put(info.fullName(), new Bound<>(service.binding(), service.implementation(), i, info));
            if (before != null) {
                throw new IllegalArgumentException(
                        info.service() + " is served twice by one server; use two servers, or"
                                + " two interfaces with names of their own");
            }
        }
    }

    @Override
    public Session open(Connection connection) {
        return new PerConnection();
    }

    private final class PerConnection implements Session {
        private final Map<String, Serial<OneWayCall>> oneWays = new ConcurrentHashMap<>();

        @Override
        public Method find(String fullMethod) {
            Bound<?> bound = methods.get(fullMethod);
            if (bound == null) {
                return null;
            }
            boolean oneWay = bound.method.kind() == MethodInfo.Kind.ONE_WAY;
            Serial<OneWayCall> serial =
                    oneWay ? oneWays.computeIfAbsent(bound.method.service(), name -> new Serial<>()) : null;
            return new Served(bound, serial);
        }

        @Override
        public void closed() {
            oneWays.clear();
        }
    }

    /** A one-way call that waits for its turn. */
    private record OneWayCall(Served method, InboundCall call) implements Runnable {
        @Override
        public void run() {
            method.run(call);
        }
    }

    private final class Served implements Method {
        private final Bound<?> bound;
        private final Serial<OneWayCall> serial; // of one-way calls, null for others

        Served(Bound<?> bound, Serial<OneWayCall> serial) {
            this.bound = bound;
            this.serial = serial;
        }

        @Override
        public MethodInfo.Kind kind() {
            return bound.method.kind();
        }

        @Override
        public void arrived(InboundCall call) {
            if (serial != null) {
                serial.add(new OneWayCall(this, call));
            }
        }

        @Override
        public void serve(InboundCall call) {
            if (executor != null) {
                hand(call);
            } else if (serial != null) {
                serial.runNext();
            } else {
                run(call); // makes no object: the way of every call in shared memory
            }
        }

        private void hand(InboundCall call) {
            try {
                executor.execute(serial == null ? () -> run(call) : serial::runNext);
            } catch (RejectedExecutionException e) {
                InboundCall refused = serial == null ? call : serial.drop().call();
                refused.fail(new RpcException(
                        StatusCode.RESOURCE_EXHAUSTED,
                        refused.fullMethod() + ": the server's executor is full",
                        Delivery.NOT_EXECUTED));
            }
        }

        private void run(InboundCall call) {
            Scope scope = Scope.current();
            InboundCall outer = scope.enter(call);
            try {
                bound.dispatch(call);
            } catch (Throwable thrown) { // a handler may throw anything; the connection goes on
                fail(call, thrown);
            } finally {
                scope.leave(outer);
            }
        }

        private void fail(InboundCall call, Throwable thrown) {
            RpcException failure = Failures.toRpc(thrown, bound.method.exceptions());
            boolean surprise = failure.code() == StatusCode.UNKNOWN || failure.code() == StatusCode.INTERNAL;
            if (surprise && failure.trailers().isEmpty() && !(thrown instanceof RpcException)) {
                LOG.log(Level.WARNING, bound.method + " failed", thrown);
            }
            call.fail(failure);
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
