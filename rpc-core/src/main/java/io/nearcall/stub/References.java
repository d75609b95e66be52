package io.nearcall.stub;

import io.nearcall.internal.RemoteObjects;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;

/** Remote services inside of requests and replies, as generated codecs write and read them. */
public final class References {
    private References() {}

    /** Writes a field that refers to {@code object}, which the peer may call until it lets go of it. */
    public static <S> void write(WireWriter out, int field, S object, ServiceBinding<S> binding) {
        out.writeInt64(field, reference(out, object, binding));
    }

    /** The same without a tag. */
    public static <S> void write(WireWriter out, S object, ServiceBinding<S> binding) {
        out.writeInt64(reference(out, object, binding));
    }

    private static <S> long reference(WireWriter out, S object, ServiceBinding<S> binding) {
        return RemoteObjects.of(out.carrier()).write(out, object, binding);
    }

    /** Reads a reference: to an object of the peer's, which calls go to, or to one of this side, itself. */
    public static <S> S read(WireReader in, ServiceBinding<S> binding) {
        return RemoteObjects.of(in.carrier()).read(in, binding);
    }

    /** Lets go of the object for which {@code stub} stands; without effect on the stub of a client. */
    public static void release(Object stub) {
        RemoteObjects.release(stub);
    }
}
