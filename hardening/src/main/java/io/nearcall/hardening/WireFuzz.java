package io.nearcall.hardening;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Any bytes as a message, by our reader and by protobuf-java's: the same values, or both refuse. */
public final class WireFuzz {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int DEEPEST = 8; // deeper messages are read as bytes

    /** What ours refuses and protobuf-java cuts to 32 bits, or to 64. */
    private static final Pattern STRICTER =
            Pattern.compile("malformed message: (field number|a length of|a number has more than 10 bytes).*");

    private WireFuzz() {}

    /** What one reader found, and why it went no further. */
    private record Found(List<Object> values, String refusal) {}

    /** The bytes of a message; a field's number says as what it is read. */
    public static void fuzzerTestOneInput(byte[] input) {
        Found ours = ours(input);
        Found theirs = theirs(input);
        boolean same = ours.refusal == null
                ? theirs.refusal == null && ours.values.equals(theirs.values)
                : theirs.refusal != null || STRICTER.matcher(ours.refusal).matches();
        if (!same) {
            throw new AssertionError("ours: " + ours + ", protobuf-java's: " + theirs);
        }
    }

    private static Found ours(byte[] input) {
        WireReader in = new WireReader();
        in.load(input, 0, input.length);
        List<Object> values = new ArrayList<>();
        try {
            readOurs(in, values, 0);
            return new Found(values, null);
        } catch (WireException refused) {
            return new Found(values, Objects.requireNonNull(refused.getMessage()));
        }
    }

    private static void readOurs(WireReader in, List<Object> values, int depth) {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int kind = (tag >>> 3) % 3;
            switch (tag & 7) {
                case VARINT -> values.add(kind == 0 ? in.readInt32() : kind == 1 ? in.readInt64() : in.readBool());
                case FIXED64 -> values.add(kind == 0 ? in.readDouble() : in.readFixed64());
                case FIXED32 -> values.add(kind == 0 ? in.readFloat() : in.readFixed32());
                case DELIMITED -> {
                    if (kind == 0) {
                        values.add(in.readString());
                    } else if (kind == 1 || depth == DEEPEST) {
                        values.add(HexFormat.of().formatHex(in.readBytes()));
                    } else {
                        int outer = in.enter();
                        readOurs(in, values, depth + 1);
                        in.leave(outer);
                    }
                }
                default -> in.skip(tag);
            }
        }
    }

    private static Found theirs(byte[] input) {
        CodedInputStream in = CodedInputStream.newInstance(input);
        List<Object> values = new ArrayList<>();
        try {
            readTheirs(in, values, 0);
            return new Found(values, null);
        } catch (InvalidProtocolBufferException refused) {
            return new Found(values, refused.getMessage());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void readTheirs(CodedInputStream in, List<Object> values, int depth) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int kind = (tag >>> 3) % 3;
            switch (tag & 7) {
                case VARINT -> values.add(kind == 0 ? in.readInt32() : kind == 1 ? in.readInt64() : in.readBool());
                case FIXED64 -> values.add(kind == 0 ? in.readDouble() : in.readFixed64());
                case FIXED32 -> values.add(kind == 0 ? in.readFloat() : in.readFixed32());
                case DELIMITED -> {
                    if (kind == 0) {
                        values.add(in.readStringRequireUtf8());
                    } else if (kind == 1 || depth == DEEPEST) {
                        values.add(HexFormat.of().formatHex(in.readByteArray()));
                    } else {
                        int outer = in.pushLimit(in.readUInt32());
                        readTheirs(in, values, depth + 1);
                        in.popLimit(outer);
                    }
                }
                default -> {
                    if (!in.skipField(tag)) {
                        throw new InvalidProtocolBufferException("an end of a group without its beginning");
                    }
                }
            }
        }
    }
}
