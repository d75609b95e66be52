package io.nearcall.internal;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Interceptor;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Counters;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.Log;
import io.nearcall.wire.WireReader;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Finds the service of a call, runs it, and turns what it throws into a status. */
public final class Dispatcher implements CallHandler {
    /** The name of a count: objects of this process that peers may call. */
    private static final String HELD = "references held by peers";

    private final Map<String, Bound<?>> methods;
    private final Executor executor; // null: the thread that found the call
    private final List<Interceptor> interceptors;
    private final Admission admission; // null: every call is let in
    private final int references;
    private final LongAdder held; // references, by all peers
    private final List<Interceptor> outbound; // of calls by reference

    /**
     * One method of one service.
     *
     * @param service null for one that is called by references only
     */
    record Bound<S>(ServiceBinding<S> binding, S service, int index, MethodInfo method) {
        void dispatch(InboundCall call) throws Exception {
            binding.dispatch(service, index, call);
        }

        /** Whether it is about the server itself: it answers under overload too. */
        boolean isOfTheServer() {
            return service instanceof ServerHealth;
        }
    }

    private Dispatcher(
            Map<String, Bound<?>> methods,
            Executor executor,
            List<Interceptor> interceptors,
            Admission admission,
            int references,
            LongAdder held,
            List<Interceptor> outbound) {
        this.methods = methods;
        this.executor = executor;
        this.interceptors = List.copyOf(interceptors);
        this.admission = admission;
        this.references = references;
        this.held = held;
        this.outbound = List.copyOf(outbound);
    }

    /** One service to serve. */
    public record Service<S>(ServiceBinding<S> binding, S implementation) {}

    /**
     * A dispatcher of services.
     *
     * @param executor runs handlers; null for the thread that finds the call
     * @param interceptors see each call first
     * @param admission refuses calls; null for none
     * @param references objects that one peer may hold
     * @param counters where those held are counted
     */
    public static Dispatcher of(
            List<Service<?>> services,
            Executor executor,
            List<Interceptor> interceptors,
            Admission admission,
            int references,
            Counters counters) {
        Map<String, Bound<?>> methods = new HashMap<>();
        for (Service<?> service : services) {
            add(methods, service);
        }
        return new Dispatcher(
                methods, executor, interceptors, admission, references, counters.counter(HELD), List.of());
    }

    /**
     * A client's, which serves nothing but the objects that travel.
     *
     * @param references objects that one peer may hold
     * @param counters where those held are counted
     * @param interceptors see its calls to objects of the peer's
     */
    public static Dispatcher ofClient(int references, Counters counters, List<Interceptor> interceptors) {
        return new Dispatcher(Map.of(), null, List.of(), null, references, counters.counter(HELD), interceptors);
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
        return new PerConnection(connection);
    }

    @Override
    public Map<String, Class<?>> services() {
        Map<String, Class<?>> services = new TreeMap<>();
        methods.values().forEach(each -> services.put(each.binding.name(), each.binding.type()));
        return services;
    }

    @Override
    public MethodInfo.Kind kind(String fullMethod) {
        Bound<?> bound = methods.get(fullMethod);
        return bound == null ? null : bound.method.kind();
    }

    private final class PerConnection implements Session, RemoteObjects.Home {
        private final RemoteObjects objects;
        private final Map<String, Serial<OneWayCall>> oneWays = new ConcurrentHashMap<>();

        PerConnection(Connection connection) {
            objects = new RemoteObjects(connection, references, held, outbound);
        }

        @Override
        public RemoteObjects objects() {
            return objects;
        }

        @Override
        public Method find(String fullMethod) {
            if (fullMethod.equals(RemoteObjects.RELEASE.fullName())) {
                return new Release(objects);
            }
            Bound<?> served = methods.get(fullMethod);
            Bound<?> bound = served == null ? objects.method(fullMethod) : served;
            if (bound == null) {
                return null;
            }
            boolean oneWay = bound.method.kind() == MethodInfo.Kind.ONE_WAY;
            Serial<OneWayCall> serial =
                    oneWay ? oneWays.computeIfAbsent(bound.method.service(), name -> new Serial<>()) : null;
            return new Served(bound, objects, serial);
        }

        @Override
        public void closed() {
            oneWays.clear();
            objects.end();
        }
    }

    /** The peer lets go of a reference. */
    private record Release(RemoteObjects objects) implements Method {
        @Override
        public void arrived(InboundCall call) {
            // in any order: what counts is the sum
        }

        @Override
        public void serve(InboundCall call) {
            WireReader in = call.request();
            long number = 0;
            long received = 0;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case 8 -> number = in.readInt64();
                    case 16 -> received = in.readInt64();
                    default -> in.skip(tag);
                }
            }
            objects.released(number, received);
            call.complete();
        }

        @Override
        public MethodInfo.Kind kind() {
            return MethodInfo.Kind.ONE_WAY;
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
        private final RemoteObjects objects;
        private final Serial<OneWayCall> serial; // of one-way calls, null for others
        private final boolean runsHere; // at once, on the thread that brings it

        Served(Bound<?> bound, RemoteObjects objects, Serial<OneWayCall> serial) {
            this.bound = bound;
            this.objects = objects;
            this.serial = serial;
            boolean stays = executor == null || bound.method.isInline();
            this.runsHere = bound.isOfTheServer() || stays && admission == null && serial == null;
        }

        @Override
        public MethodInfo.Kind kind() {
            return bound.method.kind();
        }

        @Override
        public boolean isInline() {
            return bound.method.isInline() && interceptors.isEmpty(); // these have promised nothing
        }

        @Override
        public void arrived(InboundCall call) {
            if (call.target() != 0) {
                objects.arrived(call);
            }
            if (serial != null) {
                serial.add(new OneWayCall(this, call));
            }
        }

        @Override
        public void serve(InboundCall call) {
            if (runsHere) {
                run(call); // makes no object: the way of every call in shared memory
            } else if (admission != null && serial == null) { // one-way calls are held back by their window
                admit(call);
            } else if (executor != null) {
                hand(call);
            } else {
                serial.runNext();
            }
        }

        private void admit(InboundCall found) {
            Admission.Admitted call = admission.admit(found);
            if (call == null) {
                return;
            }
            if (executor == null || bound.method.isInline()) {
                runAdmitted(call, this::run);
            } else if (!handed(() -> runAdmitted(call, this::runLater))) {
                refuse(call);
                call.left();
            }
        }

        private void runAdmitted(Admission.Admitted call, Consumer<InboundCall> work) {
            try {
                work.accept(call);
            } finally {
                call.left();
            }
        }

        private void hand(InboundCall call) {
            if (!handed(serial == null ? () -> runLater(call) : serial::runNext)) {
                refuse(serial == null ? call : serial.drop().call());
            }
        }

        private boolean handed(Runnable work) {
            try {
                executor.execute(work);
                return true;
            } catch (RejectedExecutionException full) {
                return false;
            }
        }

        /** Runs a call that has waited for the executor, unless its caller waits no longer. */
        private void runLater(InboundCall call) {
            Deadline deadline = call.deadline();
            if (deadline != null && deadline.isExpired()) {
                call.fail(new RpcException(
                        StatusCode.DEADLINE_EXCEEDED,
                        call.fullMethod() + ": its deadline passed at the server while it waited for the executor",
                        Delivery.NOT_EXECUTED));
            } else if (call.isCancelled()) {
                call.request().dropCarried();
            } else {
                run(call);
            }
        }

        private void refuse(InboundCall call) {
            call.fail(new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    call.fullMethod() + ": the server's executor is full",
                    Delivery.NOT_EXECUTED));
        }

        private void run(InboundCall call) {
            if (interceptors.isEmpty()) {
                dispatch(call);
            } else {
                intercept(new InterceptedInbound(call, bound.method));
            }
        }

        private void intercept(InterceptedInbound call) {
            Scope scope = Scope.current();
            InboundCall outer = scope.enter(call);
            try {
                call.begin(interceptors);
            } catch (RuntimeException | Error refusal) {
                call.fail(Failures.refused(refusal, bound.method.fullName()));
                return;
            } finally {
                scope.leave(outer);
            }
            dispatch(call);
        }

        private void dispatch(InboundCall call) {
            Scope scope = Scope.current();
            InboundCall outer = scope.enter(call);
            try {
                if (call.target() != 0) {
                    objects.dispatch(bound.binding, bound.index, call);
                } else if (bound.service == null) {
                    throw new UnsupportedOperationException(bound.method + " is called by references only");
                } else {
                    bound.dispatch(call);
                }
            } catch (Throwable thrown) { // a handler may throw anything; the connection goes on
                fail(call, thrown, scope.hasCalled());
            } finally {
                scope.leave(outer);
                call.request().dropCarried(); // in fields that this side does not know
            }
        }

        private void fail(InboundCall call, Throwable thrown, boolean requestRead) {
            RpcException failure =
                    Failures.toRpc(thrown, bound.method.fullName(), bound.method.exceptions(), requestRead);
            boolean surprise = failure.code() == StatusCode.UNKNOWN || failure.code() == StatusCode.INTERNAL;
            if (surprise && failure.trailers().isEmpty() && !(thrown instanceof RpcException)) {
                Log.LOG.log(Level.WARNING, bound.method + " failed", thrown);
            }
            call.fail(failure);
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
