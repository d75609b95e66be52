package io.nearcall.codegen.model;

/** How a field is framed; numbers are protobuf's. */
public enum WireType {
    /** A number of one to ten bytes. */
    VARINT(0),
    /** Eight bytes. */
    FIXED64(1),
    /** A length, then as many bytes. */
    LENGTH(2),
    /** Four bytes. */
    FIXED32(5);

    private final int number;

    WireType(int number) {
        this.number = number;
    }

    /** What stands before a field of that number. */
    public int tag(int field) {
        return field << 3 | number;
    }
}
