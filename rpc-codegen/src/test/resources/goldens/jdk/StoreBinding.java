package cases.jdk;

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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Store}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class StoreBinding implements ServiceBinding<Store> {
    /** The only instance. */
    public static final StoreBinding INSTANCE = new StoreBinding();

    private static final MethodInfo ECHO = new MethodInfo("cases.jdk.store.Store/Echo", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo TOTAL = new MethodInfo("cases.jdk.store.Store/Total", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(ECHO, TOTAL);

    private StoreBinding() {}

    @Override
    public Class<Store> type() {
        return Store.class;
    }

    @Override
    public String name() {
        return "cases.jdk.store.Store";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Store stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Store service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchEcho(service, call);
            case 1 -> dispatchTotal(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchEcho(Store service, InboundCall call) {
        Store.Things things = readThings(call.request());
        Store.Things reply = service.echo(things);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeThings(call.reply(), reply);
        call.complete();
    }

    private static void dispatchTotal(Store service, InboundCall call) {
        WireReader in = call.request();
        List<BigDecimal> prices = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    prices.add(readBigDecimal(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "TotalRequest", 0x2L);
            }
        }
        BigDecimal reply = service.total(prices);
        writeTotalResponse(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Store {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Store.Things echo(Store.Things things) {
            Objects.requireNonNull(things, "cases.jdk.store.Store/Echo: things is null; a request needs a value");
            try (OutboundCall call = caller.newCall(ECHO)) {
                writeThings(call.request(), things);
                return readThings(call.invoke());
            } catch (RpcException e) {
                throw ECHO.named(e);
            }
        }

        @Override
        public BigDecimal total(List<BigDecimal> prices) {
            try (OutboundCall call = caller.newCall(TOTAL)) {
                writeTotalRequest(call.request(), prices);
                return readTotalResponse(call.invoke());
            } catch (RpcException e) {
                throw TOTAL.named(e);
            }
        }
    }

    private static void writeTotalRequest(WireWriter out, List<BigDecimal> prices) {
        if (prices != null) {
            int index = 0;
            for (BigDecimal element : prices) {
                if (element == null) {
                    throw WireException.nullAt("Store.total(prices)[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writeBigDecimal(out, element);
                out.end(start);
            }
        }
    }

    private static void writeTotalResponse(WireWriter out, BigDecimal value) {
        if (value != null) {
            int start = out.begin(1);
            writeBigDecimal(out, value);
            out.end(start);
        }
    }

    private static BigDecimal readTotalResponse(WireReader in) {
        BigDecimal value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value = readBigDecimal(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "TotalResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeThings(WireWriter out, Store.Things value) {
        UUID id = value.id();
        if (id != null) {
            int start = out.begin(1);
            writeUUID(out, id);
            out.end(start);
        }
        BigInteger large = value.large();
        if (large != null) {
            int start = out.begin(2);
            writeBigInteger(out, large);
            out.end(start);
        }
        BigDecimal exact = value.exact();
        if (exact != null) {
            int start = out.begin(3);
            writeBigDecimal(out, exact);
            out.end(start);
        }
        URI uri = value.uri();
        if (uri != null) {
            int start = out.begin(4);
            writeURI(out, uri);
            out.end(start);
        }
        List<UUID> ids = value.ids();
        if (ids != null) {
            int index = 0;
            for (UUID element : ids) {
                if (element == null) {
                    throw WireException.nullAt("Things.ids[" + index + "]");
                }
                index++;
                int start = out.begin(5);
                writeUUID(out, element);
                out.end(start);
            }
        }
    }

    private static Store.Things readThings(WireReader in) {
        UUID id = null;
        BigInteger large = null;
        BigDecimal exact = null;
        URI uri = null;
        List<UUID> ids = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    id = readUUID(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    large = readBigInteger(in);
                    in.leave(outer);
                }
                case 26 -> {
                    int outer = in.enter();
                    exact = readBigDecimal(in);
                    in.leave(outer);
                }
                case 34 -> {
                    int outer = in.enter();
                    uri = readURI(in);
                    in.leave(outer);
                }
                case 42 -> {
                    int outer = in.enter();
                    ids.add(readUUID(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "Things", 0x3eL);
            }
        }
        return new Store.Things(id, large, exact, uri, ids);
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

    private static void writeBigInteger(WireWriter out, BigInteger value) {
        byte[] twosComplement = value.toByteArray();
        if (twosComplement.length > 0) {
            out.writeBytes(1, twosComplement);
        }
    }

    private static BigInteger readBigInteger(WireReader in) {
        byte[] twosComplement = {};
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> twosComplement = in.readBytes();
                default -> in.skip(tag, "BigInteger", 0x2L);
            }
        }
        try {
            return new BigInteger(twosComplement);
        } catch (NumberFormatException e) {
            throw WireException.malformed("BigInteger: " + e.getMessage());
        }
    }

    private static void writeBigDecimal(WireWriter out, BigDecimal value) {
        byte[] unscaled = value.unscaledValue().toByteArray();
        int scale = value.scale();
        if (unscaled.length > 0) {
            out.writeBytes(1, unscaled);
        }
        if (scale != 0) {
            out.writeInt32(2, scale);
        }
    }

    private static BigDecimal readBigDecimal(WireReader in) {
        byte[] unscaled = {};
        int scale = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> unscaled = in.readBytes();
                case 16 -> scale = in.readInt32();
                default -> in.skip(tag, "BigDecimal", 0x6L);
            }
        }
        try {
            return new BigDecimal(new BigInteger(unscaled), scale);
        } catch (NumberFormatException e) {
            throw WireException.malformed("BigDecimal: " + e.getMessage());
        }
    }

    private static void writeURI(WireWriter out, URI value) {
        String text = value.toString();
        if (!text.isEmpty()) {
            out.writeString(1, text);
        }
    }

    private static URI readURI(WireReader in) {
        String text = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                default -> in.skip(tag, "URI", 0x2L);
            }
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw WireException.malformed("URI: " + e.getMessage());
        }
    }
}
