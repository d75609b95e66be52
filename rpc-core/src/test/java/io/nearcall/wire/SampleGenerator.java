package io.nearcall.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random messages, unknown fields and damage; the same for the same seed. */
final class SampleGenerator {
    private final Random random;

    SampleGenerator(long seed) {
        random = new Random(seed);
    }

    Sample sample() {
        return sample(4);
    }

    private Sample sample(int depth) {
        byte[] data = new byte[often() ? 0 : random.nextInt(300)];
        random.nextBytes(data);
        return new Sample(
                integer(),
                number(),
                random.nextBoolean(),
                often() ? 0 : Float.intBitsToFloat(random.nextInt()),
                often() ? 0 : Double.longBitsToDouble(random.nextLong()),
                integer(),
                number(),
                text(),
                ByteBuffer.wrap(data),
                list(this::integer),
                list(this::number),
                list(random::nextDouble),
                list(random::nextBoolean),
                list(this::text),
                depth == 0 ? List.of() : list(() -> sample(depth - 1), 3));
    }

    /** Fields of every wire type, groups too, under numbers that {@link Sample} does not have. */
    UnknownFieldSet unknown(int depth) {
        UnknownFieldSet.Builder set = UnknownFieldSet.newBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
            switch (random.nextInt(depth == 0 ? 4 : 5)) {
                case 0 -> field.addVarint(number());
                case 1 -> field.addFixed32(random.nextInt());
                case 2 -> field.addFixed64(random.nextLong());
                case 3 -> field.addLengthDelimited(ByteString.copyFromUtf8(text()));
                default -> field.addGroup(unknown(depth - 1));
            }
            set.mergeField(20 + random.nextInt(1000), field.build());
        }
        return set.build();
    }

    /** {@code bytes} with one to three random injuries. */
    byte[] damaged(byte[] bytes) {
        byte[] result = bytes.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            result = damagedOnce(result);
        }
        return result;
    }

    private byte[] damagedOnce(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        byte[] result = bytes.clone();
        switch (random.nextInt(7)) {
            case 0 -> result = Arrays.copyOf(bytes, at);
            case 1 -> result[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> result[at] = (byte) random.nextInt();
            case 3 -> result[at] = (byte) (result[at] + (random.nextBoolean() ? 1 : -1));
            case 4 -> result = spliced(bytes, at, at, randomBytes(1 + random.nextInt(12)));
            case 5 -> result = spliced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), new byte[0]);
            default -> { // a number with many bytes, where a length, a tag or a value may be
                byte[] longNumber = new byte[2 + random.nextInt(10)];
                Arrays.fill(longNumber, (byte) 0x80);
                longNumber[0] |= (byte) random.nextInt(128);
                longNumber[longNumber.length - 1] = (byte) random.nextInt(random.nextBoolean() ? 2 : 128);
                result = spliced(bytes, at, Math.min(bytes.length, at + 1), longNumber);
            }
        }
        return result;
    }

    byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
        byte[] result = new byte[bytes.length - (to - from) + between.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(between, 0, result, from, between.length);
        System.arraycopy(bytes, to, result, from + between.length, bytes.length - to);
        return result;
    }

    private boolean often() {
        return random.nextInt(3) != 0;
    }

    private int integer() {
        int value = random.nextInt() >>> random.nextInt(32);
        return random.nextInt(4) == 0 ? -value : value;
    }

    private long number() {
        long value = random.nextLong() >>> random.nextInt(64);
        return random.nextInt(4) == 0 ? -value : value;
    }

    String text() {
        int length = random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(random.nextBoolean() ? 10 : 140);
        int bound = switch (random.nextInt(4)) {
            case 0, 1 -> 0x80;
            case 2 -> 0x800;
            default -> 0x11_0000;
        };
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int point = random.nextInt(random.nextInt(8) == 0 ? bound : Math.min(bound, 0x180));
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }

    private <T> List<T> list(Supplier<T> element) {
        return list(element, often() ? 4 : 100);
    }

    private <T> List<T> list(Supplier<T> element, int bound) {
        List<T> list = new ArrayList<>();
        if (!often()) {
            for (int i = random.nextInt(bound); i > 0; i--) {
                list.add(element.get());
            }
        }
        return list;
    }
}
