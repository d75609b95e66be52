package io.nearcall.codegen.model;

/**
 * One field of a message, or one parameter of a request.
 *
 * @param number its number on the wire
 * @param name its name in Java
 * @param protoName its name in the {@code .proto}
 * @param type its Java type
 * @param form how it holds its values
 * @param getter the method that returns it, empty if it is a variable
 * @param setter the method that sets it, empty if it is passed to a constructor
 * @param path its name in messages: {@code Order.items}
 * @param doc what its Javadoc says, or empty
 * @param isDeprecated whether it is deprecated
 */
public record Field(
        int number,
        String name,
        String protoName,
        JavaType type,
        Form form,
        String getter,
        String setter,
        String path,
        String doc,
        boolean isDeprecated) {}
