package cases.text;

import io.nearcall.RpcException;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.Replies;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Texts}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class TextsBinding implements ServiceBinding<Texts> {
    /** The only instance. */
    public static final TextsBinding INSTANCE = new TextsBinding();

    private static final MethodInfo ECHO = new MethodInfo("cases.text.texts.Texts/Echo", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo UPPER = new MethodInfo(
            "cases.text.texts.Texts/Upper", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo REVERSED = new MethodInfo(
            "cases.text.texts.Texts/Reversed", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo SAME = new MethodInfo("cases.text.texts.Texts/Same", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(ECHO, UPPER, REVERSED, SAME);

    private TextsBinding() {}

    @Override
    public Class<Texts> type() {
        return Texts.class;
    }

    @Override
    public String name() {
        return "cases.text.texts.Texts";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Texts stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Texts service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchEcho(service, call);
            case 1 -> dispatchUpper(service, call);
            case 2 -> dispatchReversed(service, call);
            case 3 -> dispatchSame(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchEcho(Texts service, InboundCall call) {
        Texts.Text text = readText(call.request());
        Texts.Text reply = service.echo(text);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeText(call.reply(), reply);
        call.complete();
    }

    private static void dispatchUpper(Texts service, InboundCall call) {
        WireReader in = call.request();
        String text = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                default -> in.skip(tag, "UpperRequest", 0x2L);
            }
        }
        String reply = service.upper(text);
        writeUpperResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchReversed(Texts service, InboundCall call) {
        WireReader in = call.request();
        byte[] bytes = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> bytes = in.readBytes();
                default -> in.skip(tag, "ReversedRequest", 0x2L);
            }
        }
        byte[] reply = service.reversed(bytes);
        writeReversedResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchSame(Texts service, InboundCall call) {
        WireReader in = call.request();
        ByteBuffer bytes = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> bytes = ByteBuffer.wrap(in.readBytes());
                default -> in.skip(tag, "SameRequest", 0x2L);
            }
        }
        ByteBuffer reply = service.same(bytes);
        writeSameResponse(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Texts {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Texts.Text echo(Texts.Text text) {
            Objects.requireNonNull(text, "cases.text.texts.Texts/Echo: text is null; a request needs a value");
            try (OutboundCall call = caller.newCall(ECHO)) {
                writeText(call.request(), text);
                return readText(call.invoke());
            } catch (RpcException e) {
                throw ECHO.named(e);
            }
        }

        @Override
        public String upper(String text) {
            try (OutboundCall call = caller.newCall(UPPER)) {
                writeUpperRequest(call.request(), text);
                return readUpperResponse(call.invoke());
            } catch (RpcException e) {
                throw UPPER.named(e);
            }
        }

        @Override
        public byte[] reversed(byte[] bytes) {
            try (OutboundCall call = caller.newCall(REVERSED)) {
                writeReversedRequest(call.request(), bytes);
                return readReversedResponse(call.invoke());
            } catch (RpcException e) {
                throw REVERSED.named(e);
            }
        }

        @Override
        public ByteBuffer same(ByteBuffer bytes) {
            try (OutboundCall call = caller.newCall(SAME)) {
                writeSameRequest(call.request(), bytes);
                return readSameResponse(call.invoke());
            } catch (RpcException e) {
                throw SAME.named(e);
            }
        }
    }

    private static void writeUpperRequest(WireWriter out, String text) {
        if (text != null) {
            out.writeString(1, text);
        }
    }

    private static void writeUpperResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readUpperResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "UpperResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeReversedRequest(WireWriter out, byte[] bytes) {
        if (bytes != null) {
            out.writeBytes(1, bytes);
        }
    }

    private static void writeReversedResponse(WireWriter out, byte[] value) {
        if (value != null) {
            out.writeBytes(1, value);
        }
    }

    private static byte[] readReversedResponse(WireReader in) {
        byte[] value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readBytes();
                default -> in.skip(tag, "ReversedResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeSameRequest(WireWriter out, ByteBuffer bytes) {
        if (bytes != null) {
            out.writeBytes(1, bytes);
        }
    }

    private static void writeSameResponse(WireWriter out, ByteBuffer value) {
        if (value != null) {
            out.writeBytes(1, value);
        }
    }

    private static ByteBuffer readSameResponse(WireReader in) {
        ByteBuffer value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = ByteBuffer.wrap(in.readBytes());
                default -> in.skip(tag, "SameResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeText(WireWriter out, Texts.Text value) {
        String text = value.text();
        if (text != null) {
            out.writeString(1, text);
        }
        byte[] bytes = value.bytes();
        if (bytes != null) {
            out.writeBytes(2, bytes);
        }
        ByteBuffer buffer = value.buffer();
        if (buffer != null) {
            out.writeBytes(3, buffer);
        }
    }

    private static Texts.Text readText(WireReader in) {
        String text = null;
        byte[] bytes = null;
        ByteBuffer buffer = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                case 18 -> bytes = in.readBytes();
                case 26 -> buffer = ByteBuffer.wrap(in.readBytes());
                default -> in.skip(tag, "Text", 0xeL);
            }
        }
        return new Texts.Text(text, bytes, buffer);
    }
}
