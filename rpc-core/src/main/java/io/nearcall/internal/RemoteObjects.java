package io.nearcall.internal;

import io.nearcall.Delivery;
import io.nearcall.Interceptor;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import io.nearcall.wire.WireException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The objects of one connection that travel as references: ours that the peer may call, and the peer's that we may.
 *
 * <p>A reference is a number of its owner's, doubled, plus 1 where it goes home. The owner counts how often it was sent;
 * the other side says how often it had come when it lets go of it, so that one on its way is never lost.
 */
public final class RemoteObjects {
    /** The service of a connection that may carry references. */
    public interface Home {
        /** The objects. */
        RemoteObjects objects();
    }

    /** Says that a reference is held no more: its number, and how often it had come. */
    static final MethodInfo RELEASE = new MethodInfo("nearcall.References/Release", MethodInfo.Kind.ONE_WAY, false);

    private static final Map<Object, RemoteObject<?>> STUBS = Collections.synchronizedMap(new WeakHashMap<>());

    private final Connection connection;
    private final int most;
    private final LongAdder held;
    private final List<Interceptor> interceptors;
    private final Map<String, Dispatcher.Bound<?>> methods = new ConcurrentHashMap<>();

    // Guarded by this.
    private final Map<Long, Export<?>> exports = new HashMap<>();
    private final Map<Key, Export<?>> byObject = new HashMap<>();
    private final Map<Long, RemoteObject<?>> imports = new HashMap<>();
    private long last;
    private boolean ended;

    /**
     * The objects of {@code connection}.
     *
     * @param most that the peer may hold
     * @param held counts what it holds, with what other peers do
     * @param interceptors of calls to the peer's
     */
    RemoteObjects(Connection connection, int most, LongAdder held, List<Interceptor> interceptors) {
        this.connection = connection;
        this.most = most;
        this.held = held;
        this.interceptors = interceptors;
    }

    /** The objects of the connection that carries the bytes; see {@code WireWriter.carrier()}. */
    public static RemoteObjects of(Object carrier) {
        if (carrier instanceof Connection connection && connection.session() instanceof Home home) {
            return home.objects();
        }
        if (carrier instanceof Connection oneWay) {
            throw new RpcException(
                    StatusCode.UNIMPLEMENTED,
                    "a @RemoteService does not travel by " + oneWay.peer().address()
                            + ", where calls go one way; use shm:, uds: or tcp:");
        }
        throw WireException.unwritable("a @RemoteService", "references travel in calls only");
    }

    /** Lets go of a reference, for which {@code stub} stands; without effect on anything else. */
    public static void release(Object stub) {
        RemoteObject<?> remote = STUBS.get(stub);
        if (remote != null) {
            remote.release();
        }
    }

    // ---- ours

    private static final class Export<S> {
        private final Key key;
        private final long number;
        private final ServiceBinding<S> binding;
        private final S object;
        private long sent;

        Export(Key key, long number, ServiceBinding<S> binding, S object) {
            this.key = key;
            this.number = number;
            this.binding = binding;
            this.object = object;
        }
    }

    /** An object by its identity, as what it is exported. */
    private record Key(Object object, ServiceBinding<?> binding) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && object == key.object && binding == key.binding;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    /** The reference to write for {@code object}. */
    public <S> long export(S object, ServiceBinding<S> binding) {
        boolean isStub = object.getClass().getEnclosingClass() == binding.getClass();
        RemoteObject<?> remote = isStub ? STUBS.get(object) : null;
        if (remote != null && remote.isOf(this)) {
            return remote.number() << 1 | 1;
        }
        synchronized (this) {
            Export<?> known = byObject.get(new Key(object, binding));
            Export<?> export = known == null ? newExport(object, binding) : known;
            export.sent++;
            return export.number << 1;
        }
    }

    private <S> Export<S> newExport(S object, ServiceBinding<S> binding) {
        if (ended) {
            throw new RpcException(StatusCode.UNAVAILABLE, "the connection has ended");
        }
        if (exports.size() >= most) {
            throw new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "the peer holds " + most + " references to objects of this side; let it release some, or raise"
                            + " nearcall.limits.references");
        }
        List<MethodInfo> infos = binding.methods();
        for (int i = 0; i < infos.size(); i++) {
            methods.putIfAbsent(infos.get(i).fullName(), new Dispatcher.Bound<>(binding, null, i, infos.get(i)));
        }
        Export<S> export = new Export<>(new Key(object, binding), ++last, binding, object);
        exports.put(export.number, export);
        byObject.put(export.key, export);
        held.increment();
        return export;
    }

    /** A method of an object that was exported, or null. */
    Dispatcher.Bound<?> method(String fullMethod) {
        return methods.get(fullMethod);
    }

    /** Calls the object that the call is for. */
    void dispatch(ServiceBinding<?> binding, int index, InboundCall call) throws Exception {
        Export<?> export;
        synchronized (this) {
            export = exports.get(call.target());
        }
        if (export == null || export.binding != binding) {
            call.fail(new RpcException(
                    StatusCode.FAILED_PRECONDITION,
                    call.fullMethod() + ": the reference " + call.target() + " was released",
                    Delivery.NOT_EXECUTED));
            return;
        }
        dispatch(export, index, call);
    }

    private static <S> void dispatch(Export<S> export, int index, InboundCall call) throws Exception {
        export.binding.dispatch(export.object, index, call);
    }

    /** The peer holds an object no more, unless it is on its way again. */
    synchronized void released(long number, long received) {
        Export<?> export = exports.get(number);
        if (export == null || received <= 0) {
            return;
        }
        export.sent -= received;
        if (export.sent <= 0) {
            exports.remove(number);
            byObject.remove(export.key);
            held.decrement();
        }
    }

    /** A reference that {@link #export} gave has not reached the peer. */
    public void unsent(long reference) {
        if ((reference & 1) == 0) {
            released(reference >>> 1, 1);
        }
    }

    // ---- the peer's

    List<Interceptor> interceptors() {
        return interceptors;
    }

    /** The object for which a reference stands. */
    public <S> S resolve(long reference, ServiceBinding<S> binding) {
        long number = reference >>> 1;
        return (reference & 1) != 0 ? own(number, binding) : imported(number, binding);
    }

    private synchronized <S> S own(long number, ServiceBinding<S> binding) {
        Export<?> export = exports.get(number);
        if (export == null || export.binding != binding) {
            throw WireException.malformed("no " + binding.type().getSimpleName() + " has the reference " + number);
        }
        return binding.type().cast(export.object);
    }

    private <S> S imported(long number, ServiceBinding<S> binding) {
        synchronized (this) {
            RemoteObject<?> known = imports.get(number);
            if (known != null && known.binding() != binding) {
                throw WireException.malformed(
                        "the reference " + number + " is no " + binding.type().getSimpleName());
            }
            Object stub = known == null ? null : known.receivedAgain();
            if (stub != null) {
                return binding.type().cast(stub);
            }
            RemoteObject<S> remote = new RemoteObject<>(this, connection, number, binding);
            imports.put(number, remote);
            S fresh = remote.makeStub();
            STUBS.put(fresh, remote);
            return fresh;
        }
    }

    synchronized void forget(long number, RemoteObject<?> remote) {
        imports.remove(number, remote);
    }

    /** The connection has ended. */
    synchronized void end() {
        ended = true;
        held.add(-exports.size());
        exports.clear();
        byObject.clear();
        imports.clear();
    }
}
