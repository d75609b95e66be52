package cases.references;

import io.nearcall.RpcException;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.References;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Hub.Subscription}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class Hub_SubscriptionBinding implements ServiceBinding<Hub.Subscription> {
    /** The only instance. */
    public static final Hub_SubscriptionBinding INSTANCE = new Hub_SubscriptionBinding();

    private static final MethodInfo HEARD = new MethodInfo(
            "cases.references.hub_subscription.Subscription/Heard", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo CLOSE = new MethodInfo(
            "cases.references.hub_subscription.Subscription/Close", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(HEARD, CLOSE);

    private Hub_SubscriptionBinding() {}

    @Override
    public Class<Hub.Subscription> type() {
        return Hub.Subscription.class;
    }

    @Override
    public String name() {
        return "cases.references.hub_subscription.Subscription";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Hub.Subscription stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Hub.Subscription service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchHeard(service, call);
            case 1 -> dispatchClose(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchHeard(Hub.Subscription service, InboundCall call) {
        int reply = service.heard();
        writeHeardResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchClose(Hub.Subscription service, InboundCall call) {
        service.close();
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Hub.Subscription {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public int heard() {
            try (OutboundCall call = caller.newCall(HEARD)) {
                return readHeardResponse(call.invoke());
            } catch (RpcException e) {
                throw HEARD.named(e);
            }
        }

        @Override
        public void close() {
            try (OutboundCall call = caller.newCall(CLOSE)) {
                call.invoke();
            } catch (RpcException e) {
                throw CLOSE.named(e);
            } finally {
                References.release(this);
            }
        }
    }

    private static void writeHeardResponse(WireWriter out, int value) {
        if (value != 0) {
            out.writeInt32(1, value);
        }
    }

    private static int readHeardResponse(WireReader in) {
        int value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "HeardResponse", 0x2L);
            }
        }
        return value;
    }
}
