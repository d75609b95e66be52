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
 * @param request what is sent
 * @param reply what comes back
 * @param isThrowing whether it has a throws clause
 * @param exceptions what of that travels, subclasses before their superclasses
 * @param isIdempotent whether it may run twice
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
        Payload reply,
        boolean isThrowing,
        List<Thrown> exceptions,
        boolean isIdempotent,
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
