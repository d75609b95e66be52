package io.nearcall.codegen.model;

/** How one value that is there travels. */
public sealed interface Shape {
    /** The Java type. */
    JavaType type();

    /** How it is framed. */
    WireType wireType();

    /** Whether many of them share one field header. */
    default boolean isPackable() {
        return wireType() != WireType.LENGTH;
    }

    /**
     * A protobuf scalar.
     *
     * @param scalar which one
     * @param type the Java type, a box or a primitive where there are both
     */
    record Plain(Scalar scalar, JavaType type) implements Shape {
        @Override
        public WireType wireType() {
            return scalar.wireType();
        }
    }

    /**
     * A protobuf enum.
     *
     * @param type the Java enum
     */
    record Enumerated(JavaType type) implements Shape {
        @Override
        public WireType wireType() {
            return WireType.VARINT;
        }
    }

    /**
     * A nested message.
     *
     * @param type the Java type
     * @param key finds the message in {@link Service#name}
     */
    record Nested(JavaType type, String key) implements Shape {
        @Override
        public WireType wireType() {
            return WireType.LENGTH;
        }
    }

    /**
     * A remote service, by reference.
     *
     * @param type its interface
     * @param service its name
     */
    record Reference(JavaType type, String service) implements Shape {
        @Override
        public WireType wireType() {
            return WireType.VARINT;
        }
    }

    /**
     * A value that a marshaller turns into another shape.
     *
     * @param type the Java type in the interface
     * @param marshaller the marshaller's class
     * @param wire the shape that travels
     */
    record Marshalled(JavaType type, JavaType marshaller, Shape wire) implements Shape {
        @Override
        public WireType wireType() {
            return wire.wireType();
        }
    }
}
