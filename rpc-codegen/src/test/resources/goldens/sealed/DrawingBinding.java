package cases.sealed;

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
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Drawing}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class DrawingBinding implements ServiceBinding<Drawing> {
    /** The only instance. */
    public static final DrawingBinding INSTANCE = new DrawingBinding();

    private static final MethodInfo SCALE = new MethodInfo(
            "cases.sealed.drawing.Drawing/Scale", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo AREA = new MethodInfo(
            "cases.sealed.drawing.Drawing/Area", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo LARGEST = new MethodInfo(
            "cases.sealed.drawing.Drawing/Largest", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(SCALE, AREA, LARGEST);

    private DrawingBinding() {}

    @Override
    public Class<Drawing> type() {
        return Drawing.class;
    }

    @Override
    public String name() {
        return "cases.sealed.drawing.Drawing";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Drawing stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Drawing service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchScale(service, call);
            case 1 -> dispatchArea(service, call);
            case 2 -> dispatchLargest(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchScale(Drawing service, InboundCall call) {
        Shape shape = readShape(call.request());
        Shape reply = service.scale(shape);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeShape(call.reply(), reply);
        call.complete();
    }

    private static void dispatchArea(Drawing service, InboundCall call) {
        WireReader in = call.request();
        List<Shape> shapes = new ArrayList<>();
        Shape extra = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    shapes.add(readShape(in));
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    extra = readShape(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "AreaRequest", 0x6L);
            }
        }
        double reply = service.area(shapes, extra);
        writeAreaResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchLargest(Drawing service, InboundCall call) {
        Group group = readGroup(call.request());
        Outcome<Circle> reply = service.largest(group);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeOutcomeCircle(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Drawing {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Shape scale(Shape shape) {
            Objects.requireNonNull(shape, "cases.sealed.drawing.Drawing/Scale: shape is null; a request needs a value");
            try (OutboundCall call = caller.newCall(SCALE)) {
                writeShape(call.request(), shape);
                return readShape(call.invoke());
            } catch (RpcException e) {
                throw SCALE.named(e);
            }
        }

        @Override
        public double area(List<Shape> shapes, Shape extra) {
            try (OutboundCall call = caller.newCall(AREA)) {
                writeAreaRequest(call.request(), shapes, extra);
                return readAreaResponse(call.invoke());
            } catch (RpcException e) {
                throw AREA.named(e);
            }
        }

        @Override
        public Outcome<Circle> largest(Group group) {
            Objects.requireNonNull(
                    group, "cases.sealed.drawing.Drawing/Largest: group is null; a request needs a value");
            try (OutboundCall call = caller.newCall(LARGEST)) {
                writeGroup(call.request(), group);
                return readOutcomeCircle(call.invoke());
            } catch (RpcException e) {
                throw LARGEST.named(e);
            }
        }
    }

    private static void writeAreaRequest(WireWriter out, List<Shape> shapes, Shape extra) {
        if (shapes != null) {
            int index = 0;
            for (Shape element : shapes) {
                if (element == null) {
                    throw WireException.nullAt("Drawing.area(shapes)[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writeShape(out, element);
                out.end(start);
            }
        }
        if (extra != null) {
            int start = out.begin(2);
            writeShape(out, extra);
            out.end(start);
        }
    }

    private static void writeAreaResponse(WireWriter out, double value) {
        if (Double.doubleToRawLongBits(value) != 0) {
            out.writeDouble(1, value);
        }
    }

    private static double readAreaResponse(WireReader in) {
        double value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 9 -> value = in.readDouble();
                default -> in.skip(tag, "AreaResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeShape(WireWriter out, Shape value) {
        if (value instanceof Shape.Polygon polygon) {
            int start = out.begin(1);
            writePolygon(out, polygon);
            out.end(start);
        }
    }

    private static Shape readShape(WireReader in) {
        Shape value = null;
        int unknown = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value = readPolygon(in);
                    in.leave(outer);
                }
                default -> {
                    unknown = tag >>> 3;
                    in.skip(tag, "Shape", 0x2L);
                }
            }
        }
        if (value == null) {
            throw WireException.malformed("Shape has "
                    + (unknown == 0 ? "no value" : "an unknown subtype, number " + unknown)
                    + "; compile both sides with the same interface");
        }
        return value;
    }

    private static void writePolygon(WireWriter out, Shape.Polygon value) {
        if (value instanceof Shape.Square square) {
            int start = out.begin(1);
            writeSquare(out, square);
            out.end(start);
        } else if (value instanceof Shape.Default default_) {
            int start = out.begin(5);
            writeDefault(out, default_);
            out.end(start);
        }
    }

    private static Shape.Polygon readPolygon(WireReader in) {
        Shape.Polygon value = null;
        int unknown = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value = readSquare(in);
                    in.leave(outer);
                }
                case 42 -> {
                    int outer = in.enter();
                    value = readDefault(in);
                    in.leave(outer);
                }
                default -> {
                    unknown = tag >>> 3;
                    in.skip(tag, "Polygon", 0x22L);
                }
            }
        }
        if (value == null) {
            throw WireException.malformed("Polygon has "
                    + (unknown == 0 ? "no value" : "an unknown subtype, number " + unknown)
                    + "; compile both sides with the same interface");
        }
        return value;
    }

    private static void writeSquare(WireWriter out, Shape.Square value) {
        double side = value.side();
        if (Double.doubleToRawLongBits(side) != 0) {
            out.writeDouble(1, side);
        }
    }

    private static Shape.Square readSquare(WireReader in) {
        double side = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 9 -> side = in.readDouble();
                default -> in.skip(tag, "Square", 0x2L);
            }
        }
        return new Shape.Square(side);
    }

    private static void writeDefault(WireWriter out, Shape.Default value) {
        int in = value.in();
        if (in != 0) {
            out.writeInt32(1, in);
        }
        int tag = value.tag();
        if (tag != 0) {
            out.writeInt32(2, tag);
        }
    }

    private static Shape.Default readDefault(WireReader in) {
        int in_ = 0;
        int tag_ = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> in_ = in.readInt32();
                case 16 -> tag_ = in.readInt32();
                default -> in.skip(tag, "Default", 0x6L);
            }
        }
        return new Shape.Default(in_, tag_);
    }

    private static void writeOutcomeCircle(WireWriter out, Outcome<Circle> value) {
        if (value instanceof Outcome.Ok<Circle> ok) {
            int start = out.begin(1);
            writeOkCircle(out, ok);
            out.end(start);
        } else if (value instanceof Outcome.Failed<Circle> failed) {
            int start = out.begin(2);
            writeFailedCircle(out, failed);
            out.end(start);
        }
    }

    private static Outcome<Circle> readOutcomeCircle(WireReader in) {
        Outcome<Circle> value = null;
        int unknown = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value = readOkCircle(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    value = readFailedCircle(in);
                    in.leave(outer);
                }
                default -> {
                    unknown = tag >>> 3;
                    in.skip(tag, "OutcomeCircle", 0x6L);
                }
            }
        }
        if (value == null) {
            throw WireException.malformed("Outcome<Circle> has "
                    + (unknown == 0 ? "no value" : "an unknown subtype, number " + unknown)
                    + "; compile both sides with the same interface");
        }
        return value;
    }

    private static void writeOkCircle(WireWriter out, Outcome.Ok<Circle> value) {
        Circle value_ = value.value();
        if (value_ != null) {
            int start = out.begin(1);
            writeCircle(out, value_);
            out.end(start);
        }
    }

    private static Outcome.Ok<Circle> readOkCircle(WireReader in) {
        Circle value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value = readCircle(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "OkCircle", 0x2L);
            }
        }
        return new Outcome.Ok<>(value);
    }

    private static void writeCircle(WireWriter out, Circle value) {
        double radius = value.radius();
        if (Double.doubleToRawLongBits(radius) != 0) {
            out.writeDouble(1, radius);
        }
    }

    private static Circle readCircle(WireReader in) {
        double radius = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 9 -> radius = in.readDouble();
                default -> in.skip(tag, "Circle", 0x2L);
            }
        }
        return new Circle(radius);
    }

    private static void writeFailedCircle(WireWriter out, Outcome.Failed<Circle> value) {
        String why = value.why();
        if (why != null) {
            out.writeString(1, why);
        }
    }

    private static Outcome.Failed<Circle> readFailedCircle(WireReader in) {
        String why = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> why = in.readString();
                default -> in.skip(tag, "FailedCircle", 0x2L);
            }
        }
        return new Outcome.Failed<>(why);
    }

    private static void writeGroup(WireWriter out, Group value) {
        List<Group.Part> parts = value.parts();
        if (parts != null) {
            int index = 0;
            for (Group.Part element : parts) {
                if (element == null) {
                    throw WireException.nullAt("Group.parts[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writePart(out, element);
                out.end(start);
            }
        }
    }

    private static Group readGroup(WireReader in) {
        List<Group.Part> parts = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    parts.add(readPart(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "Group", 0x2L);
            }
        }
        return new Group(parts);
    }

    private static void writePart(WireWriter out, Group.Part value) {
        if (value instanceof Group.Leaf leaf) {
            int start = out.begin(1);
            writeLeaf(out, leaf);
            out.end(start);
        } else if (value instanceof Group.Kind kind) {
            int start = out.begin(2);
            writeKind(out, kind);
            out.end(start);
        }
    }

    private static Group.Part readPart(WireReader in) {
        Group.Part value = null;
        int unknown = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value = readLeaf(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    value = readKind(in);
                    in.leave(outer);
                }
                default -> {
                    unknown = tag >>> 3;
                    in.skip(tag, "Part", 0x6L);
                }
            }
        }
        if (value == null) {
            throw WireException.malformed("Part has "
                    + (unknown == 0 ? "no value" : "an unknown subtype, number " + unknown)
                    + "; compile both sides with the same interface");
        }
        return value;
    }

    private static void writeLeaf(WireWriter out, Group.Leaf value) {
        Shape shape = value.shape();
        if (shape != null) {
            int start = out.begin(1);
            writeShape(out, shape);
            out.end(start);
        }
    }

    private static Group.Leaf readLeaf(WireReader in) {
        Shape shape = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    shape = readShape(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "Leaf", 0x2L);
            }
        }
        return new Group.Leaf(shape);
    }

    private static void writeKind(WireWriter out, Group.Kind value) {
        String name = value.name();
        if (name != null) {
            out.writeString(1, name);
        }
    }

    private static Group.Kind readKind(WireReader in) {
        String name = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> name = in.readString();
                default -> in.skip(tag, "Kind", 0x2L);
            }
        }
        return new Group.Kind(name);
    }
}
