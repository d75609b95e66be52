package io.nearcall.codegen.model;

import java.util.List;

/** What a request or a reply consists of. */
public sealed interface Payload {
    /**
     * A message that is the payload.
     *
     * @param shape the message
     */
    record Whole(Shape.Nested shape) implements Payload {}

    /**
     * A message made for this method.
     *
     * @param name its name: {@code FindRequest}
     * @param fields its fields
     */
    record Fields(String name, List<Field> fields) implements Payload {}

    /** {@code google.protobuf.Empty}. */
    record Nothing() implements Payload {}
}
