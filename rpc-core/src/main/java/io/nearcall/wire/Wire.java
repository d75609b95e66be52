package io.nearcall.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The constants of the protobuf wire format. Source: protobuf.dev, "Encoding". */
final class Wire {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int GROUP_START = 3;
    static final int GROUP_END = 4;
    static final int FIXED32 = 5;

    static final int MAX_DEPTH = 100;

    /** Arrays that grew beyond this are dropped after use, so that one large call does not stay in memory. */
    static final int KEEP = 64 * 1024;

    /** The largest array that every JVM can allocate. */
    static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Wire() {}
}
