package cases.maps;

import io.nearcall.RpcException;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.Replies;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Maps}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class MapsBinding implements ServiceBinding<Maps> {
    /** The only instance. */
    public static final MapsBinding INSTANCE = new MapsBinding();

    private static final MethodInfo ECHO = new MethodInfo("cases.maps.maps.Maps/Echo", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo COUNTS = new MethodInfo(
            "cases.maps.maps.Maps/Counts", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(ECHO, COUNTS);

    private MapsBinding() {}

    @Override
    public Class<Maps> type() {
        return Maps.class;
    }

    @Override
    public String name() {
        return "cases.maps.maps.Maps";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Maps stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Maps service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchEcho(service, call);
            case 1 -> dispatchCounts(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchEcho(Maps service, InboundCall call) {
        Maps.Many many = readMany(call.request());
        Maps.Many reply = service.echo(many);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeMany(call.reply(), reply);
        call.complete();
    }

    private static void dispatchCounts(Maps service, InboundCall call) {
        WireReader in = call.request();
        Map<Integer, String> words = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    readMapOfIntegerToStringEntry(in, words);
                    in.leave(outer);
                }
                default -> in.skip(tag, "CountsRequest", 0x2L);
            }
        }
        Map<String, Integer> reply = service.counts(words);
        writeCountsResponse(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Maps {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Maps.Many echo(Maps.Many many) {
            Objects.requireNonNull(many, "cases.maps.maps.Maps/Echo: many is null; a request needs a value");
            try (OutboundCall call = caller.newCall(ECHO)) {
                writeMany(call.request(), many);
                return readMany(call.invoke());
            } catch (RpcException e) {
                throw ECHO.named(e);
            }
        }

        @Override
        public Map<String, Integer> counts(Map<Integer, String> words) {
            try (OutboundCall call = caller.newCall(COUNTS)) {
                writeCountsRequest(call.request(), words);
                return readCountsResponse(call.invoke());
            } catch (RpcException e) {
                throw COUNTS.named(e);
            }
        }
    }

    private static void writeCountsRequest(WireWriter out, Map<Integer, String> words) {
        if (words != null) {
            for (Map.Entry<Integer, String> entry : words.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Maps.counts(words)[" + entry.getKey() + "]");
                }
                int start = out.begin(1);
                writeMapOfIntegerToStringEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
    }

    private static void writeCountsResponse(WireWriter out, Map<String, Integer> value) {
        if (value != null) {
            for (Map.Entry<String, Integer> entry : value.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Maps.counts()[" + entry.getKey() + "]");
                }
                int start = out.begin(1);
                writeMapOfStringToIntegerEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
    }

    private static Map<String, Integer> readCountsResponse(WireReader in) {
        Map<String, Integer> value = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    readMapOfStringToIntegerEntry(in, value);
                    in.leave(outer);
                }
                default -> in.skip(tag, "CountsResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeMany(WireWriter out, Maps.Many value) {
        Map<String, String> texts = value.texts();
        if (texts != null) {
            for (Map.Entry<String, String> entry : texts.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.texts[" + entry.getKey() + "]");
                }
                int start = out.begin(1);
                writeMapOfStringToStringEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        Map<Integer, Maps.Point> points = value.points();
        if (points != null) {
            for (Map.Entry<Integer, Maps.Point> entry : points.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.points[" + entry.getKey() + "]");
                }
                int start = out.begin(2);
                writeMapOfIntegerToPointEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        Map<Long, byte[]> bytes = value.bytes();
        if (bytes != null) {
            for (Map.Entry<Long, byte[]> entry : bytes.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.bytes[" + entry.getKey() + "]");
                }
                int start = out.begin(3);
                writeMapOfLongToArrayOfByteEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        Map<Boolean, Double> flags = value.flags();
        if (flags != null) {
            for (Map.Entry<Boolean, Double> entry : flags.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.flags[" + entry.getKey() + "]");
                }
                int start = out.begin(4);
                writeMapOfBooleanToDoubleEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        Map<Character, Short> chars = value.chars();
        if (chars != null) {
            for (Map.Entry<Character, Short> entry : chars.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.chars[" + entry.getKey() + "]");
                }
                int start = out.begin(5);
                writeMapOfCharacterToShortEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        Map<Maps.Color, String> colors = value.colors();
        if (colors != null) {
            for (Map.Entry<Maps.Color, String> entry : colors.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.colors[" + entry.getKey() + "]");
                }
                int start = out.begin(6);
                writeMapOfColorToStringEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        Map<String, Maps.Color> names = value.names();
        if (names != null) {
            for (Map.Entry<String, Maps.Color> entry : names.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.names[" + entry.getKey() + "]");
                }
                int start = out.begin(7);
                writeMapOfStringToColorEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        Map<Maps.Point, Maps.Point> moves = value.moves();
        if (moves != null) {
            for (Map.Entry<Maps.Point, Maps.Point> entry : moves.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.moves[" + entry.getKey() + "]");
                }
                int start = out.begin(8);
                writeMapOfPointToPointEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        Map<Double, UUID> doubles = value.doubles();
        if (doubles != null) {
            for (Map.Entry<Double, UUID> entry : doubles.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.doubles[" + entry.getKey() + "]");
                }
                int start = out.begin(9);
                writeMapOfDoubleToUUIDEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        Map<String, List<Maps.Point>> groups = value.groups();
        if (groups != null) {
            for (Map.Entry<String, List<Maps.Point>> entry : groups.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.groups[" + entry.getKey() + "]");
                }
                int start = out.begin(10);
                writeMapOfStringToListOfPointEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        List<Map<String, Integer>> rows = value.rows();
        if (rows != null) {
            int index = 0;
            for (Map<String, Integer> element : rows) {
                if (element == null) {
                    throw WireException.nullAt("Many.rows[" + index + "]");
                }
                index++;
                int start = out.begin(11);
                writeMapOfStringToInteger(out, element);
                out.end(start);
            }
        }
        Map<String, Map<String, Long>> nested = value.nested();
        if (nested != null) {
            for (Map.Entry<String, Map<String, Long>> entry : nested.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Many.nested[" + entry.getKey() + "]");
                }
                int start = out.begin(12);
                writeMapOfStringToMapOfStringToLongEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
    }

    private static Maps.Many readMany(WireReader in) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<Integer, Maps.Point> points = new LinkedHashMap<>();
        Map<Long, byte[]> bytes = new LinkedHashMap<>();
        Map<Boolean, Double> flags = new LinkedHashMap<>();
        Map<Character, Short> chars = new LinkedHashMap<>();
        Map<Maps.Color, String> colors = new LinkedHashMap<>();
        Map<String, Maps.Color> names = new LinkedHashMap<>();
        Map<Maps.Point, Maps.Point> moves = new LinkedHashMap<>();
        Map<Double, UUID> doubles = new LinkedHashMap<>();
        Map<String, List<Maps.Point>> groups = new LinkedHashMap<>();
        List<Map<String, Integer>> rows = new ArrayList<>();
        Map<String, Map<String, Long>> nested = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    readMapOfStringToStringEntry(in, texts);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    readMapOfIntegerToPointEntry(in, points);
                    in.leave(outer);
                }
                case 26 -> {
                    int outer = in.enter();
                    readMapOfLongToArrayOfByteEntry(in, bytes);
                    in.leave(outer);
                }
                case 34 -> {
                    int outer = in.enter();
                    readMapOfBooleanToDoubleEntry(in, flags);
                    in.leave(outer);
                }
                case 42 -> {
                    int outer = in.enter();
                    readMapOfCharacterToShortEntry(in, chars);
                    in.leave(outer);
                }
                case 50 -> {
                    int outer = in.enter();
                    readMapOfColorToStringEntry(in, colors);
                    in.leave(outer);
                }
                case 58 -> {
                    int outer = in.enter();
                    readMapOfStringToColorEntry(in, names);
                    in.leave(outer);
                }
                case 66 -> {
                    int outer = in.enter();
                    readMapOfPointToPointEntry(in, moves);
                    in.leave(outer);
                }
                case 74 -> {
                    int outer = in.enter();
                    readMapOfDoubleToUUIDEntry(in, doubles);
                    in.leave(outer);
                }
                case 82 -> {
                    int outer = in.enter();
                    readMapOfStringToListOfPointEntry(in, groups);
                    in.leave(outer);
                }
                case 90 -> {
                    int outer = in.enter();
                    rows.add(readMapOfStringToInteger(in));
                    in.leave(outer);
                }
                case 98 -> {
                    int outer = in.enter();
                    readMapOfStringToMapOfStringToLongEntry(in, nested);
                    in.leave(outer);
                }
                default -> in.skip(tag, "Many", 0x1ffeL);
            }
        }
        return new Maps.Many(texts, points, bytes, flags, chars, colors, names, moves, doubles, groups, rows, nested);
    }

    private static void writeMapOfStringToStringEntry(WireWriter out, String key, String value) {
        out.writeString(1, key);
        out.writeString(2, value);
    }

    private static void readMapOfStringToStringEntry(WireReader in, Map<String, String> entries) {
        String key = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 18 -> value = in.readString();
                default -> in.skip(tag, "MapOfStringToStringEntry", 0x6L);
            }
        }
        entries.put(key, value);
    }

    private static void writePoint(WireWriter out, Maps.Point value) {
        int x = value.x();
        if (x != 0) {
            out.writeInt32(1, x);
        }
        int y = value.y();
        if (y != 0) {
            out.writeInt32(2, y);
        }
    }

    private static Maps.Point readPoint(WireReader in) {
        int x = 0;
        int y = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> x = in.readInt32();
                case 16 -> y = in.readInt32();
                default -> in.skip(tag, "Point", 0x6L);
            }
        }
        return new Maps.Point(x, y);
    }

    private static void writeMapOfIntegerToPointEntry(WireWriter out, Integer key, Maps.Point value) {
        out.writeInt32(1, key);
        int start = out.begin(2);
        writePoint(out, value);
        out.end(start);
    }

    private static void readMapOfIntegerToPointEntry(WireReader in, Map<Integer, Maps.Point> entries) {
        int key = 0;
        Maps.Point value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> key = in.readInt32();
                case 18 -> {
                    int outer = in.enter();
                    value = readPoint(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "MapOfIntegerToPointEntry", 0x6L);
            }
        }
        entries.put(key, value == null ? readPoint(in) : value);
    }

    private static void writeMapOfLongToArrayOfByteEntry(WireWriter out, Long key, byte[] value) {
        out.writeInt64(1, key);
        out.writeBytes(2, value);
    }

    private static void readMapOfLongToArrayOfByteEntry(WireReader in, Map<Long, byte[]> entries) {
        long key = 0L;
        byte[] value = new byte[0];
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> key = in.readInt64();
                case 18 -> value = in.readBytes();
                default -> in.skip(tag, "MapOfLongToArrayOfByteEntry", 0x6L);
            }
        }
        entries.put(key, value);
    }

    private static void writeMapOfBooleanToDoubleEntry(WireWriter out, Boolean key, Double value) {
        out.writeBool(1, key);
        out.writeDouble(2, value);
    }

    private static void readMapOfBooleanToDoubleEntry(WireReader in, Map<Boolean, Double> entries) {
        boolean key = false;
        double value = 0D;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> key = in.readBool();
                case 17 -> value = in.readDouble();
                default -> in.skip(tag, "MapOfBooleanToDoubleEntry", 0x6L);
            }
        }
        entries.put(key, value);
    }

    private static void writeMapOfCharacterToShortEntry(WireWriter out, Character key, Short value) {
        out.writeInt32(1, key);
        out.writeInt32(2, value);
    }

    private static void readMapOfCharacterToShortEntry(WireReader in, Map<Character, Short> entries) {
        char key = (char) 0;
        short value = (short) 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> key = toChar(in.readInt32());
                case 16 -> value = toShort(in.readInt32());
                default -> in.skip(tag, "MapOfCharacterToShortEntry", 0x6L);
            }
        }
        entries.put(key, value);
    }

    private static void writeMapOfColorToStringEntry(WireWriter out, Maps.Color key, String value) {
        out.writeInt32(1, toNumber(key));
        out.writeString(2, value);
    }

    private static void readMapOfColorToStringEntry(WireReader in, Map<Maps.Color, String> entries) {
        Maps.Color key = null;
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> key = readColor(in);
                case 18 -> value = in.readString();
                default -> in.skip(tag, "MapOfColorToStringEntry", 0x6L);
            }
        }
        entries.put(some(key, "Map<Color, String>"), value);
    }

    private static void writeMapOfStringToColorEntry(WireWriter out, String key, Maps.Color value) {
        out.writeString(1, key);
        out.writeInt32(2, toNumber(value));
    }

    private static void readMapOfStringToColorEntry(WireReader in, Map<String, Maps.Color> entries) {
        String key = "";
        Maps.Color value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 16 -> value = readColor(in);
                default -> in.skip(tag, "MapOfStringToColorEntry", 0x6L);
            }
        }
        entries.put(key, some(value, "Map<String, Color>"));
    }

    private static void writeMapOfPointToPointEntry(WireWriter out, Maps.Point key, Maps.Point value) {
        {
            int start = out.begin(1);
            writePoint(out, key);
            out.end(start);
        }
        {
            int start = out.begin(2);
            writePoint(out, value);
            out.end(start);
        }
    }

    private static void readMapOfPointToPointEntry(WireReader in, Map<Maps.Point, Maps.Point> entries) {
        Maps.Point key = null;
        Maps.Point value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    key = readPoint(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    value = readPoint(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "MapOfPointToPointEntry", 0x6L);
            }
        }
        entries.put(key == null ? readPoint(in) : key, value == null ? readPoint(in) : value);
    }

    private static void writeUUID(WireWriter out, UUID value) {
        long mostSignificantBits = value.getMostSignificantBits();
        long leastSignificantBits = value.getLeastSignificantBits();
        if (mostSignificantBits != 0) {
            out.writeFixed64(1, mostSignificantBits);
        }
        if (leastSignificantBits != 0) {
            out.writeFixed64(2, leastSignificantBits);
        }
    }

    private static UUID readUUID(WireReader in) {
        long mostSignificantBits = 0;
        long leastSignificantBits = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 9 -> mostSignificantBits = in.readFixed64();
                case 17 -> leastSignificantBits = in.readFixed64();
                default -> in.skip(tag, "UUID", 0x6L);
            }
        }
        return new UUID(mostSignificantBits, leastSignificantBits);
    }

    private static void writeMapOfDoubleToUUIDEntry(WireWriter out, Double key, UUID value) {
        out.writeDouble(1, key);
        int start = out.begin(2);
        writeUUID(out, value);
        out.end(start);
    }

    private static void readMapOfDoubleToUUIDEntry(WireReader in, Map<Double, UUID> entries) {
        double key = 0D;
        UUID value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 9 -> key = in.readDouble();
                case 18 -> {
                    int outer = in.enter();
                    value = readUUID(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "MapOfDoubleToUUIDEntry", 0x6L);
            }
        }
        entries.put(key, value == null ? readUUID(in) : value);
    }

    private static void writeListOfPoint(WireWriter out, List<Maps.Point> value) {
        if (value != null) {
            int index = 0;
            for (Maps.Point element : value) {
                if (element == null) {
                    throw WireException.nullAt("List<Point>[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writePoint(out, element);
                out.end(start);
            }
        }
    }

    private static List<Maps.Point> readListOfPoint(WireReader in) {
        List<Maps.Point> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value.add(readPoint(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "ListOfPoint", 0x2L);
            }
        }
        return value;
    }

    private static void writeMapOfStringToListOfPointEntry(WireWriter out, String key, List<Maps.Point> value) {
        out.writeString(1, key);
        int start = out.begin(2);
        writeListOfPoint(out, value);
        out.end(start);
    }

    private static void readMapOfStringToListOfPointEntry(WireReader in, Map<String, List<Maps.Point>> entries) {
        String key = "";
        List<Maps.Point> value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 18 -> {
                    int outer = in.enter();
                    value = readListOfPoint(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "MapOfStringToListOfPointEntry", 0x6L);
            }
        }
        entries.put(key, value == null ? readListOfPoint(in) : value);
    }

    private static void writeMapOfStringToIntegerEntry(WireWriter out, String key, Integer value) {
        out.writeString(1, key);
        out.writeInt32(2, value);
    }

    private static void readMapOfStringToIntegerEntry(WireReader in, Map<String, Integer> entries) {
        String key = "";
        int value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 16 -> value = in.readInt32();
                default -> in.skip(tag, "MapOfStringToIntegerEntry", 0x6L);
            }
        }
        entries.put(key, value);
    }

    private static void writeMapOfStringToInteger(WireWriter out, Map<String, Integer> value) {
        if (value != null) {
            for (Map.Entry<String, Integer> entry : value.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Map<String, Integer>[" + entry.getKey() + "]");
                }
                int start = out.begin(1);
                writeMapOfStringToIntegerEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
    }

    private static Map<String, Integer> readMapOfStringToInteger(WireReader in) {
        Map<String, Integer> value = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    readMapOfStringToIntegerEntry(in, value);
                    in.leave(outer);
                }
                default -> in.skip(tag, "MapOfStringToInteger", 0x2L);
            }
        }
        return value;
    }

    private static void writeMapOfStringToLongEntry(WireWriter out, String key, Long value) {
        out.writeString(1, key);
        out.writeInt64(2, value);
    }

    private static void readMapOfStringToLongEntry(WireReader in, Map<String, Long> entries) {
        String key = "";
        long value = 0L;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 16 -> value = in.readInt64();
                default -> in.skip(tag, "MapOfStringToLongEntry", 0x6L);
            }
        }
        entries.put(key, value);
    }

    private static void writeMapOfStringToLong(WireWriter out, Map<String, Long> value) {
        if (value != null) {
            for (Map.Entry<String, Long> entry : value.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Map<String, Long>[" + entry.getKey() + "]");
                }
                int start = out.begin(1);
                writeMapOfStringToLongEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
    }

    private static Map<String, Long> readMapOfStringToLong(WireReader in) {
        Map<String, Long> value = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    readMapOfStringToLongEntry(in, value);
                    in.leave(outer);
                }
                default -> in.skip(tag, "MapOfStringToLong", 0x2L);
            }
        }
        return value;
    }

    private static void writeMapOfStringToMapOfStringToLongEntry(WireWriter out, String key, Map<String, Long> value) {
        out.writeString(1, key);
        int start = out.begin(2);
        writeMapOfStringToLong(out, value);
        out.end(start);
    }

    private static void readMapOfStringToMapOfStringToLongEntry(WireReader in, Map<String, Map<String, Long>> entries) {
        String key = "";
        Map<String, Long> value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 18 -> {
                    int outer = in.enter();
                    value = readMapOfStringToLong(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "MapOfStringToMapOfStringToLongEntry", 0x6L);
            }
        }
        entries.put(key, value == null ? readMapOfStringToLong(in) : value);
    }

    private static void writeMapOfIntegerToStringEntry(WireWriter out, Integer key, String value) {
        out.writeInt32(1, key);
        out.writeString(2, value);
    }

    private static void readMapOfIntegerToStringEntry(WireReader in, Map<Integer, String> entries) {
        int key = 0;
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> key = in.readInt32();
                case 18 -> value = in.readString();
                default -> in.skip(tag, "MapOfIntegerToStringEntry", 0x6L);
            }
        }
        entries.put(key, value);
    }

    private static int toNumber(Maps.Color value) {
        return switch (value) {
            case RED -> 1;
            case GREEN -> 2;
        };
    }

    private static Maps.Color readColor(WireReader in) {
        int number = in.readInt32();
        return switch (number) {
            case 0 -> null;
            case 1 -> Maps.Color.RED;
            case 2 -> Maps.Color.GREEN;
            default -> throw WireException.malformed(
                    "Color has no constant " + number + "; compile both sides with the same enum, or mark a constant as @Unknown");
        };
    }

    private static short toShort(int number) {
        if (number != (short) number) {
            throw WireException.malformed(number + " does not fit into a short");
        }
        return (short) number;
    }

    private static char toChar(int number) {
        if (number != (char) number) {
            throw WireException.malformed(number + " does not fit into a char");
        }
        return (char) number;
    }

    private static <E> E some(E constant, String path) {
        if (constant == null) {
            throw WireException.malformed(path + ": 0 is not a constant; compile both sides with the same enum");
        }
        return constant;
    }
}
