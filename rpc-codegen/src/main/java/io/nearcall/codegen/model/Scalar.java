package io.nearcall.codegen.model;

/** A type that is one protobuf scalar. */
public enum Scalar {
    /** {@code bool}. */
    BOOLEAN("bool", "Bool", WireType.VARINT),
    /** {@code int32}, checked on reading. */
    BYTE("int32", "Int32", WireType.VARINT),
    /** {@code int32}, checked on reading. */
    SHORT("int32", "Int32", WireType.VARINT),
    /** {@code uint32}, checked on reading. */
    CHAR("uint32", "Int32", WireType.VARINT),
    /** {@code int32}. */
    INT("int32", "Int32", WireType.VARINT),
    /** {@code int64}. */
    LONG("int64", "Int64", WireType.VARINT),
    /** {@code fixed64}: for numbers whose bits are all in use. */
    FIXED64("fixed64", "Fixed64", WireType.FIXED64),
    /** {@code float}. */
    FLOAT("float", "Float", WireType.FIXED32),
    /** {@code double}. */
    DOUBLE("double", "Double", WireType.FIXED64),
    /** {@code string}. */
    STRING("string", "String", WireType.LENGTH),
    /** {@code bytes} as an array. */
    BYTES("bytes", "Bytes", WireType.LENGTH),
    /** {@code bytes} as a buffer. */
    BYTE_BUFFER("bytes", "Bytes", WireType.LENGTH);

    private final String proto;
    private final String suffix;
    private final WireType wireType;

    Scalar(String proto, String suffix, WireType wireType) {
        this.proto = proto;
        this.suffix = suffix;
        this.wireType = wireType;
    }

    /** The name in a {@code .proto}. */
    public String proto() {
        return proto;
    }

    /** What follows {@code write} and {@code read} in the names of the methods for it. */
    public String suffix() {
        return suffix;
    }

    /** How it is framed. */
    public WireType wireType() {
        return wireType;
    }

    /** Whether many of them share one field header. */
    public boolean isPackable() {
        return wireType != WireType.LENGTH;
    }

    /** Whether it may be the key of a protobuf map. */
    public boolean isMapKey() {
        return this == STRING || wireType == WireType.VARINT;
    }

    /** Whether a narrower Java type must be checked on reading. */
    public boolean isNarrow() {
        return this == BYTE || this == SHORT || this == CHAR;
    }
}
