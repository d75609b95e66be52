package cases.protobuf;

import com.google.protobuf.Any;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Relay}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class RelayBinding implements ServiceBinding<Relay> {
    /** The only instance. */
    public static final RelayBinding INSTANCE = new RelayBinding();

    private static final MethodInfo LATER = new MethodInfo(
            "cases.protobuf.relay.Relay/Later", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo WRAP = new MethodInfo(
            "cases.protobuf.relay.Relay/Wrap", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo DESCRIBE = new MethodInfo(
            "cases.protobuf.relay.Relay/Describe", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(LATER, WRAP, DESCRIBE);

    private RelayBinding() {}

    @Override
    public Class<Relay> type() {
        return Relay.class;
    }

    @Override
    public String name() {
        return "cases.protobuf.relay.Relay";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Relay stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Relay service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchLater(service, call);
            case 1 -> dispatchWrap(service, call);
            case 2 -> dispatchDescribe(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchLater(Relay service, InboundCall call) {
        Timestamp when = readTimestamp(call.request());
        Timestamp reply = service.later(when);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeTimestamp(call.reply(), reply);
        call.complete();
    }

    private static void dispatchWrap(Relay service, InboundCall call) {
        Relay.Envelope envelope = readEnvelope(call.request());
        Relay.Envelope reply = service.wrap(envelope);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeEnvelope(call.reply(), reply);
        call.complete();
    }

    private static void dispatchDescribe(Relay service, InboundCall call) {
        StringValue name = readStringValue(call.request());
        DescriptorProtos.FileDescriptorProto reply = service.describe(name);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeFileDescriptorProto(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Relay {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Timestamp later(Timestamp when) {
            Objects.requireNonNull(when, "cases.protobuf.relay.Relay/Later: when is null; a request needs a value");
            try (OutboundCall call = caller.newCall(LATER)) {
                writeTimestamp(call.request(), when);
                return readTimestamp(call.invoke());
            } catch (RpcException e) {
                throw LATER.named(e);
            }
        }

        @Override
        public Relay.Envelope wrap(Relay.Envelope envelope) {
            Objects.requireNonNull(
                    envelope, "cases.protobuf.relay.Relay/Wrap: envelope is null; a request needs a value");
            try (OutboundCall call = caller.newCall(WRAP)) {
                writeEnvelope(call.request(), envelope);
                return readEnvelope(call.invoke());
            } catch (RpcException e) {
                throw WRAP.named(e);
            }
        }

        @Override
        public DescriptorProtos.FileDescriptorProto describe(StringValue name) {
            Objects.requireNonNull(name, "cases.protobuf.relay.Relay/Describe: name is null; a request needs a value");
            try (OutboundCall call = caller.newCall(DESCRIBE)) {
                writeStringValue(call.request(), name);
                return readFileDescriptorProto(call.invoke());
            } catch (RpcException e) {
                throw DESCRIBE.named(e);
            }
        }
    }

    private static void writeTimestamp(WireWriter out, Timestamp value) {
        try {
            CodedOutputStream coded = CodedOutputStream.newInstance(
            out.claim(value.getSerializedSize()));
            value.writeTo(coded);
            coded.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Timestamp readTimestamp(WireReader in) {
        try {
            return Timestamp.parseFrom(in.readRemaining());
        } catch (InvalidProtocolBufferException e) {
            throw WireException.malformed("Timestamp: " + e.getMessage());
        }
    }

    private static void writeEnvelope(WireWriter out, Relay.Envelope value) {
        Timestamp when = value.when();
        if (when != null) {
            int start = out.begin(1);
            writeTimestamp(out, when);
            out.end(start);
        }
        List<StringValue> texts = value.texts();
        if (texts != null) {
            int index = 0;
            for (StringValue element : texts) {
                if (element == null) {
                    throw WireException.nullAt("Envelope.texts[" + index + "]");
                }
                index++;
                int start = out.begin(2);
                writeStringValue(out, element);
                out.end(start);
            }
        }
        Map<String, Any> more = value.more();
        if (more != null) {
            for (Map.Entry<String, Any> entry : more.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Envelope.more[" + entry.getKey() + "]");
                }
                int start = out.begin(3);
                writeMapOfStringToAnyEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        DescriptorProtos.FileDescriptorProto file = value.file();
        if (file != null) {
            int start = out.begin(4);
            writeFileDescriptorProto(out, file);
            out.end(start);
        }
    }

    private static Relay.Envelope readEnvelope(WireReader in) {
        Timestamp when = null;
        List<StringValue> texts = new ArrayList<>();
        Map<String, Any> more = new LinkedHashMap<>();
        DescriptorProtos.FileDescriptorProto file = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    when = readTimestamp(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    texts.add(readStringValue(in));
                    in.leave(outer);
                }
                case 26 -> {
                    int outer = in.enter();
                    readMapOfStringToAnyEntry(in, more);
                    in.leave(outer);
                }
                case 34 -> {
                    int outer = in.enter();
                    file = readFileDescriptorProto(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "Envelope", 0x1eL);
            }
        }
        return new Relay.Envelope(when, texts, more, file);
    }

    private static void writeStringValue(WireWriter out, StringValue value) {
        try {
            CodedOutputStream coded = CodedOutputStream.newInstance(
            out.claim(value.getSerializedSize()));
            value.writeTo(coded);
            coded.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StringValue readStringValue(WireReader in) {
        try {
            return StringValue.parseFrom(in.readRemaining());
        } catch (InvalidProtocolBufferException e) {
            throw WireException.malformed("StringValue: " + e.getMessage());
        }
    }

    private static void writeAny(WireWriter out, Any value) {
        try {
            CodedOutputStream coded = CodedOutputStream.newInstance(
            out.claim(value.getSerializedSize()));
            value.writeTo(coded);
            coded.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Any readAny(WireReader in) {
        try {
            return Any.parseFrom(in.readRemaining());
        } catch (InvalidProtocolBufferException e) {
            throw WireException.malformed("Any: " + e.getMessage());
        }
    }

    private static void writeMapOfStringToAnyEntry(WireWriter out, String key, Any value) {
        out.writeString(1, key);
        int start = out.begin(2);
        writeAny(out, value);
        out.end(start);
    }

    private static void readMapOfStringToAnyEntry(WireReader in, Map<String, Any> entries) {
        String key = "";
        Any value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 18 -> {
                    int outer = in.enter();
                    value = readAny(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "MapOfStringToAnyEntry", 0x6L);
            }
        }
        entries.put(key, value == null ? readAny(in) : value);
    }

    private static void writeFileDescriptorProto(WireWriter out, DescriptorProtos.FileDescriptorProto value) {
        try {
            CodedOutputStream coded = CodedOutputStream.newInstance(
            out.claim(value.getSerializedSize()));
            value.writeTo(coded);
            coded.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DescriptorProtos.FileDescriptorProto readFileDescriptorProto(WireReader in) {
        try {
            return DescriptorProtos.FileDescriptorProto.parseFrom(in.readRemaining());
        } catch (InvalidProtocolBufferException e) {
            throw WireException.malformed("FileDescriptorProto: " + e.getMessage());
        }
    }
}
