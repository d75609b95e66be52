package cases.enums;

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
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Paint}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class PaintBinding implements ServiceBinding<Paint> {
    /** The only instance. */
    public static final PaintBinding INSTANCE = new PaintBinding();

    private static final MethodInfo MIX = new MethodInfo("cases.enums.paint.Paint/Mix", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo DRAW = new MethodInfo("cases.enums.paint.Paint/Draw", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(MIX, DRAW);

    private PaintBinding() {}

    @Override
    public Class<Paint> type() {
        return Paint.class;
    }

    @Override
    public String name() {
        return "cases.enums.paint.Paint";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Paint stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Paint service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchMix(service, call);
            case 1 -> dispatchDraw(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchMix(Paint service, InboundCall call) {
        WireReader in = call.request();
        Color a = null;
        Color b = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> a = readColor(in);
                case 16 -> b = readColor(in);
                default -> in.skip(tag, "MixRequest", 0x6L);
            }
        }
        Color reply = service.mix(a, b);
        writeMixResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchDraw(Paint service, InboundCall call) {
        Paint.Picture picture = readPicture(call.request());
        Paint.Picture reply = service.draw(picture);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writePicture(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Paint {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Color mix(Color a, Color b) {
            try (OutboundCall call = caller.newCall(MIX)) {
                writeMixRequest(call.request(), a, b);
                return readMixResponse(call.invoke());
            } catch (RpcException e) {
                throw MIX.named(e);
            }
        }

        @Override
        public Paint.Picture draw(Paint.Picture picture) {
            Objects.requireNonNull(picture, "cases.enums.paint.Paint/Draw: picture is null; a request needs a value");
            try (OutboundCall call = caller.newCall(DRAW)) {
                writePicture(call.request(), picture);
                return readPicture(call.invoke());
            } catch (RpcException e) {
                throw DRAW.named(e);
            }
        }
    }

    private static void writeMixRequest(WireWriter out, Color a, Color b) {
        if (a != null) {
            out.writeInt32(1, toNumber(a));
        }
        if (b != null) {
            out.writeInt32(2, toNumber(b));
        }
    }

    private static void writeMixResponse(WireWriter out, Color value) {
        if (value != null) {
            out.writeInt32(1, toNumber(value));
        }
    }

    private static Color readMixResponse(WireReader in) {
        Color value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = readColor(in);
                default -> in.skip(tag, "MixResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writePicture(WireWriter out, Paint.Picture value) {
        Color main = value.main();
        if (main != null) {
            out.writeInt32(1, toNumber(main));
        }
        List<Color> others = value.others();
        if (others != null && !others.isEmpty()) {
            int start = out.begin(2);
            int index = 0;
            for (Color element : others) {
                if (element == null) {
                    throw WireException.nullAt("Picture.others[" + index + "]");
                }
                index++;
                out.writeInt32(toNumber(element));
            }
            out.end(start);
        }
        Finish finish = value.finish();
        if (finish != null) {
            out.writeInt32(3, toNumber(finish));
        }
        List<Finish> layers = value.layers();
        if (layers != null && !layers.isEmpty()) {
            int start = out.begin(4);
            int index = 0;
            for (Finish element : layers) {
                if (element == null) {
                    throw WireException.nullAt("Picture.layers[" + index + "]");
                }
                index++;
                out.writeInt32(toNumber(element));
            }
            out.end(start);
        }
        DayOfWeek day = value.day();
        if (day != null) {
            out.writeInt32(5, toNumber(day));
        }
    }

    private static Paint.Picture readPicture(WireReader in) {
        Color main = null;
        List<Color> others = new ArrayList<>();
        Finish finish = null;
        List<Finish> layers = new ArrayList<>();
        DayOfWeek day = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> main = readColor(in);
                case 18 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        others.add(some(readColor(in), "Picture.others"));
                    }
                    in.leave(outer);
                }
                case 16 -> others.add(some(readColor(in), "Picture.others"));
                case 24 -> finish = readFinish(in);
                case 34 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        layers.add(Objects.requireNonNullElse(readFinish(in), Finish.OTHER));
                    }
                    in.leave(outer);
                }
                case 32 -> layers.add(Objects.requireNonNullElse(readFinish(in), Finish.OTHER));
                case 40 -> day = readDayOfWeek(in);
                default -> in.skip(tag, "Picture", 0x3eL);
            }
        }
        return new Paint.Picture(main, others, finish, layers, day);
    }

    private static int toNumber(Color value) {
        return switch (value) {
            case RED -> 1;
            case darkGreen -> 10;
            case BLUE -> 3;
            case UNSPECIFIED -> 4;
        };
    }

    private static Color readColor(WireReader in) {
        int number = in.readInt32();
        return switch (number) {
            case 0 -> null;
            case 1 -> Color.RED;
            case 10 -> Color.darkGreen;
            case 3 -> Color.BLUE;
            case 4 -> Color.UNSPECIFIED;
            default -> throw WireException.malformed(
                    "Color has no constant " + number + "; compile both sides with the same enum, or mark a constant as @Unknown");
        };
    }

    private static int toNumber(Finish value) {
        return switch (value) {
            case MATT -> 1;
            case OTHER -> 2;
        };
    }

    private static Finish readFinish(WireReader in) {
        int number = in.readInt32();
        return switch (number) {
            case 0 -> null;
            case 1 -> Finish.MATT;
            case 2 -> Finish.OTHER;
            default -> Finish.OTHER;
        };
    }

    private static int toNumber(DayOfWeek value) {
        return switch (value) {
            case MONDAY -> 1;
            case TUESDAY -> 2;
            case WEDNESDAY -> 3;
            case THURSDAY -> 4;
            case FRIDAY -> 5;
            case SATURDAY -> 6;
            case SUNDAY -> 7;
        };
    }

    private static DayOfWeek readDayOfWeek(WireReader in) {
        int number = in.readInt32();
        return switch (number) {
            case 0 -> null;
            case 1 -> DayOfWeek.MONDAY;
            case 2 -> DayOfWeek.TUESDAY;
            case 3 -> DayOfWeek.WEDNESDAY;
            case 4 -> DayOfWeek.THURSDAY;
            case 5 -> DayOfWeek.FRIDAY;
            case 6 -> DayOfWeek.SATURDAY;
            case 7 -> DayOfWeek.SUNDAY;
            default -> throw WireException.malformed(
                    "DayOfWeek has no constant " + number + "; compile both sides with the same enum, or mark a constant as @Unknown");
        };
    }

    private static <E> E some(E constant, String path) {
        if (constant == null) {
            throw WireException.malformed(path + ": 0 is not a constant; compile both sides with the same enum");
        }
        return constant;
    }
}
