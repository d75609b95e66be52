package io.nearcall.internal;

import io.nearcall.stub.ServiceBinding;
import java.lang.reflect.Field;

/** Finds the generated binding of a service interface by its name, without scanning. */
public final class Bindings {
    private Bindings() {}

    /**
     * The binding of {@code type}.
     *
     * @throws IllegalArgumentException when there is none, with the likely reason
     */
    @SuppressWarnings("unchecked") // the processor writes one binding class per interface
    public static <S> ServiceBinding<S> of(Class<S> type) {
        String name = type.getName().replace('$', '_') + "Binding";
        try {
            Class<?> binding = Class.forName(name, true, type.getClassLoader());
            Field instance = binding.getField("INSTANCE");
            if (!instance.canAccess(null)) {
                instance.setAccessible(true);
            }
            return (ServiceBinding<S>) instance.get(null);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    type.getName() + " has no binding (class " + name + "): is it annotated with @RemoteService and"
                            + " compiled with rpc-codegen on the annotation processor path?",
                    e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "the binding " + name + " cannot be used: " + e + "; pass " + type.getSimpleName()
                            + "Binding.INSTANCE to service(...) where reflection is closed",
                    e);
        }
    }
}
