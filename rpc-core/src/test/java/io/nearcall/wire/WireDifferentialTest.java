package io.nearcall.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ours against protobuf-java, message by message and injury by injury. */
final class WireDifferentialTest {
    private static final int INJURIES = 150;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Where ours refuses what protobuf-java accepts, which cuts tags and lengths to 32 bits, so that a field number of
     * 2^61 or a length of 4 GiB become other ones, and takes no notice of a tenth byte that asks for an eleventh.
     */
    private static final Pattern STRICTER = Pattern.compile(
            "malformed message: (?:(field number|a length of) (\\d+)\\b.*|a number has more than 10 bytes)");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothWriteTheSameBytes(long seed) {
        Sample sample = new SampleGenerator(seed).sample();
        assertArrayEquals(SampleProto.encode(sample), Sample.encode(sample));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachReadsWhatTheOtherWrote(long seed) throws IOException {
        Sample sample = new SampleGenerator(seed).sample();
        assertEquals(sample, Sample.decode(SampleProto.encode(sample)));
        assertEquals(sample, SampleProto.decode(Sample.encode(sample)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void unknownFieldsOfEveryKindAreSkipped(long seed) throws IOException {
        SampleGenerator generator = new SampleGenerator(seed);
        Sample sample = generator.sample();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        generator.unknown(3).writeTo(bytes);
        bytes.write(SampleProto.encode(sample));
        generator.unknown(3).writeTo(bytes);
        assertEquals(sample, Sample.decode(bytes.toByteArray()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothAcceptOrBothRefuseWhatIsDamaged(long seed) throws IOException {
        SampleGenerator generator = new SampleGenerator(seed);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(Sample.encode(generator.sample()));
        generator.unknown(2).writeTo(whole);
        for (int i = 0; i < INJURIES; i++) {
            compare(generator.damaged(whole.toByteArray()));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothAcceptOrBothRefuseRandomBytes(long seed) {
        SampleGenerator generator = new SampleGenerator(seed);
        for (int length = 0; length < INJURIES; length++) {
            compare(generator.randomBytes(length));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyTruncationIsAcceptedByBothOrByNone(long seed) {
        SampleGenerator generator = new SampleGenerator(seed);
        byte[] whole = Sample.encode(generator.sample());
        for (int length = 0; length < Math.min(whole.length, INJURIES); length++) {
            compare(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void theDamageIsAcceptedOftenAndRefusedOften() {
        SampleGenerator generator = new SampleGenerator(0);
        byte[] whole = Sample.encode(generator.sample());
        int accepted = 0;
        for (int i = 0; i < 1_000; i++) {
            try {
                Sample.decode(generator.damaged(whole));
                accepted++;
            } catch (WireException expected) {
                assertTrue(expected.isReading());
            }
        }
        assertTrue(accepted > 50 && accepted < 950, "accepted " + accepted + " of 1000: such damage proves nothing");
    }

    private static long allocatedByDecoding(byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            Sample.decode(bytes);
        } catch (WireException refused) {
            // what it costs counts, too
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void compare(byte[] bytes) {
        Sample theirs = null;
        String theirRefusal = null;
        try {
            theirs = SampleProto.decode(bytes);
        } catch (InvalidProtocolBufferException e) {
            theirRefusal = e.getMessage();
        }
        Sample ours = null;
        String ourRefusal = null;
        try {
            ours = Sample.decode(bytes);
        } catch (WireException e) { // any other exception is a defect and ends the test
            ourRefusal = e.getMessage();
        }
        long allocated = allocatedByDecoding(bytes); // the second time: the first one may load classes

        assertTrue(
                allocated <= 64L * bytes.length + 65_536,
                () -> allocated + " bytes allocated for " + bytes.length + ": " + hex(bytes));
        if (ourRefusal == null || theirRefusal == null) {
            if (ourRefusal == null || !isStricter(ourRefusal)) {
                assertEquals(theirRefusal, ourRefusal, () -> hex(bytes));
            }
        }
        if (ours != null && theirs != null) {
            assertEquals(theirs, ours, () -> hex(bytes));
        }
    }

    private static boolean isStricter(String refusal) {
        var matcher = STRICTER.matcher(refusal);
        if (!matcher.matches()) {
            return false;
        }
        if (matcher.group(1) == null) {
            return true;
        }
        long number = Long.parseUnsignedLong(matcher.group(2));
        return matcher.group(1).equals("field number") ? number >>> 29 != 0 : number >>> 32 != 0;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
