package io.nearcall.codegen.model;

import java.util.List;

/**
 * One remote method.
 *
 * @param name its name in Java
 * @param rpcName its name on the wire
 * @param style how it is called
 * @param result its declared result
 * @param params its parameters
 * @param isVarargs whether the last parameter is {@code T...}
 * @param request what is sent, or each element of it
 * @param sends how many of it
 * @param reply what comes back, or each element of it
 * @param returns how many of it
 * @param isThrowing whether it has a throws clause
 * @param exceptions what of that travels, subclasses before their superclasses
 * @param isIdempotent whether it may run twice
 * @param isInline whether its handlers do not block
 * @param priority how urgent it is, 0 like most
 * @param about its documentation
 */
public record Method(
        String name,
        String rpcName,
        Style style,
        JavaType result,
        List<Param> params,
        boolean isVarargs,
        Payload request,
        Arity sends,
        Payload reply,
        Arity returns,
        boolean isThrowing,
        List<Thrown> exceptions,
        boolean isIdempotent,
        boolean isInline,
        int priority,
        Message.About about) {

    /** The name of the message that its exceptions travel in. */
    public String failureName() {
        return rpcName + "Failure";
    }

    /** How a method is called. */
    public enum Style {
        /** The caller waits. */
        BLOCKING,
        /** The caller gets a future. */
        FUTURE,
        /** The caller waits only until the request is accepted. */
        ONE_WAY
    }

    /** How many messages go one way, and what they are in Java. */
    public enum Arity {
        /** One. */
        ONE,
        /** Many, pulled. */
        STREAM,
        /** Many, pushed. */
        PUBLISHER
    }

    /** The name of the {@code MethodInfo.Kind}. */
    public String kind() {
        if (style == Style.ONE_WAY) {
            return "ONE_WAY";
        }
        if (sends == Arity.ONE) {
            return returns == Arity.ONE ? "UNARY" : "SERVER_STREAM";
        }
        return returns == Arity.ONE ? "CLIENT_STREAM" : "BIDI_STREAM";
    }

    /** Whether it is a stream in either direction. */
    public boolean isStreaming() {
        return sends != Arity.ONE || returns != Arity.ONE;
    }

    /**
     * One exception that is declared and travels.
     *
     * @param number its place in the clause, from 1
     * @param shape how it travels
     */
    public record Thrown(int number, Shape shape) {}

    /**
     * One parameter.
     *
     * @param name its name
     * @param type its type
     */
    public record Param(String name, JavaType type) {}
}
