package cases.records;

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
 * The binding of {@link Shop}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class ShopBinding implements ServiceBinding<Shop> {
    /** The only instance. */
    public static final ShopBinding INSTANCE = new ShopBinding();

    private static final MethodInfo BUY = new MethodInfo("cases.records.shop.Shop/Buy", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo COPY = new MethodInfo("cases.records.shop.Shop/Copy", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo NOTHING = new MethodInfo(
            "cases.records.shop.Shop/Nothing", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo GROW = new MethodInfo("cases.records.shop.Shop/Grow", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(BUY, COPY, NOTHING, GROW);

    private ShopBinding() {}

    @Override
    public Class<Shop> type() {
        return Shop.class;
    }

    @Override
    public String name() {
        return "cases.records.shop.Shop";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Shop stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Shop service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchBuy(service, call);
            case 1 -> dispatchCopy(service, call);
            case 2 -> dispatchNothing(service, call);
            case 3 -> dispatchGrow(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchBuy(Shop service, InboundCall call) {
        Order order = readOrder(call.request());
        Receipt reply = service.buy(order);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeReceipt(call.reply(), reply);
        call.complete();
    }

    private static void dispatchCopy(Shop service, InboundCall call) {
        WireReader in = call.request();
        Order original = null;
        int copies = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    original = readOrder(in);
                    in.leave(outer);
                }
                case 16 -> copies = in.readInt32();
                default -> in.skip(tag, "CopyRequest", 0x6L);
            }
        }
        Receipt reply = service.copy(original, copies);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeReceipt(call.reply(), reply);
        call.complete();
    }

    private static void dispatchNothing(Shop service, InboundCall call) {
        Nothing nothing_ = readNothing(call.request());
        Nothing reply = service.nothing(nothing_);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeNothing(call.reply(), reply);
        call.complete();
    }

    private static void dispatchGrow(Shop service, InboundCall call) {
        Tree tree = readTree(call.request());
        Tree reply = service.grow(tree);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeTree(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Shop {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Receipt buy(Order order) {
            Objects.requireNonNull(order, "cases.records.shop.Shop/Buy: order is null; a request needs a value");
            try (OutboundCall call = caller.newCall(BUY)) {
                writeOrder(call.request(), order);
                return readReceipt(call.invoke());
            } catch (RpcException e) {
                throw BUY.named(e);
            }
        }

        @Override
        public Receipt copy(Order original, int copies) {
            try (OutboundCall call = caller.newCall(COPY)) {
                writeCopyRequest(call.request(), original, copies);
                return readReceipt(call.invoke());
            } catch (RpcException e) {
                throw COPY.named(e);
            }
        }

        @Override
        public Nothing nothing(Nothing nothing_) {
            Objects.requireNonNull(
                    nothing_, "cases.records.shop.Shop/Nothing: nothing is null; a request needs a value");
            try (OutboundCall call = caller.newCall(NOTHING)) {
                writeNothing(call.request(), nothing_);
                return readNothing(call.invoke());
            } catch (RpcException e) {
                throw NOTHING.named(e);
            }
        }

        @Override
        public Tree grow(Tree tree) {
            Objects.requireNonNull(tree, "cases.records.shop.Shop/Grow: tree is null; a request needs a value");
            try (OutboundCall call = caller.newCall(GROW)) {
                writeTree(call.request(), tree);
                return readTree(call.invoke());
            } catch (RpcException e) {
                throw GROW.named(e);
            }
        }
    }

    private static void writeCopyRequest(WireWriter out, Order original, int copies) {
        if (original != null) {
            int start = out.begin(1);
            writeOrder(out, original);
            out.end(start);
        }
        if (copies != 0) {
            out.writeInt32(2, copies);
        }
    }

    private static void writeReceipt(WireWriter out, Receipt value) {
        long number = value.number();
        if (number != 0) {
            out.writeInt64(1, number);
        }
        String text = value.text();
        if (text != null) {
            out.writeString(2, text);
        }
    }

    private static Receipt readReceipt(WireReader in) {
        long number = 0;
        String text = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> number = in.readInt64();
                case 18 -> text = in.readString();
                default -> in.skip(tag, "Receipt", 0x6L);
            }
        }
        return new Receipt(number, text);
    }

    private static void writeOrder(WireWriter out, Order value) {
        String customer = value.customer();
        if (customer != null) {
            out.writeString(1, customer);
        }
        List<Order.Item> items = value.items();
        if (items != null) {
            int index = 0;
            for (Order.Item element : items) {
                if (element == null) {
                    throw WireException.nullAt("Order.items[" + index + "]");
                }
                index++;
                int start = out.begin(7);
                writeItem(out, element);
                out.end(start);
            }
        }
        boolean express = value.express();
        if (express) {
            out.writeBool(3, express);
        }
        Order.Item gift = value.gift();
        if (gift != null) {
            int start = out.begin(4);
            writeItem(out, gift);
            out.end(start);
        }
    }

    private static Order readOrder(WireReader in) {
        String customer = null;
        List<Order.Item> items = new ArrayList<>();
        boolean express = false;
        Order.Item gift = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> customer = in.readString();
                case 58 -> {
                    int outer = in.enter();
                    items.add(readItem(in));
                    in.leave(outer);
                }
                case 24 -> express = in.readBool();
                case 34 -> {
                    int outer = in.enter();
                    gift = readItem(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "Order", 0x9aL);
            }
        }
        return new Order(customer, items, express, gift);
    }

    private static void writeItem(WireWriter out, Order.Item value) {
        String sku = value.sku();
        if (sku != null) {
            out.writeString(1, sku);
        }
        int count = value.count();
        if (count != 0) {
            out.writeInt32(2, count);
        }
    }

    private static Order.Item readItem(WireReader in) {
        String sku = null;
        int count = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> sku = in.readString();
                case 16 -> count = in.readInt32();
                default -> in.skip(tag, "Item", 0x6L);
            }
        }
        return new Order.Item(sku, count);
    }

    private static void writeNothing(WireWriter ignored, Nothing ignoredValue) {
        // a message without fields has no bytes
    }

    private static Nothing readNothing(WireReader in) {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            in.skip(tag);
        }
        return new Nothing();
    }

    private static void writeTree(WireWriter out, Tree value) {
        String name = value.name();
        if (name != null) {
            out.writeString(1, name);
        }
        Tree left = value.left();
        if (left != null) {
            int start = out.begin(2);
            writeTree(out, left);
            out.end(start);
        }
        List<Branch> branches = value.branches();
        if (branches != null) {
            int index = 0;
            for (Branch element : branches) {
                if (element == null) {
                    throw WireException.nullAt("Tree.branches[" + index + "]");
                }
                index++;
                int start = out.begin(3);
                writeBranch(out, element);
                out.end(start);
            }
        }
    }

    private static Tree readTree(WireReader in) {
        String name = null;
        Tree left = null;
        List<Branch> branches = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> name = in.readString();
                case 18 -> {
                    int outer = in.enter();
                    left = readTree(in);
                    in.leave(outer);
                }
                case 26 -> {
                    int outer = in.enter();
                    branches.add(readBranch(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "Tree", 0xeL);
            }
        }
        return new Tree(name, left, branches);
    }

    private static void writeBranch(WireWriter out, Branch value) {
        int length = value.length();
        if (length != 0) {
            out.writeInt32(1, length);
        }
        Tree end = value.end();
        if (end != null) {
            int start = out.begin(2);
            writeTree(out, end);
            out.end(start);
        }
    }

    private static Branch readBranch(WireReader in) {
        int length = 0;
        Tree end = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> length = in.readInt32();
                case 18 -> {
                    int outer = in.enter();
                    end = readTree(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "Branch", 0x6L);
            }
        }
        return new Branch(length, end);
    }
}
