package cases.nesting;

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
 * The binding of {@link Outer.Inner}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class Outer_InnerBinding implements ServiceBinding<Outer.Inner> {
    /** The only instance. */
    public static final Outer_InnerBinding INSTANCE = new Outer_InnerBinding();

    private static final MethodInfo FIRST = new MethodInfo(
            "cases.nesting.outer_inner.Inner/First", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo DEEP = new MethodInfo(
            "cases.nesting.outer_inner.Inner/Deep", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo SECRET = new MethodInfo(
            "cases.nesting.outer_inner.Inner/Secret", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(FIRST, DEEP, SECRET);

    private Outer_InnerBinding() {}

    @Override
    public Class<Outer.Inner> type() {
        return Outer.Inner.class;
    }

    @Override
    public String name() {
        return "cases.nesting.outer_inner.Inner";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Outer.Inner stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Outer.Inner service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchFirst(service, call);
            case 1 -> dispatchDeep(service, call);
            case 2 -> dispatchSecret(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchFirst(Outer.Inner service, InboundCall call) {
        WireReader in = call.request();
        Outer.Order order = null;
        Outer.Invoice invoice = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    order = readOrder(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    invoice = readInvoice(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "FirstRequest", 0x6L);
            }
        }
        Outer.Order.Line reply = service.first(order, invoice);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeOuterOrderLine(call.reply(), reply);
        call.complete();
    }

    private static void dispatchDeep(Outer.Inner service, InboundCall call) {
        Outer.Deep.Deeper.Deepest value = readDeepest(call.request());
        Outer.Deep.Deeper.Deepest reply = service.deep(value);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeDeepest(call.reply(), reply);
        call.complete();
    }

    private static void dispatchSecret(Outer.Inner service, InboundCall call) {
        Outer.Secret secret = readSecret(call.request());
        Outer.Secret reply = service.secret(secret);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeSecret(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Outer.Inner {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Outer.Order.Line first(Outer.Order order, Outer.Invoice invoice) {
            try (OutboundCall call = caller.newCall(FIRST)) {
                writeFirstRequest(call.request(), order, invoice);
                return readOuterOrderLine(call.invoke());
            } catch (RpcException e) {
                throw FIRST.named(e);
            }
        }

        @Override
        public Outer.Deep.Deeper.Deepest deep(Outer.Deep.Deeper.Deepest value) {
            Objects.requireNonNull(
                    value, "cases.nesting.outer_inner.Inner/Deep: value is null; a request needs a value");
            try (OutboundCall call = caller.newCall(DEEP)) {
                writeDeepest(call.request(), value);
                return readDeepest(call.invoke());
            } catch (RpcException e) {
                throw DEEP.named(e);
            }
        }

        @Override
        public Outer.Secret secret(Outer.Secret secret) {
            Objects.requireNonNull(
                    secret, "cases.nesting.outer_inner.Inner/Secret: secret is null; a request needs a value");
            try (OutboundCall call = caller.newCall(SECRET)) {
                writeSecret(call.request(), secret);
                return readSecret(call.invoke());
            } catch (RpcException e) {
                throw SECRET.named(e);
            }
        }
    }

    private static void writeFirstRequest(WireWriter out, Outer.Order order, Outer.Invoice invoice) {
        if (order != null) {
            int start = out.begin(1);
            writeOrder(out, order);
            out.end(start);
        }
        if (invoice != null) {
            int start = out.begin(2);
            writeInvoice(out, invoice);
            out.end(start);
        }
    }

    private static void writeOuterOrderLine(WireWriter out, Outer.Order.Line value) {
        String text = value.text();
        if (text != null) {
            out.writeString(1, text);
        }
    }

    private static Outer.Order.Line readOuterOrderLine(WireReader in) {
        String text = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                default -> in.skip(tag, "OuterOrderLine", 0x2L);
            }
        }
        return new Outer.Order.Line(text);
    }

    private static void writeOrder(WireWriter out, Outer.Order value) {
        List<Outer.Order.Line> lines = value.lines();
        if (lines != null) {
            int index = 0;
            for (Outer.Order.Line element : lines) {
                if (element == null) {
                    throw WireException.nullAt("Order.lines[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writeOuterOrderLine(out, element);
                out.end(start);
            }
        }
    }

    private static Outer.Order readOrder(WireReader in) {
        List<Outer.Order.Line> lines = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    lines.add(readOuterOrderLine(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "Order", 0x2L);
            }
        }
        return new Outer.Order(lines);
    }

    private static void writeInvoice(WireWriter out, Outer.Invoice value) {
        List<Outer.Invoice.Line> lines = value.lines();
        if (lines != null) {
            int index = 0;
            for (Outer.Invoice.Line element : lines) {
                if (element == null) {
                    throw WireException.nullAt("Invoice.lines[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writeOuterInvoiceLine(out, element);
                out.end(start);
            }
        }
    }

    private static Outer.Invoice readInvoice(WireReader in) {
        List<Outer.Invoice.Line> lines = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    lines.add(readOuterInvoiceLine(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "Invoice", 0x2L);
            }
        }
        return new Outer.Invoice(lines);
    }

    private static void writeOuterInvoiceLine(WireWriter out, Outer.Invoice.Line value) {
        long cents = value.cents();
        if (cents != 0) {
            out.writeInt64(1, cents);
        }
    }

    private static Outer.Invoice.Line readOuterInvoiceLine(WireReader in) {
        long cents = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> cents = in.readInt64();
                default -> in.skip(tag, "OuterInvoiceLine", 0x2L);
            }
        }
        return new Outer.Invoice.Line(cents);
    }

    private static void writeDeepest(WireWriter out, Outer.Deep.Deeper.Deepest value) {
        int depth = value.depth();
        if (depth != 0) {
            out.writeInt32(1, depth);
        }
    }

    private static Outer.Deep.Deeper.Deepest readDeepest(WireReader in) {
        int depth = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> depth = in.readInt32();
                default -> in.skip(tag, "Deepest", 0x2L);
            }
        }
        return new Outer.Deep.Deeper.Deepest(depth);
    }

    private static void writeSecret(WireWriter out, Outer.Secret value) {
        String text = value.text();
        if (text != null) {
            out.writeString(1, text);
        }
    }

    private static Outer.Secret readSecret(WireReader in) {
        String text = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                default -> in.skip(tag, "Secret", 0x2L);
            }
        }
        return new Outer.Secret(text);
    }
}
