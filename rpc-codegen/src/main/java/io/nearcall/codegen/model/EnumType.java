package io.nearcall.codegen.model;

import java.util.List;

/**
 * An enum that a service needs.
 *
 * @param type the Java enum
 * @param constants its constants in order
 * @param unknown the constant marked {@code @Unknown}, or null
 * @param about its documentation
 */
public record EnumType(JavaType type, List<Constant> constants, String unknown, Message.About about) {
    /**
     * One constant.
     *
     * @param number its number on the wire, never 0
     * @param name its name in Java
     * @param about its documentation
     */
    public record Constant(int number, String name, Message.About about) {}
}
