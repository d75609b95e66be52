package io.nearcall.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import io.nearcall.Delivery;
import io.nearcall.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WireWriterTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LARGEST_FIELD = (1 << 29) - 1;

    private final WireWriter out = new WireWriter(1 << 20);

    /** Every way to write something, with values whose encoding is as long and as short as it gets. */
    static Stream<Arguments> writes() {
        return Stream.of(
                write("int32", w -> w.writeInt32(1, 7)),
                write("negative int32", w -> w.writeInt32(LARGEST_FIELD, -1)),
                write("int64", w -> w.writeInt64(1, 0)),
                write("negative int64", w -> w.writeInt64(LARGEST_FIELD, Long.MIN_VALUE)),
                write("bool", w -> w.writeBool(LARGEST_FIELD, true)),
                write("float", w -> w.writeFloat(16, 1.5f)),
                write("double", w -> w.writeDouble(2048, Math.PI)),
                write("fixed32", w -> w.writeFixed32(1, -1)),
                write("fixed64", w -> w.writeFixed64(1, -1)),
                write("empty string", w -> w.writeString(1, "")),
                write("short string", w -> w.writeString(1, "ab")),
                write("long string", w -> w.writeString(1, "a".repeat(128))),
                write("Latin string", w -> w.writeString(1, "a".repeat(126) + "ü")),
                write("surrogate pairs", w -> w.writeString(1, "\ud83d\ude00".repeat(33))),
                write("empty bytes", w -> w.writeBytes(1, new byte[0])),
                write("bytes", w -> w.writeBytes(LARGEST_FIELD, new byte[200])),
                write("byte buffer", w -> w.writeBytes(1, ByteBuffer.allocateDirect(200))),
                write("bare int32", w -> w.writeInt32(1)),
                write("bare int64", w -> w.writeInt64(-1L)),
                write("bare bool", w -> w.writeBool(true)),
                write("bare float", w -> w.writeFloat(1f)),
                write("bare double", w -> w.writeDouble(1d)),
                write("claim", w -> w.claim(33)),
                write("empty message", w -> w.end(w.begin(1))),
                write("message", w -> {
                    int nested = w.begin(LARGEST_FIELD);
                    w.writeBytes(1, new byte[126]);
                    w.end(nested);
                }),
                write("deep messages", w -> {
                    int outer = w.begin(1);
                    int inner = w.begin(1);
                    w.writeBytes(1, new byte[124]);
                    w.end(inner);
                    w.end(outer);
                }));
    }

    private static Arguments write(String name, Consumer<WireWriter> action) {
        return Arguments.of(name, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void aMessageOfExactlyTheLimitPassesAndOneByteMoreFails(String name, Consumer<WireWriter> action) {
        for (int before : new int[] {0, 250, 5_000, 200_000}) { // from within the first array, and through growth
            WireWriter free = new WireWriter(Integer.MAX_VALUE);
            free.writeBytes(1, new byte[before]);
            action.accept(free);
            int size = free.size();

            WireWriter exact = new WireWriter(size);
            exact.writeBytes(1, new byte[before]);
            action.accept(exact);
            exact.checkLimit();
            assertArrayEquals(free.toByteArray(), exact.toByteArray());

            WireWriter less = new WireWriter(size - 1);
            WireException refusal = assertThrows(WireException.class, () -> {
                less.writeBytes(1, new byte[before]);
                action.accept(less);
                less.checkLimit();
            });
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, refusal.code());
            assertEquals(Delivery.NOT_EXECUTED, refusal.delivery());
            assertTrue(refusal.getMessage().contains("limit of " + (size - 1) + " bytes"), refusal::getMessage);
        }
    }

    @Test
    void theArrayNeverGrowsFarBeyondTheLimit() {
        int limit = 100_000;
        WireWriter bounded = new WireWriter(limit);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThrows(WireException.class, () -> {
            while (true) {
                bounded.writeInt64(1, -1);
            }
        });
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(
                bounded.size() <= 4 * limit + 16, () -> "wrote " + bounded.size()); // an array that was kept is larger
        assertTrue(allocated < 4L * limit, () -> "allocated " + allocated); // doubling makes 2 x, the failure the rest
    }

    @Test
    void aHugeArrayIsRefusedBeforeRoomIsMadeForIt() {
        WireWriter bounded = new WireWriter(1000);
        byte[] huge = new byte[10_000_000];
        String text = "ä".repeat(5_000_000);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThrows(WireException.class, () -> bounded.writeBytes(1, huge));
        bounded.clear();
        assertThrows(WireException.class, () -> bounded.writeString(1, text));
        bounded.clear();
        assertThrows(WireException.class, () -> bounded.claim(huge.length));
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 1_000_000, () -> "allocated " + allocated);
    }

    @Test
    void aLimitBeyondTheLargestArrayIsNotOverrun() {
        WireWriter unbounded = new WireWriter(Integer.MAX_VALUE);
        unbounded.writeInt32(1, 1);
        WireException refusal = assertThrows(WireException.class, () -> unbounded.claim(Integer.MAX_VALUE - 1));
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refusal.code());
    }

    @Test
    void clearRepairsWhatAFailureLeftHalfWritten() {
        WireWriter writer = new WireWriter(1000);
        for (int i = 0; i < 3; i++) {
            assertThrows(WireException.class, () -> {
                writer.begin(1);
                writer.begin(2);
                writer.writeString(3, "\ud800");
            });
            writer.clear();
        }
        for (int i = 0; i < 100; i++) { // the depth is back at nothing
            writer.begin(1);
        }
        writer.clear();
        writer.writeInt32(1, 5);
        assertArrayEquals(new byte[] {8, 5}, writer.toByteArray());
    }

    @Test
    void clearSetsTheLimitOfTheNextMessage() {
        WireWriter writer = new WireWriter(10);
        writer.clear(3);
        writer.writeInt32(1, 1);
        writer.checkLimit();
        writer.writeInt32(1, 1);
        assertThrows(WireException.class, writer::checkLimit);
    }

    @Test
    void oneHundredMessagesNestAndOneMoreIsRefused() {
        for (int i = 0; i < Wire.MAX_DEPTH; i++) {
            out.begin(1);
        }
        WireException refusal = assertThrows(WireException.class, () -> out.begin(1));
        assertEquals(StatusCode.INVALID_ARGUMENT, refusal.code());
        assertEquals("messages are nested deeper than 100; is there a cycle?", refusal.getMessage());
    }

    @Test
    void siblingsDoNotCountAsDepth() {
        for (int i = 0; i < 1_000; i++) {
            out.end(out.begin(1));
        }
        assertEquals(2_000, out.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 126, 127, 128, 129, 16_383, 16_384, 16_385, 300_000})
    void aNestedMessageOfAnySizeHasTheShortestLength(int size) throws IOException {
        byte[] content = new SampleGenerator(size).randomBytes(size);
        int nested = out.begin(5);
        out.claim(size).put(content);
        out.end(nested);
        out.writeInt32(6, 1);

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        CodedOutputStream theirs = CodedOutputStream.newInstance(expected);
        theirs.writeByteArray(5, content);
        theirs.writeInt32(6, 1);
        theirs.flush();
        assertArrayEquals(expected.toByteArray(), out.toByteArray());
    }

    @Test
    void everyCodePointIsWrittenAsTheJdkEncodesIt() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .forEach(point -> {
                    String text = Character.toString(point);
                    out.clear();
                    out.writeString(1, text);
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    assertEquals(utf8.length + 2, out.size());
                    ByteBuffer written = ByteBuffer.allocate(utf8.length);
                    out.copyTo(written, 2, utf8.length);
                    assertArrayEquals(utf8, written.array());
                });
    }

    @Test
    void aLengthThatGrowsBeyondItsByteMovesTheText() {
        for (int ascii = 0; ascii < 130; ascii++) {
            for (String tail : new String[] {"é", "日本", "x😀y"}) {
                String text = "a".repeat(ascii) + tail;
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.clear();
                out.writeString(1, text);
                WireWriter expected = new WireWriter(1000);
                expected.writeBytes(1, utf8);
                assertArrayEquals(expected.toByteArray(), out.toByteArray());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\ud800", "a\udc00", "a\ud800b", "a\udc00\ud800", "a\ud800\ud800\udc00", "a\ud83d\ue000"})
    void halfASurrogatePairIsRefusedWithItsIndex(String text) {
        WireException refusal = assertThrows(WireException.class, () -> out.writeString(1, text));
        assertEquals(StatusCode.INVALID_ARGUMENT, refusal.code());
        assertEquals("a string has half a surrogate pair at index 1 and is not Unicode text", refusal.getMessage());
    }

    @Test
    void primitivesTextAndNestingAllocateNothing() {
        for (int i = 0; i < 100; i++) {
            writeSome(out);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            writeSome(out);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 10_000, () -> allocated + " bytes in 10000 messages");
    }

    private static void writeSome(WireWriter out) {
        out.clear();
        out.writeInt32(1, -5);
        out.writeInt64(2, Long.MAX_VALUE);
        out.writeBool(3, true);
        out.writeFloat(4, 1.5f);
        out.writeDouble(5, 2.5);
        out.writeFixed32(6, 6);
        out.writeFixed64(7, 7);
        out.writeString(8, "short ASCII");
        out.writeString(9, "Grüße, 世界 😀");
        int nested = out.begin(10);
        out.writeInt32(1);
        out.writeInt64(2L);
        out.end(nested);
        out.checkLimit();
    }

    @Test
    void aClaimIsAWindowOfExactlyThatSize() {
        out.writeInt32(1, 1);
        ByteBuffer room = out.claim(3);
        out.writeInt32(2, 2);
        assertEquals(3, room.remaining());
        assertEquals(3, room.capacity());
        room.put(new byte[] {7, 8, 9});
        assertArrayEquals(new byte[] {8, 1, 7, 8, 9, 16, 2}, out.toByteArray());
    }

    @Test
    void aByteBufferIsWrittenFromItsPositionAndKeepsIt() {
        ByteBuffer value = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
        out.writeBytes(1, value);
        assertArrayEquals(new byte[] {10, 2, 2, 3}, out.toByteArray());
        assertEquals(1, value.position());
        assertEquals(2, value.remaining());
    }

    @Test
    void copyToTakesAnyPartAndRefusesMoreThanThereIs() {
        out.writeInt32(1, 1);
        out.writeInt32(2, 2);
        ByteBuffer target = ByteBuffer.allocate(8);
        out.copyTo(target, 1, 2);
        assertEquals(2, target.position());
        assertArrayEquals(new byte[] {1, 16}, new byte[] {target.get(0), target.get(1)});
        assertThrows(IndexOutOfBoundsException.class, () -> out.copyTo(target, 3, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> out.copyTo(target, -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> out.copyTo(target, 0, -1));
    }

    @Test
    void theArrayOfALargeMessageIsNotKept() {
        out.writeBytes(1, new byte[900_000]);
        out.clear();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        out.writeBytes(1, new byte[10_000]);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated > 20_000, () -> "allocated only " + allocated + ": the old array is still there");
    }
}
