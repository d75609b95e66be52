package cases.scalars;

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
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Numbers}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class NumbersBinding implements ServiceBinding<Numbers> {
    /** The only instance. */
    public static final NumbersBinding INSTANCE = new NumbersBinding();

    private static final MethodInfo PRIMITIVES = new MethodInfo(
            "cases.scalars.numbers.Numbers/Primitives", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo BOXES = new MethodInfo(
            "cases.scalars.numbers.Numbers/Boxes", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo ADD = new MethodInfo(
            "cases.scalars.numbers.Numbers/Add", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo SUM = new MethodInfo(
            "cases.scalars.numbers.Numbers/Sum", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo SCALE = new MethodInfo(
            "cases.scalars.numbers.Numbers/Scale", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo NOT = new MethodInfo(
            "cases.scalars.numbers.Numbers/Not", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo NEXT = new MethodInfo(
            "cases.scalars.numbers.Numbers/Next", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo MAYBE = new MethodInfo(
            "cases.scalars.numbers.Numbers/Maybe", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(PRIMITIVES, BOXES, ADD, SUM, SCALE, NOT, NEXT, MAYBE);

    private NumbersBinding() {}

    @Override
    public Class<Numbers> type() {
        return Numbers.class;
    }

    @Override
    public String name() {
        return "cases.scalars.numbers.Numbers";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Numbers stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Numbers service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchPrimitives(service, call);
            case 1 -> dispatchBoxes(service, call);
            case 2 -> dispatchAdd(service, call);
            case 3 -> dispatchSum(service, call);
            case 4 -> dispatchScale(service, call);
            case 5 -> dispatchNot(service, call);
            case 6 -> dispatchNext(service, call);
            case 7 -> dispatchMaybe(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchPrimitives(Numbers service, InboundCall call) {
        Numbers.Primitives value = readPrimitives(call.request());
        Numbers.Primitives reply = service.primitives(value);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writePrimitives(call.reply(), reply);
        call.complete();
    }

    private static void dispatchBoxes(Numbers service, InboundCall call) {
        Numbers.Boxes value = readBoxes(call.request());
        Numbers.Boxes reply = service.boxes(value);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeBoxes(call.reply(), reply);
        call.complete();
    }

    private static void dispatchAdd(Numbers service, InboundCall call) {
        WireReader in = call.request();
        int a = 0;
        int b = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> a = in.readInt32();
                case 16 -> b = in.readInt32();
                default -> in.skip(tag, "AddRequest", 0x6L);
            }
        }
        int reply = service.add(a, b);
        writeAddResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchSum(Numbers service, InboundCall call) {
        WireReader in = call.request();
        long a = 0;
        byte b = 0;
        short c = 0;
        char d = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> a = in.readInt64();
                case 16 -> b = toByte(in.readInt32());
                case 24 -> c = toShort(in.readInt32());
                case 32 -> d = toChar(in.readInt32());
                default -> in.skip(tag, "SumRequest", 0x1eL);
            }
        }
        long reply = service.sum(a, b, c, d);
        writeSumResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchScale(Numbers service, InboundCall call) {
        WireReader in = call.request();
        double value = 0;
        float by = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 9 -> value = in.readDouble();
                case 21 -> by = in.readFloat();
                default -> in.skip(tag, "ScaleRequest", 0x6L);
            }
        }
        double reply = service.scale(value, by);
        writeScaleResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchNot(Numbers service, InboundCall call) {
        WireReader in = call.request();
        boolean value = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readBool();
                default -> in.skip(tag, "NotRequest", 0x2L);
            }
        }
        boolean reply = service.not(value);
        writeNotResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchNext(Numbers service, InboundCall call) {
        WireReader in = call.request();
        char value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = toChar(in.readInt32());
                default -> in.skip(tag, "NextRequest", 0x2L);
            }
        }
        char reply = service.next(value);
        writeNextResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchMaybe(Numbers service, InboundCall call) {
        WireReader in = call.request();
        Integer value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "MaybeRequest", 0x2L);
            }
        }
        Integer reply = service.maybe(value);
        writeMaybeResponse(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Numbers {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Numbers.Primitives primitives(Numbers.Primitives value) {
            Objects.requireNonNull(
                    value, "cases.scalars.numbers.Numbers/Primitives: value is null; a request needs a value");
            try (OutboundCall call = caller.newCall(PRIMITIVES)) {
                writePrimitives(call.request(), value);
                return readPrimitives(call.invoke());
            } catch (RpcException e) {
                throw PRIMITIVES.named(e);
            }
        }

        @Override
        public Numbers.Boxes boxes(Numbers.Boxes value) {
            Objects.requireNonNull(
                    value, "cases.scalars.numbers.Numbers/Boxes: value is null; a request needs a value");
            try (OutboundCall call = caller.newCall(BOXES)) {
                writeBoxes(call.request(), value);
                return readBoxes(call.invoke());
            } catch (RpcException e) {
                throw BOXES.named(e);
            }
        }

        @Override
        public int add(int a, int b) {
            try (OutboundCall call = caller.newCall(ADD)) {
                writeAddRequest(call.request(), a, b);
                return readAddResponse(call.invoke());
            } catch (RpcException e) {
                throw ADD.named(e);
            }
        }

        @Override
        public long sum(long a, byte b, short c, char d) {
            try (OutboundCall call = caller.newCall(SUM)) {
                writeSumRequest(call.request(), a, b, c, d);
                return readSumResponse(call.invoke());
            } catch (RpcException e) {
                throw SUM.named(e);
            }
        }

        @Override
        public double scale(double value, float by) {
            try (OutboundCall call = caller.newCall(SCALE)) {
                writeScaleRequest(call.request(), value, by);
                return readScaleResponse(call.invoke());
            } catch (RpcException e) {
                throw SCALE.named(e);
            }
        }

        @Override
        public boolean not(boolean value) {
            try (OutboundCall call = caller.newCall(NOT)) {
                writeNotRequest(call.request(), value);
                return readNotResponse(call.invoke());
            } catch (RpcException e) {
                throw NOT.named(e);
            }
        }

        @Override
        public char next(char value) {
            try (OutboundCall call = caller.newCall(NEXT)) {
                writeNextRequest(call.request(), value);
                return readNextResponse(call.invoke());
            } catch (RpcException e) {
                throw NEXT.named(e);
            }
        }

        @Override
        public Integer maybe(Integer value) {
            try (OutboundCall call = caller.newCall(MAYBE)) {
                writeMaybeRequest(call.request(), value);
                return readMaybeResponse(call.invoke());
            } catch (RpcException e) {
                throw MAYBE.named(e);
            }
        }
    }

    private static void writeAddRequest(WireWriter out, int a, int b) {
        if (a != 0) {
            out.writeInt32(1, a);
        }
        if (b != 0) {
            out.writeInt32(2, b);
        }
    }

    private static void writeAddResponse(WireWriter out, int value) {
        if (value != 0) {
            out.writeInt32(1, value);
        }
    }

    private static int readAddResponse(WireReader in) {
        int value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "AddResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeSumRequest(WireWriter out, long a, byte b, short c, char d) {
        if (a != 0) {
            out.writeInt64(1, a);
        }
        if (b != 0) {
            out.writeInt32(2, b);
        }
        if (c != 0) {
            out.writeInt32(3, c);
        }
        if (d != 0) {
            out.writeInt32(4, d);
        }
    }

    private static void writeSumResponse(WireWriter out, long value) {
        if (value != 0) {
            out.writeInt64(1, value);
        }
    }

    private static long readSumResponse(WireReader in) {
        long value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt64();
                default -> in.skip(tag, "SumResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeScaleRequest(WireWriter out, double value, float by) {
        if (Double.doubleToRawLongBits(value) != 0) {
            out.writeDouble(1, value);
        }
        if (Float.floatToRawIntBits(by) != 0) {
            out.writeFloat(2, by);
        }
    }

    private static void writeScaleResponse(WireWriter out, double value) {
        if (Double.doubleToRawLongBits(value) != 0) {
            out.writeDouble(1, value);
        }
    }

    private static double readScaleResponse(WireReader in) {
        double value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 9 -> value = in.readDouble();
                default -> in.skip(tag, "ScaleResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeNotRequest(WireWriter out, boolean value) {
        if (value) {
            out.writeBool(1, value);
        }
    }

    private static void writeNotResponse(WireWriter out, boolean value) {
        if (value) {
            out.writeBool(1, value);
        }
    }

    private static boolean readNotResponse(WireReader in) {
        boolean value = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readBool();
                default -> in.skip(tag, "NotResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeNextRequest(WireWriter out, char value) {
        if (value != 0) {
            out.writeInt32(1, value);
        }
    }

    private static void writeNextResponse(WireWriter out, char value) {
        if (value != 0) {
            out.writeInt32(1, value);
        }
    }

    private static char readNextResponse(WireReader in) {
        char value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = toChar(in.readInt32());
                default -> in.skip(tag, "NextResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeMaybeRequest(WireWriter out, Integer value) {
        if (value != null) {
            out.writeInt32(1, value);
        }
    }

    private static void writeMaybeResponse(WireWriter out, Integer value) {
        if (value != null) {
            out.writeInt32(1, value);
        }
    }

    private static Integer readMaybeResponse(WireReader in) {
        Integer value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "MaybeResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writePrimitives(WireWriter out, Numbers.Primitives value) {
        boolean aBoolean = value.aBoolean();
        if (aBoolean) {
            out.writeBool(1, aBoolean);
        }
        byte aByte = value.aByte();
        if (aByte != 0) {
            out.writeInt32(2, aByte);
        }
        short aShort = value.aShort();
        if (aShort != 0) {
            out.writeInt32(3, aShort);
        }
        char aChar = value.aChar();
        if (aChar != 0) {
            out.writeInt32(4, aChar);
        }
        int anInt = value.anInt();
        if (anInt != 0) {
            out.writeInt32(5, anInt);
        }
        long aLong = value.aLong();
        if (aLong != 0) {
            out.writeInt64(6, aLong);
        }
        float aFloat = value.aFloat();
        if (Float.floatToRawIntBits(aFloat) != 0) {
            out.writeFloat(7, aFloat);
        }
        double aDouble = value.aDouble();
        if (Double.doubleToRawLongBits(aDouble) != 0) {
            out.writeDouble(8, aDouble);
        }
    }

    private static Numbers.Primitives readPrimitives(WireReader in) {
        boolean aBoolean = false;
        byte aByte = 0;
        short aShort = 0;
        char aChar = 0;
        int anInt = 0;
        long aLong = 0;
        float aFloat = 0;
        double aDouble = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> aBoolean = in.readBool();
                case 16 -> aByte = toByte(in.readInt32());
                case 24 -> aShort = toShort(in.readInt32());
                case 32 -> aChar = toChar(in.readInt32());
                case 40 -> anInt = in.readInt32();
                case 48 -> aLong = in.readInt64();
                case 61 -> aFloat = in.readFloat();
                case 65 -> aDouble = in.readDouble();
                default -> in.skip(tag, "Primitives", 0x1feL);
            }
        }
        return new Numbers.Primitives(aBoolean, aByte, aShort, aChar, anInt, aLong, aFloat, aDouble);
    }

    private static void writeBoxes(WireWriter out, Numbers.Boxes value) {
        Boolean aBoolean = value.aBoolean();
        if (aBoolean != null) {
            out.writeBool(1, aBoolean);
        }
        Byte aByte = value.aByte();
        if (aByte != null) {
            out.writeInt32(2, aByte);
        }
        Short aShort = value.aShort();
        if (aShort != null) {
            out.writeInt32(3, aShort);
        }
        Character aChar = value.aChar();
        if (aChar != null) {
            out.writeInt32(4, aChar);
        }
        Integer anInt = value.anInt();
        if (anInt != null) {
            out.writeInt32(5, anInt);
        }
        Long aLong = value.aLong();
        if (aLong != null) {
            out.writeInt64(6, aLong);
        }
        Float aFloat = value.aFloat();
        if (aFloat != null) {
            out.writeFloat(7, aFloat);
        }
        Double aDouble = value.aDouble();
        if (aDouble != null) {
            out.writeDouble(8, aDouble);
        }
    }

    private static Numbers.Boxes readBoxes(WireReader in) {
        Boolean aBoolean = null;
        Byte aByte = null;
        Short aShort = null;
        Character aChar = null;
        Integer anInt = null;
        Long aLong = null;
        Float aFloat = null;
        Double aDouble = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> aBoolean = in.readBool();
                case 16 -> aByte = toByte(in.readInt32());
                case 24 -> aShort = toShort(in.readInt32());
                case 32 -> aChar = toChar(in.readInt32());
                case 40 -> anInt = in.readInt32();
                case 48 -> aLong = in.readInt64();
                case 61 -> aFloat = in.readFloat();
                case 65 -> aDouble = in.readDouble();
                default -> in.skip(tag, "Boxes", 0x1feL);
            }
        }
        return new Numbers.Boxes(aBoolean, aByte, aShort, aChar, anInt, aLong, aFloat, aDouble);
    }

    private static byte toByte(int number) {
        if (number != (byte) number) {
            throw WireException.malformed(number + " does not fit into a byte");
        }
        return (byte) number;
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
}
