package io.nearcall.stub;

import io.nearcall.RpcException;
import io.nearcall.wire.WireException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** One remote method: its full name, its kind, whether it may run twice, and what it throws. */
public final class MethodInfo {
    /** What a method sends and receives. */
    public enum Kind {
        /** One request, one reply. */
        UNARY,
        /** One request, no reply. */
        ONE_WAY,
        /** One request, many replies. */
        SERVER_STREAM,
        /** Many requests, one reply. */
        CLIENT_STREAM,
        /** Many requests, many replies. */
        BIDI_STREAM
    }

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String fullName;
    private final Kind kind;
    private final boolean idempotent;
    private final DeclaredExceptions exceptions;
    private final boolean inline;
    private final int priority;
    private final int number = NUMBERS.incrementAndGet();

    /**
     * A method that declares no exceptions; make one instance per method and keep it.
     *
     * @param fullName {@code package.Service/Method}
     */
    public MethodInfo(String fullName, Kind kind, boolean idempotent) {
        this(fullName, kind, idempotent, DeclaredExceptions.NONE);
    }

    /** A method; make one instance per method and keep it. */
    public MethodInfo(String fullName, Kind kind, boolean idempotent, DeclaredExceptions exceptions) {
        this(fullName, kind, idempotent, exceptions, false, 0);
    }

    private MethodInfo(
            String fullName,
            Kind kind,
            boolean idempotent,
            DeclaredExceptions exceptions,
            boolean inline,
            int priority) {
        this.fullName = Objects.requireNonNull(fullName, "fullName");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.idempotent = idempotent;
        this.exceptions = Objects.requireNonNull(exceptions, "exceptions");
        this.inline = inline;
        this.priority = priority;
    }

    /** The same method, with handlers that do not block. */
    public MethodInfo inline() {
        return new MethodInfo(fullName, kind, idempotent, exceptions, true, priority);
    }

    /** The same method, with calls of that priority. */
    public MethodInfo priority(int value) {
        return new MethodInfo(fullName, kind, idempotent, exceptions, inline, value);
    }

    /** The name that travels: {@code package.Service/Method}. */
    public String fullName() {
        return fullName;
    }

    /** The name of the service: {@code package.Service}. */
    public String service() {
        return fullName.substring(0, fullName.lastIndexOf('/'));
    }

    /** What the method sends and receives. */
    public Kind kind() {
        return kind;
    }

    /** Whether the method may run twice without harm. */
    public boolean isIdempotent() {
        return idempotent;
    }

    /** Whether its handlers do not block; see {@link io.nearcall.Inline}. */
    public boolean isInline() {
        return inline;
    }

    /** How urgent its calls are; see {@link io.nearcall.Priority}. */
    public int priority() {
        return priority;
    }

    /** What the method declares. */
    public DeclaredExceptions exceptions() {
        return exceptions;
    }

    /** The failure of a call: one to write or to read a message says that it is this method's. */
    public RpcException named(RpcException failure) {
        return failure instanceof WireException wire ? wire.in(fullName) : failure;
    }

    /** A number unique in this process, from 1; a connection may agree to send it in place of the name. */
    public int number() {
        return number;
    }

    @Override
    public String toString() {
        return fullName;
    }
}
