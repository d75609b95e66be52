package io.nearcall.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nearcall.StatusCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A writer that borrows large arrays has the bytes of one that copies them. */
final class BorrowedTest {
    private static final int LIMIT = 1 << 24;
    private static final int LARGE = Wire.KEEP + 1;

    private final WireWriter borrowing = new WireWriter(LIMIT);

    BorrowedTest() {
        borrowing.borrowLarge();
    }

    /** A message of the seed's making, large and small fields nested in each other. */
    private static void write(WireWriter out, Random random, int depth) {
        for (int fields = random.nextInt(4); fields >= 0; fields--) {
            switch (random.nextInt(depth < 4 ? 4 : 3)) {
                case 0 -> out.writeInt64(1 + random.nextInt(2000), random.nextLong());
                case 1 -> out.writeBytes(2, bytes(random, random.nextInt(300)));
                case 2 -> out.writeBytes(3, bytes(random, LARGE + random.nextInt(LARGE)));
                default -> {
                    int nested = out.begin(4);
                    write(out, random, depth + 1);
                    out.end(nested);
                }
            }
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void hasTheBytesOfOneThatCopies(long seed) {
        WireWriter copying = new WireWriter(LIMIT);
        write(copying, new Random(seed), 0);
        byte[] expected = copying.toByteArray();
        borrowing.writeInt32(1); // what a former use leaves must not show
        borrowing.writeBytes(1, new byte[LARGE]);
        borrowing.clear();
        write(borrowing, new Random(seed), 0);

        assertEquals(expected.length, borrowing.size());
        assertArrayEquals(expected, borrowing.toByteArray());
        WireReader reader = new WireReader();
        borrowing.copyTo(reader);
        assertEquals(ByteBuffer.wrap(expected), reader.readRemaining());
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(expected.length + 1);
            int length = Math.min(random.nextInt(2 * LARGE), expected.length - from);
            byte[] part = Arrays.copyOfRange(expected, from, from + length);
            ByteBuffer copy = ByteBuffer.allocate(length);
            borrowing.copyTo(copy, from, length);
            assertArrayEquals(part, copy.array());
            ByteBuffer view = borrowing.view(from, length);
            if (view != null) {
                assertEquals(ByteBuffer.wrap(part), view);
            }
        }
    }

    @Test
    void viewsWhatIsInOnePieceOnly() {
        byte[] large = bytes(new Random(1), LARGE);
        borrowing.writeBytes(1, large);
        borrowing.writeInt32(2, 3);
        int before = borrowing.size() - 2 - LARGE;
        assertEquals(ByteBuffer.wrap(large), borrowing.view(before, LARGE));
        assertEquals(2, borrowing.view(before + LARGE, 2).remaining());
        assertNull(borrowing.view(before - 1, 2));
        assertNull(borrowing.view(before + LARGE - 1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> borrowing.view(before + LARGE, 3));
    }

    @Test
    void refusesMoreThanItsLimit() {
        WireWriter small = new WireWriter(2 * LARGE);
        small.borrowLarge();
        small.writeBytes(1, new byte[LARGE]);
        WireException refused = assertThrows(WireException.class, () -> small.writeBytes(2, new byte[LARGE + 100]));
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
    }
}
