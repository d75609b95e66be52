package io.nearcall.stub;

import io.nearcall.internal.Bindings;
import io.nearcall.transport.InboundCall;
import java.util.List;

/**
 * Both halves of a service, made by the annotation processor.
 *
 * <p>The binding of {@code a.b.Outer.Greeter} is the class {@code a.b.Outer_GreeterBinding} with a public static field
 * {@code INSTANCE}.
 *
 * @param <S> the service's interface
 */
public interface ServiceBinding<S> {
    /**
     * Finds that of an interface, by reflection.
     *
     * @throws IllegalArgumentException when there is none, with the likely reason
     */
    static <S> ServiceBinding<S> of(Class<S> type) {
        return Bindings.of(type);
    }

    /** The interface. */
    Class<S> type();

    /** The full service name, {@code package.Service}. */
    String name();

    /** The methods; a method's place is its index. */
    List<MethodInfo> methods();

    /** The client half: an implementation that makes remote calls. */
    S stub(Caller caller);

    /**
     * The server half: reads the request, calls the method, writes the reply.
     *
     * @param index the place in {@link #methods()}
     * @throws Exception what the method threw; the caller turns it into a status
     */
    void dispatch(S service, int index, InboundCall call) throws Exception;
}
