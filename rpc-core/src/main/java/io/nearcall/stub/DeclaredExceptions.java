package io.nearcall.stub;

import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** The exceptions that one method declares, which arrive as themselves; part of a generated binding. */
public final class DeclaredExceptions {
    /** For a method that declares none. */
    public static final DeclaredExceptions NONE = new DeclaredExceptions((out, thrown) -> false, in -> null);

    /** The trailer that brings one, as the message {@code MethodFailure} of the service's {@code .proto}. */
    public static final String TRAILER = "nearcall-exception-bin";

    private final BiPredicate<WireWriter, Throwable> write;
    private final Function<WireReader, Throwable> read;

    /**
     * The exceptions that these can write and read.
     *
     * @param write whether the exception is a declared one, which is then written
     * @param read null for one that this side does not know
     */
    public DeclaredExceptions(BiPredicate<WireWriter, Throwable> write, Function<WireReader, Throwable> read) {
        this.write = write;
        this.read = read;
    }

    /**
     * The trailers of a call that failed with {@code thrown}; empty if the method does not declare it.
     *
     * @throws RuntimeException what its accessors throw, or the codec, for a value that does not travel
     */
    public Optional<Metadata> trailers(Throwable thrown) {
        WireWriter out = new WireWriter(Integer.MAX_VALUE); // what is too large for a trailer is not sent
        if (!write.test(out, thrown)) {
            return Optional.empty();
        }
        return Optional.of(Metadata.EMPTY.with(TRAILER, out.toByteArray()));
    }

    /**
     * The exception that arrived with {@code failure}, or {@code failure} itself if there is none.
     *
     * <p>The failure is its cause, or suppressed by it where the cause cannot be set.
     */
    public Throwable thrown(RpcException failure) {
        Optional<byte[]> bytes = failure.trailers().bytes(TRAILER);
        if (bytes.isEmpty()) {
            return failure;
        }
        try {
            WireReader in = new WireReader();
            in.load(bytes.get(), 0, bytes.get().length);
            Throwable thrown = read.apply(in);
            return thrown == null ? failure : caused(thrown, failure);
        } catch (RuntimeException unreadable) { // by its constructor, say
            failure.addSuppressed(unreadable);
            return failure;
        }
    }

    private static Throwable caused(Throwable thrown, RpcException failure) {
        try {
            return thrown.initCause(failure);
        } catch (IllegalStateException hasCause) {
            thrown.addSuppressed(failure); // its constructor has chosen the cause, or none
            return thrown;
        }
    }
}
