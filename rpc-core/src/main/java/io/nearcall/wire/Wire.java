package io.nearcall.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

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

    /** A larger array with the first {@code used} bytes of {@code array}, which is not used any more. */
    static byte[] grown(byte[] array, int used, int size) {
        if (size <= KEEP) {
            return Arrays.copyOf(array, size);
        }
        byte[] larger = LargeArrays.take(size);
        System.arraycopy(array, 0, larger, 0, used);
        if (array.length > KEEP) {
            LargeArrays.give(array);
        }
        return larger;
    }

    /** The largest array that every JVM can allocate. */
    static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Fewer bytes than this are copied word by word: a bulk copy to or from memory off the heap is slow to begin. */
    private static final int FEW = 128;

    private static final VarHandle BUFFER_LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Wire() {}

    /** Copies {@code source} to {@code target}'s position, which moves. */
    static void put(ByteBuffer target, byte[] source, int offset, int length) {
        if (length >= FEW || length > target.remaining()) {
            target.put(source, offset, length);
            return;
        }
        int at = target.position();
        target.position(at + length);
        int i = 0;
        for (; i <= length - 8; i += 8) {
            BUFFER_LONG.set(target, at + i, (long) LONG.get(source, offset + i));
        }
        for (; i < length; i++) {
            target.put(at + i, source[offset + i]);
        }
    }

    /** Copies from {@code source}'s position, which moves, to {@code target}. */
    static void get(ByteBuffer source, byte[] target, int offset, int length) {
        if (length >= FEW) {
            source.get(target, offset, length);
            return;
        }
        int at = source.position();
        source.position(at + length);
        int i = 0;
        for (; i <= length - 8; i += 8) {
            LONG.set(target, offset + i, (long) BUFFER_LONG.get(source, at + i));
        }
        for (; i < length; i++) {
            target[offset + i] = source.get(at + i);
        }
    }
}
