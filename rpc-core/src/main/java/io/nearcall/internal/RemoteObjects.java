package io.nearcall.internal;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Interceptor;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.Carried;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * The objects of one connection that travel as references: ours that the peer may call, and the peer's that we may.
 *
 * <p>A reference is a number of its owner's, doubled, plus 1 where it goes home. The owner counts how often it was sent;
 * the other side says how often it had come when it lets go of it, so that one on its way is never lost. The numbers
 * stand beside the message, too: what came and was never read, for whatever reason, is given back as well.
 */
public final class RemoteObjects {
    /** The service of a connection that may carry references. */
    public interface Home {
        /** The objects. */
        RemoteObjects objects();
    }

    /** Says that a reference is held no more: its number, and how often it had come. */
    static final MethodInfo RELEASE = new MethodInfo("nearcall.References/Release", MethodInfo.Kind.ONE_WAY, false);

    /** More references that wait to be given back than this are those of a peer that does not read. */
    private static final int MOST_OWED = 1 << 16;

    private static final Map<Object, RemoteObject<?>> STUBS = Collections.synchronizedMap(new WeakHashMap<>());

    private final Connection connection;
    private final int most;
    private final LongAdder held;
    private final List<Interceptor> interceptors;
    private final Map<String, Dispatcher.Bound<?>> methods = new ConcurrentHashMap<>();
    private final LongConsumer takeBack = number -> released(number, 1);

    // Guarded by this.
    private final Map<Long, Export<?>> exports = new HashMap<>();
    private final Map<Key, Export<?>> byObject = new HashMap<>();
    private final Map<Long, RemoteObject<?>> imports = new HashMap<>();
    private final Map<Long, Long> owed = new HashMap<>(); // how often each has come that is held no more
    private boolean telling; // what is owed
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
        RemoteObjects objects = orNull(carrier);
        if (objects != null) {
            return objects;
        }
        if (carrier instanceof Connection oneWay) {
            throw new RpcException(
                    StatusCode.UNIMPLEMENTED,
                    "a @RemoteService does not travel by " + oneWay.peer().address()
                            + ", where calls go one way; use shm:, uds: or tcp:");
        }
        throw WireException.unwritable("a @RemoteService", "references travel in calls only");
    }

    private static RemoteObjects orNull(Object carrier) {
        return carrier instanceof Connection connection && connection.session() instanceof Home home
                ? home.objects()
                : null;
    }

    /**
     * The references to the peer's objects that came with a message.
     *
     * @param numbers as {@link WireWriter#references()} has them; no longer the caller's
     * @return null for none, and where none are served
     */
    public static Carried arrived(Connection connection, long[] numbers) {
        RemoteObjects objects = numbers.length == 0 ? null : orNull(connection);
        return objects == null ? null : new Arrived(objects, numbers);
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

    /** The reference to {@code object}, which {@code out} is about to hold. */
    public <S> long write(WireWriter out, S object, ServiceBinding<S> binding) {
        boolean isStub = object.getClass().getEnclosingClass() == binding.getClass();
        RemoteObject<?> remote = isStub ? STUBS.get(object) : null;
        if (remote != null && remote.isOf(this)) {
            out.bind();
            return remote.number() << 1 | 1;
        }
        long number = export(object, binding);
        out.refer(number, takeBack);
        return number << 1;
    }

    private synchronized <S> long export(S object, ServiceBinding<S> binding) {
        Export<?> known = byObject.get(new Key(object, binding));
        Export<?> export = known == null ? newExport(object, binding) : known;
        export.sent++;
        return export.number;
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

    /** Finds the object that the call is for: now, as it may be released while the call waits for its turn. */
    void arrived(InboundCall call) {
        call.callee(exported(call.target()));
    }

    private synchronized Export<?> exported(long number) {
        return exports.get(number);
    }

    /** Calls the object that the call is for. */
    void dispatch(ServiceBinding<?> binding, int index, InboundCall call) throws Exception {
        Export<?> export = call.callee() instanceof Export<?> found ? found : exported(call.target());
        call.callee(null); // from here on the stack holds it
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

    // ---- the peer's

    List<Interceptor> interceptors() {
        return interceptors;
    }

    /** The object for which the reference stands that {@code in} is at. */
    public <S> S read(WireReader in, ServiceBinding<S> binding) {
        long reference = in.readInt64();
        long number = reference >>> 1;
        return (reference & 1) != 0 ? own(number, binding) : imported(in, number, binding);
    }

    private synchronized <S> S own(long number, ServiceBinding<S> binding) {
        Export<?> export = exports.get(number);
        if (export == null || export.binding != binding) {
            throw WireException.malformed("no " + binding.type().getSimpleName() + " has the reference " + number);
        }
        return binding.type().cast(export.object);
    }

    private <S> S imported(WireReader in, long number, ServiceBinding<S> binding) {
        synchronized (this) {
            RemoteObject<?> known = imports.get(number);
            if (known != null && known.binding() != binding) {
                throw WireException.malformed(
                        "the reference " + number + " is no " + binding.type().getSimpleName());
            }
            if (!in.take(number)) {
                throw WireException.malformed("the reference " + number + " is not listed beside its message");
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

    /** Lets go of references that have come, one for each of those numbers, which may repeat. */
    void giveBack(long[] numbers) {
        for (long number : numbers) {
            giveBack(number, 1);
        }
    }

    /** Lets go of a reference that has come so often: tells its owner soon, by one thread that waits where the peer is slow. */
    void giveBack(long number, long received) {
        synchronized (this) {
            if (ended) {
                return;
            }
            owed.merge(number, received, Long::sum);
            if (owed.size() > MOST_OWED) {
                owed.clear();
                Repeats.WORKERS.execute(connection::close); // a peer that sends references and reads nothing
                return;
            }
            if (telling) {
                return;
            }
            telling = true;
        }
        Repeats.WORKERS.execute(this::tellOwner);
    }

    private void tellOwner() {
        for (Map<Long, Long> next = takeOwed(); !next.isEmpty(); next = takeOwed()) {
            next.forEach(this::tellOwner);
        }
    }

    /** What is owed; when it is nothing, nobody tells any more. */
    private synchronized Map<Long, Long> takeOwed() {
        Map<Long, Long> taken = Map.copyOf(owed);
        owed.clear();
        telling = !taken.isEmpty();
        return taken;
    }

    private void tellOwner(long number, long received) {
        try (OutboundCall call = connection.newCall(RELEASE, 0, CallOptions.DEFAULT)) {
            call.request().writeInt64(1, number);
            call.request().writeInt64(2, received);
            call.send();
        } catch (RpcException gone) {
            // and with the connection all its references
        }
    }

    /** The connection has ended. */
    synchronized void end() {
        ended = true;
        held.add(-exports.size());
        exports.clear();
        byObject.clear();
        imports.clear();
        owed.clear();
    }
}
