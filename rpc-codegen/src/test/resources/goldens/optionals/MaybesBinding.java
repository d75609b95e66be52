package cases.optionals;

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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Maybes}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class MaybesBinding implements ServiceBinding<Maybes> {
    /** The only instance. */
    public static final MaybesBinding INSTANCE = new MaybesBinding();

    private static final MethodInfo ECHO = new MethodInfo(
            "cases.optionals.maybes.Maybes/Echo", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo FIRST = new MethodInfo(
            "cases.optionals.maybes.Maybes/First", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(ECHO, FIRST);

    private MaybesBinding() {}

    @Override
    public Class<Maybes> type() {
        return Maybes.class;
    }

    @Override
    public String name() {
        return "cases.optionals.maybes.Maybes";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Maybes stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Maybes service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchEcho(service, call);
            case 1 -> dispatchFirst(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchEcho(Maybes service, InboundCall call) {
        Maybes.Maybe maybe = readMaybe(call.request());
        Maybes.Maybe reply = service.echo(maybe);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeMaybe(call.reply(), reply);
        call.complete();
    }

    private static void dispatchFirst(Maybes service, InboundCall call) {
        WireReader in = call.request();
        Optional<Integer> index = Optional.empty();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> index = Optional.of(in.readInt32());
                default -> in.skip(tag, "FirstRequest", 0x2L);
            }
        }
        Optional<String> reply = service.first(index);
        writeFirstResponse(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Maybes {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Maybes.Maybe echo(Maybes.Maybe maybe) {
            Objects.requireNonNull(maybe, "cases.optionals.maybes.Maybes/Echo: maybe is null; a request needs a value");
            try (OutboundCall call = caller.newCall(ECHO)) {
                writeMaybe(call.request(), maybe);
                return readMaybe(call.invoke());
            } catch (RpcException e) {
                throw ECHO.named(e);
            }
        }

        @Override
        public Optional<String> first(Optional<Integer> index) {
            try (OutboundCall call = caller.newCall(FIRST)) {
                writeFirstRequest(call.request(), index);
                return readFirstResponse(call.invoke());
            } catch (RpcException e) {
                throw FIRST.named(e);
            }
        }
    }

    private static void writeFirstRequest(WireWriter out, Optional<Integer> index_) {
        if (index_ == null) {
            throw WireException.nullAt("Maybes.first(index)");
        }
        if (index_.isPresent()) {
            out.writeInt32(1, index_.get());
        }
    }

    private static void writeFirstResponse(WireWriter out, Optional<String> value) {
        if (value == null) {
            throw WireException.nullAt("Maybes.first()");
        }
        if (value.isPresent()) {
            out.writeString(1, value.get());
        }
    }

    private static Optional<String> readFirstResponse(WireReader in) {
        Optional<String> value = Optional.empty();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = Optional.of(in.readString());
                default -> in.skip(tag, "FirstResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeMaybe(WireWriter out, Maybes.Maybe value) {
        Optional<String> text = value.text();
        if (text == null) {
            throw WireException.nullAt("Maybe.text");
        }
        if (text.isPresent()) {
            out.writeString(1, text.get());
        }
        Optional<Byte> small = value.small();
        if (small == null) {
            throw WireException.nullAt("Maybe.small");
        }
        if (small.isPresent()) {
            out.writeInt32(2, small.get());
        }
        OptionalInt anInt = value.anInt();
        if (anInt == null) {
            throw WireException.nullAt("Maybe.anInt");
        }
        if (anInt.isPresent()) {
            out.writeInt32(3, anInt.getAsInt());
        }
        OptionalLong aLong = value.aLong();
        if (aLong == null) {
            throw WireException.nullAt("Maybe.aLong");
        }
        if (aLong.isPresent()) {
            out.writeInt64(4, aLong.getAsLong());
        }
        OptionalDouble aDouble = value.aDouble();
        if (aDouble == null) {
            throw WireException.nullAt("Maybe.aDouble");
        }
        if (aDouble.isPresent()) {
            out.writeDouble(5, aDouble.getAsDouble());
        }
        Optional<Maybes.Maybe> nested = value.nested();
        if (nested == null) {
            throw WireException.nullAt("Maybe.nested");
        }
        if (nested.isPresent()) {
            int start = out.begin(6);
            writeMaybe(out, nested.get());
            out.end(start);
        }
        Optional<List<String>> list = value.list();
        if (list == null) {
            throw WireException.nullAt("Maybe.list");
        }
        if (list.isPresent()) {
            int start = out.begin(7);
            writeListOfString(out, list.get());
            out.end(start);
        }
        Optional<Maybes.Side> side = value.side();
        if (side == null) {
            throw WireException.nullAt("Maybe.side");
        }
        if (side.isPresent()) {
            out.writeInt32(8, toNumber(side.get()));
        }
    }

    private static Maybes.Maybe readMaybe(WireReader in) {
        Optional<String> text = Optional.empty();
        Optional<Byte> small = Optional.empty();
        OptionalInt anInt = OptionalInt.empty();
        OptionalLong aLong = OptionalLong.empty();
        OptionalDouble aDouble = OptionalDouble.empty();
        Optional<Maybes.Maybe> nested = Optional.empty();
        Optional<List<String>> list = Optional.empty();
        Optional<Maybes.Side> side = Optional.empty();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = Optional.of(in.readString());
                case 16 -> small = Optional.of(toByte(in.readInt32()));
                case 24 -> anInt = OptionalInt.of(in.readInt32());
                case 32 -> aLong = OptionalLong.of(in.readInt64());
                case 41 -> aDouble = OptionalDouble.of(in.readDouble());
                case 50 -> {
                    int outer = in.enter();
                    nested = Optional.of(readMaybe(in));
                    in.leave(outer);
                }
                case 58 -> {
                    int outer = in.enter();
                    list = Optional.of(readListOfString(in));
                    in.leave(outer);
                }
                case 64 -> side = Optional.ofNullable(readSide(in));
                default -> in.skip(tag, "Maybe", 0x1feL);
            }
        }
        return new Maybes.Maybe(text, small, anInt, aLong, aDouble, nested, list, side);
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

    private static int toNumber(Maybes.Side value) {
        return switch (value) {
            case LEFT -> 1;
            case RIGHT -> 2;
        };
    }

    private static Maybes.Side readSide(WireReader in) {
        int number = in.readInt32();
        return switch (number) {
            case 0 -> null;
            case 1 -> Maybes.Side.LEFT;
            case 2 -> Maybes.Side.RIGHT;
            default -> throw WireException.malformed(
                    "Side has no constant " + number + "; compile both sides with the same enum, or mark a constant as @Unknown");
        };
    }

    private static byte toByte(int number) {
        if (number != (byte) number) {
            throw WireException.malformed(number + " does not fit into a byte");
        }
        return (byte) number;
    }
}
