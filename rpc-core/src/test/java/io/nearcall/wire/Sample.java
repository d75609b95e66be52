package io.nearcall.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A message with a field of every kind, read and written as generated code does it. */
record Sample(
        int int32,
        long int64,
        boolean flag,
        float single,
        double twice,
        int fixed32,
        long fixed64,
        String text,
        ByteBuffer data,
        List<Integer> ints,
        List<Long> longs,
        List<Double> doubles,
        List<Boolean> flags,
        List<String> texts,
        List<Sample> children) {

    static byte[] encode(Sample sample) {
        WireWriter out = new WireWriter(1 << 26);
        sample.write(out);
        out.checkLimit();
        return out.toByteArray();
    }

    static Sample decode(byte[] bytes) {
        WireReader in = new WireReader();
        in.load(bytes, 0, bytes.length);
        return read(in);
    }

    void write(WireWriter out) {
        if (int32 != 0) {
            out.writeInt32(1, int32);
        }
        if (int64 != 0) {
            out.writeInt64(2, int64);
        }
        if (flag) {
            out.writeBool(3, true);
        }
        if (Float.floatToRawIntBits(single) != 0) {
            out.writeFloat(4, single);
        }
        if (Double.doubleToRawLongBits(twice) != 0) {
            out.writeDouble(5, twice);
        }
        if (fixed32 != 0) {
            out.writeFixed32(6, fixed32);
        }
        if (fixed64 != 0) {
            out.writeFixed64(7, fixed64);
        }
        if (!text.isEmpty()) {
            out.writeString(8, text);
        }
        if (data.hasRemaining()) {
            out.writeBytes(9, data);
        }
        if (!ints.isEmpty()) {
            int packed = out.begin(16);
            for (int value : ints) {
                out.writeInt32(value);
            }
            out.end(packed);
        }
        if (!longs.isEmpty()) {
            int packed = out.begin(2047);
            for (long value : longs) {
                out.writeInt64(value);
            }
            out.end(packed);
        }
        if (!doubles.isEmpty()) {
            int packed = out.begin(2048);
            for (double value : doubles) {
                out.writeDouble(value);
            }
            out.end(packed);
        }
        if (!flags.isEmpty()) {
            int packed = out.begin(300_000);
            for (boolean value : flags) {
                out.writeBool(value);
            }
            out.end(packed);
        }
        for (String value : texts) {
            out.writeString(50_000_000, value);
        }
        for (Sample child : children) {
            int nested = out.begin(536_870_911);
            child.write(out);
            out.end(nested);
        }
    }

    static Sample read(WireReader in) {
        int int32 = 0;
        long int64 = 0;
        boolean flag = false;
        float single = 0;
        double twice = 0;
        int fixed32 = 0;
        long fixed64 = 0;
        String text = "";
        ByteBuffer data = ByteBuffer.allocate(0);
        List<Integer> ints = List.of();
        List<Long> longs = List.of();
        List<Double> doubles = List.of();
        List<Boolean> flags = List.of();
        List<String> texts = List.of();
        List<Sample> children = List.of();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 -> int32 = in.readInt32();
                case 2 << 3 -> int64 = in.readInt64();
                case 3 << 3 -> flag = in.readBool();
                case 4 << 3 | 5 -> single = in.readFloat();
                case 5 << 3 | 1 -> twice = in.readDouble();
                case 6 << 3 | 5 -> fixed32 = in.readFixed32();
                case 7 << 3 | 1 -> fixed64 = in.readFixed64();
                case 8 << 3 | 2 -> text = in.readString();
                case 9 << 3 | 2 -> data = ByteBuffer.wrap(in.readBytes());
                case 16 << 3 -> ints = plus(ints, in.readInt32());
                case 16 << 3 | 2 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        ints = plus(ints, in.readInt32());
                    }
                    in.leave(outer);
                }
                case 2047 << 3 -> longs = plus(longs, in.readInt64());
                case 2047 << 3 | 2 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        longs = plus(longs, in.readInt64());
                    }
                    in.leave(outer);
                }
                case 2048 << 3 | 1 -> doubles = plus(doubles, in.readDouble());
                case 2048 << 3 | 2 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        doubles = plus(doubles, in.readDouble());
                    }
                    in.leave(outer);
                }
                case 300_000 << 3 -> flags = plus(flags, in.readBool());
                case 300_000 << 3 | 2 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        flags = plus(flags, in.readBool());
                    }
                    in.leave(outer);
                }
                case 50_000_000 << 3 | 2 -> texts = plus(texts, in.readString());
                case 536_870_911 << 3 | 2 -> {
                    int outer = in.enter();
                    children = plus(children, read(in));
                    in.leave(outer);
                }
                default -> in.skip(tag);
            }
        }
        return new Sample(
                int32, int64, flag, single, twice, fixed32, fixed64, text, data, ints, longs, doubles, flags, texts,
                children);
    }

    /** Makes room for a list only when its first element has come: two bytes of input are not worth five lists. */
    private static <T> List<T> plus(List<T> list, T value) {
        List<T> grown = list.isEmpty() ? new ArrayList<>() : list;
        grown.add(value);
        return grown;
    }
}
