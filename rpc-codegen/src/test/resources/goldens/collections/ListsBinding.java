package cases.collections;

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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Lists}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class ListsBinding implements ServiceBinding<Lists> {
    /** The only instance. */
    public static final ListsBinding INSTANCE = new ListsBinding();

    private static final MethodInfo ECHO = new MethodInfo(
            "cases.collections.lists.Lists/Echo", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo SORTED = new MethodInfo(
            "cases.collections.lists.Lists/Sorted", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo ALL = new MethodInfo(
            "cases.collections.lists.Lists/All", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo ARRAYS = new MethodInfo(
            "cases.collections.lists.Lists/Arrays", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(ECHO, SORTED, ALL, ARRAYS);

    private ListsBinding() {}

    @Override
    public Class<Lists> type() {
        return Lists.class;
    }

    @Override
    public String name() {
        return "cases.collections.lists.Lists";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Lists stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Lists service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchEcho(service, call);
            case 1 -> dispatchSorted(service, call);
            case 2 -> dispatchAll(service, call);
            case 3 -> dispatchArrays(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchEcho(Lists service, InboundCall call) {
        Lists.Many many = readMany(call.request());
        Lists.Many reply = service.echo(many);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeMany(call.reply(), reply);
        call.complete();
    }

    private static void dispatchSorted(Lists service, InboundCall call) {
        WireReader in = call.request();
        Set<String> texts = new LinkedHashSet<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> texts.add(in.readString());
                default -> in.skip(tag, "SortedRequest", 0x2L);
            }
        }
        List<String> reply = service.sorted(texts);
        writeSortedResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchAll(Lists service, InboundCall call) {
        WireReader in = call.request();
        int[] numbers = {};
        int numbersSize = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        numbers = grown(numbers, numbersSize);
                        numbers[numbersSize++] = in.readInt32();
                    }
                    in.leave(outer);
                }
                case 8 -> {
                    numbers = grown(numbers, numbersSize);
                    numbers[numbersSize++] = in.readInt32();
                }
                default -> in.skip(tag, "AllRequest", 0x2L);
            }
        }
        Collection<Integer> reply = service.all(java.util.Arrays.copyOf(numbers, numbersSize));
        writeAllResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchArrays(Lists service, InboundCall call) {
        Lists.Arrays arrays = readArrays(call.request());
        Lists.Arrays reply = service.arrays(arrays);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeArrays(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Lists {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Lists.Many echo(Lists.Many many) {
            Objects.requireNonNull(many, "cases.collections.lists.Lists/Echo: many is null; a request needs a value");
            try (OutboundCall call = caller.newCall(ECHO)) {
                writeMany(call.request(), many);
                return readMany(call.invoke());
            } catch (RpcException e) {
                throw ECHO.named(e);
            }
        }

        @Override
        public List<String> sorted(Set<String> texts) {
            try (OutboundCall call = caller.newCall(SORTED)) {
                writeSortedRequest(call.request(), texts);
                return readSortedResponse(call.invoke());
            } catch (RpcException e) {
                throw SORTED.named(e);
            }
        }

        @Override
        public Collection<Integer> all(int... numbers) {
            try (OutboundCall call = caller.newCall(ALL)) {
                writeAllRequest(call.request(), numbers);
                return readAllResponse(call.invoke());
            } catch (RpcException e) {
                throw ALL.named(e);
            }
        }

        @Override
        public Lists.Arrays arrays(Lists.Arrays arrays) {
            Objects.requireNonNull(
                    arrays, "cases.collections.lists.Lists/Arrays: arrays is null; a request needs a value");
            try (OutboundCall call = caller.newCall(ARRAYS)) {
                writeArrays(call.request(), arrays);
                return readArrays(call.invoke());
            } catch (RpcException e) {
                throw ARRAYS.named(e);
            }
        }
    }

    private static void writeSortedRequest(WireWriter out, Set<String> texts) {
        if (texts != null) {
            int index = 0;
            for (String element : texts) {
                if (element == null) {
                    throw WireException.nullAt("Lists.sorted(texts)[" + index + "]");
                }
                index++;
                out.writeString(1, element);
            }
        }
    }

    private static void writeSortedResponse(WireWriter out, List<String> value) {
        if (value != null) {
            int index = 0;
            for (String element : value) {
                if (element == null) {
                    throw WireException.nullAt("Lists.sorted()[" + index + "]");
                }
                index++;
                out.writeString(1, element);
            }
        }
    }

    private static List<String> readSortedResponse(WireReader in) {
        List<String> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value.add(in.readString());
                default -> in.skip(tag, "SortedResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeAllRequest(WireWriter out, int[] numbers) {
        if (numbers != null && numbers.length > 0) {
            int start = out.begin(1);
            for (int element : numbers) {
                out.writeInt32(element);
            }
            out.end(start);
        }
    }

    private static void writeAllResponse(WireWriter out, Collection<Integer> value) {
        if (value != null && !value.isEmpty()) {
            int start = out.begin(1);
            int index = 0;
            for (Integer element : value) {
                if (element == null) {
                    throw WireException.nullAt("Lists.all()[" + index + "]");
                }
                index++;
                out.writeInt32(element);
            }
            out.end(start);
        }
    }

    private static Collection<Integer> readAllResponse(WireReader in) {
        List<Integer> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        value.add(in.readInt32());
                    }
                    in.leave(outer);
                }
                case 8 -> value.add(in.readInt32());
                default -> in.skip(tag, "AllResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeMany(WireWriter out, Lists.Many value) {
        List<String> strings = value.strings();
        if (strings != null) {
            int index = 0;
            for (String element : strings) {
                if (element == null) {
                    throw WireException.nullAt("Many.strings[" + index + "]");
                }
                index++;
                out.writeString(1, element);
            }
        }
        List<Integer> ints = value.ints();
        if (ints != null && !ints.isEmpty()) {
            int start = out.begin(2);
            int index = 0;
            for (Integer element : ints) {
                if (element == null) {
                    throw WireException.nullAt("Many.ints[" + index + "]");
                }
                index++;
                out.writeInt32(element);
            }
            out.end(start);
        }
        Set<Double> doubles = value.doubles();
        if (doubles != null && !doubles.isEmpty()) {
            int start = out.begin(3);
            int index = 0;
            for (Double element : doubles) {
                if (element == null) {
                    throw WireException.nullAt("Many.doubles[" + index + "]");
                }
                index++;
                out.writeDouble(element);
            }
            out.end(start);
        }
        Collection<Boolean> booleans = value.booleans();
        if (booleans != null && !booleans.isEmpty()) {
            int start = out.begin(4);
            int index = 0;
            for (Boolean element : booleans) {
                if (element == null) {
                    throw WireException.nullAt("Many.booleans[" + index + "]");
                }
                index++;
                out.writeBool(element);
            }
            out.end(start);
        }
        List<byte[]> bytes = value.bytes();
        if (bytes != null) {
            int index = 0;
            for (byte[] element : bytes) {
                if (element == null) {
                    throw WireException.nullAt("Many.bytes[" + index + "]");
                }
                index++;
                out.writeBytes(5, element);
            }
        }
        Set<Lists.Point> points = value.points();
        if (points != null) {
            int index = 0;
            for (Lists.Point element : points) {
                if (element == null) {
                    throw WireException.nullAt("Many.points[" + index + "]");
                }
                index++;
                int start = out.begin(6);
                writePoint(out, element);
                out.end(start);
            }
        }
        List<List<String>> table = value.table();
        if (table != null) {
            int index = 0;
            for (List<String> element : table) {
                if (element == null) {
                    throw WireException.nullAt("Many.table[" + index + "]");
                }
                index++;
                int start = out.begin(7);
                writeListOfString(out, element);
                out.end(start);
            }
        }
        List<Set<List<Lists.Point>>> deep = value.deep();
        if (deep != null) {
            int index = 0;
            for (Set<List<Lists.Point>> element : deep) {
                if (element == null) {
                    throw WireException.nullAt("Many.deep[" + index + "]");
                }
                index++;
                int start = out.begin(8);
                writeSetOfListOfPoint(out, element);
                out.end(start);
            }
        }
        List<Character> chars = value.chars();
        if (chars != null && !chars.isEmpty()) {
            int start = out.begin(9);
            int index = 0;
            for (Character element : chars) {
                if (element == null) {
                    throw WireException.nullAt("Many.chars[" + index + "]");
                }
                index++;
                out.writeInt32(element);
            }
            out.end(start);
        }
    }

    private static Lists.Many readMany(WireReader in) {
        List<String> strings = new ArrayList<>();
        List<Integer> ints = new ArrayList<>();
        Set<Double> doubles = new LinkedHashSet<>();
        List<Boolean> booleans = new ArrayList<>();
        List<byte[]> bytes = new ArrayList<>();
        Set<Lists.Point> points = new LinkedHashSet<>();
        List<List<String>> table = new ArrayList<>();
        List<Set<List<Lists.Point>>> deep = new ArrayList<>();
        List<Character> chars = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> strings.add(in.readString());
                case 18 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        ints.add(in.readInt32());
                    }
                    in.leave(outer);
                }
                case 16 -> ints.add(in.readInt32());
                case 26 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        doubles.add(in.readDouble());
                    }
                    in.leave(outer);
                }
                case 25 -> doubles.add(in.readDouble());
                case 34 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        booleans.add(in.readBool());
                    }
                    in.leave(outer);
                }
                case 32 -> booleans.add(in.readBool());
                case 42 -> bytes.add(in.readBytes());
                case 50 -> {
                    int outer = in.enter();
                    points.add(readPoint(in));
                    in.leave(outer);
                }
                case 58 -> {
                    int outer = in.enter();
                    table.add(readListOfString(in));
                    in.leave(outer);
                }
                case 66 -> {
                    int outer = in.enter();
                    deep.add(readSetOfListOfPoint(in));
                    in.leave(outer);
                }
                case 74 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        chars.add(toChar(in.readInt32()));
                    }
                    in.leave(outer);
                }
                case 72 -> chars.add(toChar(in.readInt32()));
                default -> in.skip(tag, "Many", 0x3feL);
            }
        }
        return new Lists.Many(strings, ints, doubles, booleans, bytes, points, table, deep, chars);
    }

    private static void writePoint(WireWriter out, Lists.Point value) {
        int x = value.x();
        if (x != 0) {
            out.writeInt32(1, x);
        }
        int y = value.y();
        if (y != 0) {
            out.writeInt32(2, y);
        }
    }

    private static Lists.Point readPoint(WireReader in) {
        int x = 0;
        int y = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> x = in.readInt32();
                case 16 -> y = in.readInt32();
                default -> in.skip(tag, "Point", 0x6L);
            }
        }
        return new Lists.Point(x, y);
    }

    private static void writeListOfString(WireWriter out, List<String> value) {
        if (value != null) {
            int index = 0;
            for (String element : value) {
                if (element == null) {
                    throw WireException.nullAt("List<String>[" + index + "]");
                }
                index++;
                out.writeString(1, element);
            }
        }
    }

    private static List<String> readListOfString(WireReader in) {
        List<String> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value.add(in.readString());
                default -> in.skip(tag, "ListOfString", 0x2L);
            }
        }
        return value;
    }

    private static void writeListOfPoint(WireWriter out, List<Lists.Point> value) {
        if (value != null) {
            int index = 0;
            for (Lists.Point element : value) {
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

    private static List<Lists.Point> readListOfPoint(WireReader in) {
        List<Lists.Point> value = new ArrayList<>();
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

    private static void writeSetOfListOfPoint(WireWriter out, Set<List<Lists.Point>> value) {
        if (value != null) {
            int index = 0;
            for (List<Lists.Point> element : value) {
                if (element == null) {
                    throw WireException.nullAt("Set<List<Point>>[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writeListOfPoint(out, element);
                out.end(start);
            }
        }
    }

    private static Set<List<Lists.Point>> readSetOfListOfPoint(WireReader in) {
        Set<List<Lists.Point>> value = new LinkedHashSet<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value.add(readListOfPoint(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "SetOfListOfPoint", 0x2L);
            }
        }
        return value;
    }

    private static void writeArrays(WireWriter out, Lists.Arrays value) {
        int[] ints = value.ints();
        if (ints != null && ints.length > 0) {
            int start = out.begin(1);
            for (int element : ints) {
                out.writeInt32(element);
            }
            out.end(start);
        }
        long[] longs = value.longs();
        if (longs != null && longs.length > 0) {
            int start = out.begin(2);
            for (long element : longs) {
                out.writeInt64(element);
            }
            out.end(start);
        }
        double[] doubles = value.doubles();
        if (doubles != null && doubles.length > 0) {
            int start = out.begin(3);
            for (double element : doubles) {
                out.writeDouble(element);
            }
            out.end(start);
        }
        float[] floats = value.floats();
        if (floats != null && floats.length > 0) {
            int start = out.begin(4);
            for (float element : floats) {
                out.writeFloat(element);
            }
            out.end(start);
        }
        boolean[] booleans = value.booleans();
        if (booleans != null && booleans.length > 0) {
            int start = out.begin(5);
            for (boolean element : booleans) {
                out.writeBool(element);
            }
            out.end(start);
        }
        short[] shorts = value.shorts();
        if (shorts != null && shorts.length > 0) {
            int start = out.begin(6);
            for (short element : shorts) {
                out.writeInt32(element);
            }
            out.end(start);
        }
        char[] chars = value.chars();
        if (chars != null && chars.length > 0) {
            int start = out.begin(7);
            for (char element : chars) {
                out.writeInt32(element);
            }
            out.end(start);
        }
        byte[][] bytes = value.bytes();
        if (bytes != null) {
            int index = 0;
            for (byte[] element : bytes) {
                if (element == null) {
                    throw WireException.nullAt("Arrays.bytes[" + index + "]");
                }
                index++;
                out.writeBytes(8, element);
            }
        }
        String[] strings = value.strings();
        if (strings != null) {
            int index = 0;
            for (String element : strings) {
                if (element == null) {
                    throw WireException.nullAt("Arrays.strings[" + index + "]");
                }
                index++;
                out.writeString(9, element);
            }
        }
        Lists.Point[] points = value.points();
        if (points != null) {
            int index = 0;
            for (Lists.Point element : points) {
                if (element == null) {
                    throw WireException.nullAt("Arrays.points[" + index + "]");
                }
                index++;
                int start = out.begin(10);
                writePoint(out, element);
                out.end(start);
            }
        }
        int[][] matrix = value.matrix();
        if (matrix != null) {
            int index = 0;
            for (int[] element : matrix) {
                if (element == null) {
                    throw WireException.nullAt("Arrays.matrix[" + index + "]");
                }
                index++;
                int start = out.begin(11);
                writeArrayOfInt(out, element);
                out.end(start);
            }
        }
        Integer[] boxes = value.boxes();
        if (boxes != null && boxes.length > 0) {
            int start = out.begin(12);
            int index = 0;
            for (Integer element : boxes) {
                if (element == null) {
                    throw WireException.nullAt("Arrays.boxes[" + index + "]");
                }
                index++;
                out.writeInt32(element);
            }
            out.end(start);
        }
        int intsSize = value.intsSize();
        if (intsSize != 0) {
            out.writeInt32(13, intsSize);
        }
    }

    private static Lists.Arrays readArrays(WireReader in) {
        int[] ints = {};
        int intsSize_ = 0;
        long[] longs = {};
        int longsSize = 0;
        double[] doubles = {};
        int doublesSize = 0;
        float[] floats = {};
        int floatsSize = 0;
        boolean[] booleans = {};
        int booleansSize = 0;
        short[] shorts = {};
        int shortsSize = 0;
        char[] chars = {};
        int charsSize = 0;
        List<byte[]> bytes = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        List<Lists.Point> points = new ArrayList<>();
        List<int[]> matrix = new ArrayList<>();
        List<Integer> boxes = new ArrayList<>();
        int intsSize = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        ints = grown(ints, intsSize_);
                        ints[intsSize_++] = in.readInt32();
                    }
                    in.leave(outer);
                }
                case 8 -> {
                    ints = grown(ints, intsSize_);
                    ints[intsSize_++] = in.readInt32();
                }
                case 18 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        longs = grown(longs, longsSize);
                        longs[longsSize++] = in.readInt64();
                    }
                    in.leave(outer);
                }
                case 16 -> {
                    longs = grown(longs, longsSize);
                    longs[longsSize++] = in.readInt64();
                }
                case 26 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        doubles = grown(doubles, doublesSize);
                        doubles[doublesSize++] = in.readDouble();
                    }
                    in.leave(outer);
                }
                case 25 -> {
                    doubles = grown(doubles, doublesSize);
                    doubles[doublesSize++] = in.readDouble();
                }
                case 34 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        floats = grown(floats, floatsSize);
                        floats[floatsSize++] = in.readFloat();
                    }
                    in.leave(outer);
                }
                case 37 -> {
                    floats = grown(floats, floatsSize);
                    floats[floatsSize++] = in.readFloat();
                }
                case 42 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        booleans = grown(booleans, booleansSize);
                        booleans[booleansSize++] = in.readBool();
                    }
                    in.leave(outer);
                }
                case 40 -> {
                    booleans = grown(booleans, booleansSize);
                    booleans[booleansSize++] = in.readBool();
                }
                case 50 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        shorts = grown(shorts, shortsSize);
                        shorts[shortsSize++] = toShort(in.readInt32());
                    }
                    in.leave(outer);
                }
                case 48 -> {
                    shorts = grown(shorts, shortsSize);
                    shorts[shortsSize++] = toShort(in.readInt32());
                }
                case 58 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        chars = grown(chars, charsSize);
                        chars[charsSize++] = toChar(in.readInt32());
                    }
                    in.leave(outer);
                }
                case 56 -> {
                    chars = grown(chars, charsSize);
                    chars[charsSize++] = toChar(in.readInt32());
                }
                case 66 -> bytes.add(in.readBytes());
                case 74 -> strings.add(in.readString());
                case 82 -> {
                    int outer = in.enter();
                    points.add(readPoint(in));
                    in.leave(outer);
                }
                case 90 -> {
                    int outer = in.enter();
                    matrix.add(readArrayOfInt(in));
                    in.leave(outer);
                }
                case 98 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        boxes.add(in.readInt32());
                    }
                    in.leave(outer);
                }
                case 96 -> boxes.add(in.readInt32());
                case 104 -> intsSize = in.readInt32();
                default -> in.skip(tag, "Arrays", 0x3ffeL);
            }
        }
        return new Lists.Arrays(
                java.util.Arrays.copyOf(ints, intsSize_), java.util.Arrays.copyOf(longs, longsSize),
                java.util.Arrays.copyOf(doubles, doublesSize), java.util.Arrays.copyOf(floats, floatsSize),
                java.util.Arrays.copyOf(booleans, booleansSize), java.util.Arrays.copyOf(shorts, shortsSize),
                java.util.Arrays.copyOf(chars, charsSize), bytes.toArray(byte[][]::new), strings.toArray(String[]::new),
                points.toArray(Lists.Point[]::new), matrix.toArray(int[][]::new), boxes.toArray(Integer[]::new),
                intsSize);
    }

    private static void writeArrayOfInt(WireWriter out, int[] value) {
        if (value != null && value.length > 0) {
            int start = out.begin(1);
            for (int element : value) {
                out.writeInt32(element);
            }
            out.end(start);
        }
    }

    private static int[] readArrayOfInt(WireReader in) {
        int[] value = {};
        int valueSize = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        value = grown(value, valueSize);
                        value[valueSize++] = in.readInt32();
                    }
                    in.leave(outer);
                }
                case 8 -> {
                    value = grown(value, valueSize);
                    value[valueSize++] = in.readInt32();
                }
                default -> in.skip(tag, "ArrayOfInt", 0x2L);
            }
        }
        return java.util.Arrays.copyOf(value, valueSize);
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

    private static boolean[] grown(boolean[] values, int size) {
        return size < values.length ? values : java.util.Arrays.copyOf(values, Math.max(8, 2 * size));
    }

    private static short[] grown(short[] values, int size) {
        return size < values.length ? values : java.util.Arrays.copyOf(values, Math.max(8, 2 * size));
    }

    private static char[] grown(char[] values, int size) {
        return size < values.length ? values : java.util.Arrays.copyOf(values, Math.max(8, 2 * size));
    }

    private static int[] grown(int[] values, int size) {
        return size < values.length ? values : java.util.Arrays.copyOf(values, Math.max(8, 2 * size));
    }

    private static long[] grown(long[] values, int size) {
        return size < values.length ? values : java.util.Arrays.copyOf(values, Math.max(8, 2 * size));
    }

    private static float[] grown(float[] values, int size) {
        return size < values.length ? values : java.util.Arrays.copyOf(values, Math.max(8, 2 * size));
    }

    private static double[] grown(double[] values, int size) {
        return size < values.length ? values : java.util.Arrays.copyOf(values, Math.max(8, 2 * size));
    }
}
