package io.nearcall.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.nearcall.StatusCode;
import java.lang.management.ManagementFactory;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WireReaderTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final WireReader in = new WireReader();

    @Test
    void aNewReaderIsAnEmptyMessage() {
        assertEquals(0, in.readTag());
        assertFalse(in.hasMore());
        assertEquals(0, in.remaining());
    }

    @ParameterizedTest
    @CsvSource({
        "08, 1, 0",
        "f8ffffff0f, 536870911, 0",
        "8a8000, 1, 2", // longer than it need be
        "88808080808080808000, 1, 0"
    })
    void tagsAreReadWhateverTheirLength(String bytes, int number, int type) {
        load(bytes);
        assertEquals(number << 3 | type, in.readTag());
        assertEquals(0, in.readTag());
    }

    @ParameterizedTest
    @CsvSource({
        "00, field number 0",
        "07, field number 0",
        "8000, field number 0",
        "8880808010, field number 536870913",
        "88808080808080808001, field number 1152921504606846977",
        "80, it ends inside a number",
        "ffffffffffffffffffff01, a number has more than 10 bytes"
    })
    void aTagThatIsNoneIsRefused(String bytes, String why) {
        assertMalformed(why, bytes, WireReader::readTag);
    }

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "7f, 127",
        "8001, 128",
        "ffffffff0f, -1",
        "ffffffffffffffffff01, -1",
        "8080808008, -2147483648",
        "818080808001, 1"
    })
    void anInt32IsTheLow32BitsOfItsNumber(String bytes, int value) {
        load(bytes);
        assertEquals(value, in.readInt32());
        assertFalse(in.hasMore());
    }

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "8001, 128",
        "ffffffffffffffffff01, -1",
        "80808080808080808001, -9223372036854775808",
        "ffffffffffffffff7f, 9223372036854775807",
        "8000, 0"
    })
    void anInt64TakesUpToTenBytes(String bytes, long value) {
        load(bytes);
        assertEquals(value, in.readInt64());
        assertFalse(in.hasMore());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "02", "8001", "80808080808080808001"})
    void anyNumberButZeroIsTrue(String bytes) {
        load(bytes);
        assertTrue(in.readBool());
    }

    @Test
    void everyValueThatEndsTooEarlyIsRefused() {
        assertMalformed("it ends inside a number", "", WireReader::readInt32);
        assertMalformed("it ends inside a number", "ffff", WireReader::readInt64);
        assertMalformed("it ends inside a number", "", WireReader::readBool);
        assertMalformed("it ends inside a value", "000000", WireReader::readFixed32);
        assertMalformed("it ends inside a value", "000000", WireReader::readFloat);
        assertMalformed("it ends inside a value", "00000000000000", WireReader::readFixed64);
        assertMalformed("it ends inside a value", "00000000000000", WireReader::readDouble);
        assertMalformed("it ends inside a number", "", WireReader::readString);
        assertMalformed("it ends inside a number", "80", WireReader::readBytes);
        assertMalformed("it ends inside a number", "80", WireReader::enter);
    }

    @ParameterizedTest
    @CsvSource({
        "03aabb, 3, 2",
        "01, 1, 0",
        "ffffffff07, 2147483647, 0",
        "8080808010aa, 4294967296, 1",
        "8380808010aabbcc, 4294967299, 3", // 3 when cut to 32 bits
        "ffffffffffffffffff01aa, 18446744073709551615, 1"
    })
    void aLyingLengthIsRefusedBeforeAnythingIsAllocated(String bytes, String length, int left) {
        String why = "a length of " + length + " where " + left + " bytes are left";
        assertMalformed(why, bytes, WireReader::readString);
        assertMalformed(why, bytes, WireReader::enter);
        assertMalformed(why, bytes, reader -> reader.skip(2));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertMalformed(why, bytes, WireReader::readBytes);
        assertTrue(THREADS.getCurrentThreadAllocatedBytes() - before < 100_000);
    }

    @Test
    void nothingIsReadBeyondTheNestedMessage() {
        String inside = "0205" + "80"; // then more of what would do
        String after = "0505050505050505050505";
        String[] why = {
            "it ends inside a value",
            "it ends inside a value",
            "a length of 5 where 1 bytes are left",
            "it ends inside a number"
        };
        for (int i = 0; i < why.length; i++) {
            load(inside + after);
            in.enter();
            switch (i) {
                case 0 -> assertMalformedNow(why[i], WireReader::readFixed32);
                case 1 -> assertMalformedNow(why[i], WireReader::readFixed64);
                case 2 -> assertMalformedNow(why[i], WireReader::readString);
                default -> {
                    assertEquals(5, in.readInt32());
                    assertMalformedNow(why[i], WireReader::readInt32);
                }
            }
        }
    }

    @Test
    void leavingBeforeTheEndIsRefused() {
        load("02080108");
        int outer = in.enter();
        assertMalformedNow("a nested message was not read to its end", reader -> reader.leave(outer));
    }

    @Test
    void oneHundredMessagesNestAndOneMoreIsRefused() {
        in.load(new byte[0], 0, 0);
        byte[] nested = {};
        for (int i = 0; i < Wire.MAX_DEPTH + 1; i++) {
            WireWriter outer = new WireWriter(1000);
            outer.writeBytes(1, nested);
            nested = outer.toByteArray();
        }
        in.load(nested, 0, nested.length);
        for (int i = 0; i < Wire.MAX_DEPTH; i++) {
            in.readTag();
            in.enter();
        }
        in.readTag();
        WireException refusal = assertThrows(WireException.class, in::enter);
        assertEquals("messages are nested deeper than 100; is there a cycle?", refusal.getMessage());

        in.load(nested, 0, nested.length); // and is as good as new
        assertEquals(10, in.readTag());
        int outer = in.enter();
        in.readRemaining();
        in.leave(outer);
        assertEquals(0, in.readTag());
    }

    @Test
    void groupsNestAHundredDeepWhenSkippedAndNoDeeper() {
        byte[] groups = new byte[202];
        Arrays.fill(groups, 1, 101, (byte) (2 << 3 | Wire.GROUP_START));
        Arrays.fill(groups, 101, 201, (byte) (2 << 3 | Wire.GROUP_END));
        in.load(groups, 1, 200);
        in.skip(in.readTag());
        assertEquals(0, in.readTag());

        groups[0] = groups[1];
        groups[201] = groups[200];
        in.load(groups, 0, 202);
        assertThrows(WireException.class, () -> in.skip(in.readTag()));
    }

    @Test
    void siblingsDoNotCountAsDepth() {
        load("0a00".repeat(1_000) + "0b0c".repeat(1_000));
        int messages = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == 10) {
                in.leave(in.enter());
                messages++;
            } else {
                in.skip(tag);
            }
        }
        assertEquals(1_000, messages);
    }

    @ParameterizedTest
    @CsvSource({
        "0b, group 1 has no end",
        "0b0801, group 1 has no end",
        "0b14, group 1 is ended by 2",
        "0b130c14, group 2 is ended by 1",
        "0c, wire type 4 of field 1",
        "0e, wire type 6 of field 1",
        "0f, wire type 7 of field 1",
        "0b0e0c, wire type 6 of field 1"
    })
    void badGroupsAndWireTypesAreRefused(String bytes, String why) {
        assertMalformed(why, bytes, reader -> reader.skip(reader.readTag()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a continuation alone
                "c3", // half a character
                "c328",
                "c080", // overlong
                "c1bf",
                "e08080",
                "e09fbf",
                "e282",
                "f08080af",
                "eda080", // surrogates
                "edbfbf",
                "f4908080", // beyond U+10FFFF
                "f5808080",
                "f09f98",
                "ff",
                "61efbfbdff" // with a true replacement character before it
            })
    void textThatIsNotUtf8IsRefused(String bytes) {
        String length = HexFormat.of().toHexDigits((byte) (bytes.length() / 2));
        assertMalformed("a string is not UTF-8", length + bytes, WireReader::readString);
    }

    @Test
    void theReplacementCharacterItselfIsText() {
        assertEquals("a\uFFFDb", read("a\uFFFDb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Grüße", "Привет", "日本語", "😀", "\0", "\u007f\u0080\u07ff\u0800\uffff"})
    void textComesBackAsItWas(String text) {
        assertEquals(text, read(text));
        assertEquals(text.repeat(1000), read(text.repeat(1000)));
    }

    @Test
    void bytesAreAFreshArray() {
        load("020102");
        byte[] first = in.readBytes();
        first[0] = 99;
        load("020102");
        assertArrayEquals(new byte[] {1, 2}, in.readBytes());
    }

    @Test
    void theRestIsAWindowOfExactlyTheCurrentMessage() {
        load("08010302030409");
        in.readTag();
        in.readInt32();
        int outer = in.enter();
        ByteBuffer rest = in.readRemaining();
        in.leave(outer);
        assertEquals(3, rest.remaining());
        assertEquals(3, rest.capacity());
        assertEquals(2, rest.get(0));
        assertEquals(9, in.readTag());
    }

    @Test
    void piecesAreAppendedInOrder() {
        ByteBuffer source = ByteBuffer.wrap(HexFormat.of().parseHex("0a03616263"));
        in.append(source, 3);
        in.append(source, 0);
        in.append(source, 2);
        assertEquals(5, source.position());
        assertEquals(10, in.readTag());
        assertEquals("abc", in.readString());
    }

    @Test
    void appendingMoreThanTheSourceHoldsMakesNoRoomForIt() {
        ByteBuffer source = ByteBuffer.allocate(4);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThrows(BufferUnderflowException.class, () -> in.append(source, 1 << 28));
        assertTrue(THREADS.getCurrentThreadAllocatedBytes() - before < 100_000);
        assertEquals(0, in.remaining());
    }

    @Test
    void loadingReplacesAndClearDrops() {
        load("0801");
        load("1002");
        assertEquals(16, in.readTag());
        in.clear();
        assertEquals(0, in.readTag());
        assertThrows(IndexOutOfBoundsException.class, () -> in.load(new byte[4], 2, 3));
    }

    @Test
    void numbersAllocateNothing() {
        WireWriter out = new WireWriter(1000);
        out.writeInt32(1, 300);
        out.writeInt64(2, -1);
        out.writeDouble(3, 1.5);
        out.writeFloat(4, 1.5f);
        out.writeBool(200, true);
        int nested = out.begin(6);
        out.writeInt32(7);
        out.end(nested);
        for (int i = 0; i < 100; i++) {
            skipThrough(out);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += skipThrough(out);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 10_000, () -> allocated + " bytes in 10000 messages");
        assertEquals(10_000L * (300 - 1 + 7), sum);
    }

    private long skipThrough(WireWriter out) {
        out.copyTo(in);
        long sum = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> sum += in.readInt32();
                case 16 -> sum += in.readInt64();
                case 50 -> {
                    int outer = in.enter();
                    sum += in.readInt32();
                    in.leave(outer);
                }
                default -> in.skip(tag);
            }
        }
        return sum;
    }

    private String read(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        WireWriter out = new WireWriter(1 << 20);
        out.writeBytes(1, utf8);
        out.copyTo(in);
        in.readTag();
        return in.readString();
    }

    @Test
    void aKnownFieldOfAnotherWireTypeIsRefusedAndAnUnknownOneSkipped() {
        load("1a0161" + "2001" + "f80501");
        int tag = in.readTag();
        WireException refusal = assertThrows(WireException.class, () -> in.skip(tag, "Item", 0xaL));
        assertTrue(refusal.getMessage().contains("field 3 of Item came as text"), refusal.getMessage());
        in.skip(tag, "Item", 0x2L);
        in.skip(in.readTag(), "Item", 0xaL, 100);
        int large = in.readTag(); // 95: its bit is that of 31
        assertThrows(WireException.class, () -> in.skip(large, "Item", 0xaL, 100, 95));
        in.skip(large, "Item", 0xffff_ffffL);
        assertEquals(0, in.readTag());
    }

    @Test
    void adoptedBytesTakeThePlaceOfWhatWasThere() {
        load("1a0161");
        in.readTag();
        in.adopt(HexFormat.of().parseHex("2005"));
        assertEquals(0x20, in.readTag());
        assertEquals(5, in.readInt32());
        assertEquals(0, in.readTag());
        load("1a0161");
        assertEquals(0x1a, in.readTag());
        assertEquals("a", in.readString());
    }

    private void load(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        in.load(bytes, 0, bytes.length);
    }

    private void assertMalformed(String why, String hex, Consumer<WireReader> action) {
        load(hex);
        assertMalformedNow(why, action);
    }

    private void assertMalformedNow(String why, Consumer<WireReader> action) {
        WireException refusal = assertThrows(WireException.class, () -> action.accept(in));
        assertEquals("malformed message: " + why, refusal.getMessage());
        assertEquals(StatusCode.INTERNAL, refusal.code());
        assertTrue(refusal.isReading());
    }
}
