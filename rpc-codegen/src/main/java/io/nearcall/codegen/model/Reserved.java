package io.nearcall.codegen.model;

import java.util.List;

/**
 * What a message or an enum must not use again.
 *
 * @param numbers protobuf numbers
 * @param names names in Java
 */
public record Reserved(List<Integer> numbers, List<String> names) {
    /** Nothing. */
    public static final Reserved NONE = new Reserved(List.of(), List.of());
}
