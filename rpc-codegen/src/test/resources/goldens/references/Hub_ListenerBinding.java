package cases.references;

import io.nearcall.RpcException;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Hub.Listener}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class Hub_ListenerBinding implements ServiceBinding<Hub.Listener> {
    /** The only instance. */
    public static final Hub_ListenerBinding INSTANCE = new Hub_ListenerBinding();

    private static final MethodInfo HEAR = new MethodInfo(
            "cases.references.hub_listener.Listener/Hear", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo HINT = new MethodInfo(
            "cases.references.hub_listener.Listener/Hint", MethodInfo.Kind.ONE_WAY, false);

    private static final List<MethodInfo> METHODS = List.of(HEAR, HINT);

    private Hub_ListenerBinding() {}

    @Override
    public Class<Hub.Listener> type() {
        return Hub.Listener.class;
    }

    @Override
    public String name() {
        return "cases.references.hub_listener.Listener";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Hub.Listener stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Hub.Listener service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchHear(service, call);
            case 1 -> dispatchHint(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchHear(Hub.Listener service, InboundCall call) {
        WireReader in = call.request();
        String text = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                default -> in.skip(tag, "HearRequest", 0x2L);
            }
        }
        String reply = service.hear(text);
        writeHearResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchHint(Hub.Listener service, InboundCall call) {
        WireReader in = call.request();
        String text = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                default -> in.skip(tag, "HintRequest", 0x2L);
            }
        }
        service.hint(text);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Hub.Listener {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public String hear(String text) {
            try (OutboundCall call = caller.newCall(HEAR)) {
                writeHearRequest(call.request(), text);
                return readHearResponse(call.invoke());
            } catch (RpcException e) {
                throw HEAR.named(e);
            }
        }

        @Override
        public void hint(String text) {
            try (OutboundCall call = caller.newCall(HINT)) {
                writeHintRequest(call.request(), text);
                call.send();
            } catch (RpcException e) {
                throw HINT.named(e);
            }
        }
    }

    private static void writeHearRequest(WireWriter out, String text) {
        if (text != null) {
            out.writeString(1, text);
        }
    }

    private static void writeHearResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readHearResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "HearResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeHintRequest(WireWriter out, String text) {
        if (text != null) {
            out.writeString(1, text);
        }
    }
}
