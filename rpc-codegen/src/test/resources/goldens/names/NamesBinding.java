package cases.names;

import io.nearcall.RpcException;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.Replies;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Names}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
final class NamesBinding implements ServiceBinding<Names> {
    /** The only instance. */
    public static final NamesBinding INSTANCE = new NamesBinding();

    private static final MethodInfo WORD = new MethodInfo("cases.names.names.Names/Word", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo INSTANCE_ = new MethodInfo(
            "cases.names.names.Names/Instance", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo METHODS_ = new MethodInfo(
            "cases.names.names.Names/Methods", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo READ_WORD = new MethodInfo(
            "cases.names.names.Names/ReadWord", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo WRITE_WORD = new MethodInfo(
            "cases.names.names.Names/WriteWord", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo OPTIONAL = new MethodInfo(
            "cases.names.names.Names/Optional", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo STUB = new MethodInfo("cases.names.names.Names/Stub", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo GRU00F6U00DFE = new MethodInfo(
            "cases.names.names.Names/Gru00f6u00dfe", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo TYPE = new MethodInfo("cases.names.names.Names/Type", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo CALLER = new MethodInfo(
            "cases.names.names.Names/Caller", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo LATER = new MethodInfo(
            "cases.names.names.Names/Later", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo GONE = new MethodInfo("cases.names.names.Names/Gone", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(
            WORD, INSTANCE_, METHODS_, READ_WORD, WRITE_WORD, OPTIONAL, STUB, GRU00F6U00DFE, TYPE, CALLER, LATER, GONE);

    private NamesBinding() {}

    @java.lang.Override
    public Class<Names> type() {
        return Names.class;
    }

    @java.lang.Override
    public String name() {
        return "cases.names.names.Names";
    }

    @java.lang.Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @java.lang.Override
    public Names stub(io.nearcall.stub.Caller caller) {
        return new Stub(caller);
    }

    @java.lang.Override
    public void dispatch(Names service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchWord(service, call);
            case 1 -> dispatchInstance(service, call);
            case 2 -> dispatchMethods(service, call);
            case 3 -> dispatchReadWord(service, call);
            case 4 -> dispatchWriteWord(service, call);
            case 5 -> dispatchOptional(service, call);
            case 6 -> dispatchStub(service, call);
            case 7 -> dispatchGru00f6u00dfe(service, call);
            case 8 -> dispatchType(service, call);
            case 9 -> dispatchCaller(service, call);
            case 10 -> dispatchLater(service, call);
            case 11 -> dispatchGone(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchWord(Names service, InboundCall call) {
        Word call_ = readWord(call.request());
        Word reply = service.word(call_);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeWord(call.reply(), reply);
        call.complete();
    }

    private static void dispatchInstance(Names service, InboundCall call) {
        WireReader in = call.request();
        String caller = null;
        String service_ = null;
        String index = null;
        String reply_ = null;
        String e = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> caller = in.readString();
                case 18 -> service_ = in.readString();
                case 26 -> index = in.readString();
                case 34 -> reply_ = in.readString();
                case 42 -> e = in.readString();
                default -> in.skip(tag, "InstanceRequest", 0x3eL);
            }
        }
        String reply = service.instance(caller, service_, index, reply_, e);
        writeInstanceResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchMethods(Names service, InboundCall call) {
        WireReader in = call.request();
        int in_ = 0;
        int tag_ = 0;
        int outer_ = 0;
        int start = 0;
        int out_ = 0;
        int[] value = {};
        int valueSize_ = 0;
        int valueSize = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> in_ = in.readInt32();
                case 16 -> tag_ = in.readInt32();
                case 24 -> outer_ = in.readInt32();
                case 32 -> start = in.readInt32();
                case 40 -> out_ = in.readInt32();
                case 50 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        value = grown(value, valueSize_);
                        value[valueSize_++] = in.readInt32();
                    }
                    in.leave(outer);
                }
                case 48 -> {
                    value = grown(value, valueSize_);
                    value[valueSize_++] = in.readInt32();
                }
                case 56 -> valueSize = in.readInt32();
                default -> in.skip(tag, "MethodsRequest", 0xfeL);
            }
        }
        List<Integer> reply = service.methods(
                in_, tag_, outer_, start, out_, Arrays.copyOf(value, valueSize_), valueSize);
        writeMethodsResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchReadWord(Names service, InboundCall call) {
        Word in_ = readWord(call.request());
        Word reply = service.readWord(in_);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeWord(call.reply(), reply);
        call.complete();
    }

    private static void dispatchWriteWord(Names service, InboundCall call) {
        Word out_ = readWord(call.request());
        Word reply = service.writeWord(out_);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeWord(call.reply(), reply);
        call.complete();
    }

    private static void dispatchOptional(Names service, InboundCall call) {
        WireReader in = call.request();
        String message = null;
        String string = null;
        String rpc = null;
        String returns = null;
        String stream = null;
        String syntax = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> message = in.readString();
                case 18 -> string = in.readString();
                case 26 -> rpc = in.readString();
                case 34 -> returns = in.readString();
                case 42 -> stream = in.readString();
                case 50 -> syntax = in.readString();
                default -> in.skip(tag, "OptionalRequest", 0x7eL);
            }
        }
        String reply = service.optional(message, string, rpc, returns, stream, syntax);
        writeOptionalResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchStub(Names service, InboundCall call) {
        WireReader in = call.request();
        Word Objects_ = null;
        Map<String, Word> entry = new LinkedHashMap<>();
        List<Word> element = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    Objects_ = readWord(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    readMapOfStringToWordEntry(in, entry);
                    in.leave(outer);
                }
                case 26 -> {
                    int outer = in.enter();
                    element.add(readWord(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "StubRequest", 0xeL);
            }
        }
        Word reply = service.stub(Objects_, entry, element);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeWord(call.reply(), reply);
        call.complete();
    }

    private static void dispatchGru00f6u00dfe(Names service, InboundCall call) {
        WireReader in = call.request();
        String straße = null;
        String _a1 = null;
        String $b = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> straße = in.readString();
                case 18 -> _a1 = in.readString();
                case 26 -> $b = in.readString();
                default -> in.skip(tag, "Gru00f6u00dfeRequest", 0xeL);
            }
        }
        String reply = service.größe(straße, _a1, $b);
        writeGru00f6u00dfeResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchType(Names service, InboundCall call) {
        Names.Stub stub = readStub(call.request());
        Names.Stub reply = service.type(stub);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeStub(call.reply(), reply);
        call.complete();
    }

    private static void dispatchCaller(Names service, InboundCall call) {
        Names.Object object = readObject(call.request());
        List<Names.Caller> reply = service.caller(object);
        writeCallerResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchLater(Names service, InboundCall call) {
        WireReader in = call.request();
        Word out_ = null;
        int nothing_ = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    out_ = readWord(in);
                    in.leave(outer);
                }
                case 16 -> nothing_ = in.readInt32();
                default -> in.skip(tag, "LaterRequest", 0x6L);
            }
        }
        Replies.whenDone(call, LATER, service.later(out_, nothing_), (out, reply) -> {
            if (reply == null) {
                throw Replies.noReply(LATER.fullName());
            }
            writeWord(out, reply);
        });
    }

    private static void dispatchGone(Names service, InboundCall call) {
        WireReader in = call.request();
        int out_ = 0;
        int nothing_ = 0;
        int e = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> out_ = in.readInt32();
                case 16 -> nothing_ = in.readInt32();
                case 24 -> e = in.readInt32();
                default -> in.skip(tag, "GoneRequest", 0xeL);
            }
        }
        Replies.whenDone(call, GONE, service.gone(out_, nothing_, e), (out, nothing) -> {});
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Names {
        private final io.nearcall.stub.Caller caller;

        Stub(io.nearcall.stub.Caller caller) {
            this.caller = caller;
        }

        @java.lang.Override
        public Word word(Word call_) {
            Objects.requireNonNull(call_, "cases.names.names.Names/Word: call is null; a request needs a value");
            try (OutboundCall call = caller.newCall(WORD)) {
                NamesBinding.writeWord(call.request(), call_);
                return NamesBinding.readWord(call.invoke());
            } catch (RpcException e) {
                throw WORD.named(e);
            }
        }

        @java.lang.Override
        public String instance(String caller_, String service, String index, String reply, String e_) {
            try (OutboundCall call = caller.newCall(INSTANCE_)) {
                writeInstanceRequest(call.request(), caller_, service, index, reply, e_);
                return readInstanceResponse(call.invoke());
            } catch (RpcException e) {
                throw INSTANCE_.named(e);
            }
        }

        @java.lang.Override
        public List<Integer> methods(int in, int tag, int outer, int start, int out, int[] value, int valueSize) {
            try (OutboundCall call = caller.newCall(METHODS_)) {
                writeMethodsRequest(call.request(), in, tag, outer, start, out, value, valueSize);
                return readMethodsResponse(call.invoke());
            } catch (RpcException e) {
                throw METHODS_.named(e);
            }
        }

        @java.lang.Override
        public Word readWord(Word in) {
            Objects.requireNonNull(in, "cases.names.names.Names/ReadWord: in is null; a request needs a value");
            try (OutboundCall call = caller.newCall(READ_WORD)) {
                NamesBinding.writeWord(call.request(), in);
                return NamesBinding.readWord(call.invoke());
            } catch (RpcException e) {
                throw READ_WORD.named(e);
            }
        }

        @java.lang.Override
        public Word writeWord(Word out) {
            Objects.requireNonNull(out, "cases.names.names.Names/WriteWord: out is null; a request needs a value");
            try (OutboundCall call = caller.newCall(NamesBinding.WRITE_WORD)) {
                NamesBinding.writeWord(call.request(), out);
                return NamesBinding.readWord(call.invoke());
            } catch (RpcException e) {
                throw NamesBinding.WRITE_WORD.named(e);
            }
        }

        @java.lang.Override
        public String optional(
                String message, String string, String rpc, String returns, String stream, String syntax) {
            try (OutboundCall call = caller.newCall(OPTIONAL)) {
                writeOptionalRequest(call.request(), message, string, rpc, returns, stream, syntax);
                return readOptionalResponse(call.invoke());
            } catch (RpcException e) {
                throw OPTIONAL.named(e);
            }
        }

        @java.lang.Override
        public Word stub(Word Objects_, Map<String, Word> entry, List<Word> element) {
            try (OutboundCall call = caller.newCall(STUB)) {
                writeStubRequest(call.request(), Objects_, entry, element);
                return NamesBinding.readWord(call.invoke());
            } catch (RpcException e) {
                throw STUB.named(e);
            }
        }

        @java.lang.Override
        public String größe(String straße, String _a1, String $b) {
            try (OutboundCall call = caller.newCall(GRU00F6U00DFE)) {
                writeGru00f6u00dfeRequest(call.request(), straße, _a1, $b);
                return readGru00f6u00dfeResponse(call.invoke());
            } catch (RpcException e) {
                throw GRU00F6U00DFE.named(e);
            }
        }

        @java.lang.Override
        public Names.Stub type(Names.Stub stub) {
            Objects.requireNonNull(stub, "cases.names.names.Names/Type: stub is null; a request needs a value");
            try (OutboundCall call = caller.newCall(TYPE)) {
                writeStub(call.request(), stub);
                return readStub(call.invoke());
            } catch (RpcException e) {
                throw TYPE.named(e);
            }
        }

        @java.lang.Override
        public List<Names.Caller> caller(Names.Object object) {
            Objects.requireNonNull(object, "cases.names.names.Names/Caller: object is null; a request needs a value");
            try (OutboundCall call = caller.newCall(CALLER)) {
                writeObject(call.request(), object);
                return readCallerResponse(call.invoke());
            } catch (RpcException e) {
                throw CALLER.named(e);
            }
        }

        @java.lang.Override
        public CompletableFuture<Word> later(Word out, int nothing_) {
            try (OutboundCall call = caller.newCall(LATER)) {
                writeLaterRequest(call.request(), out, nothing_);
                return call.invokeAsync(NamesBinding::readWord);
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(LATER.named(e));
            }
        }

        @java.lang.Override
        public CompletableFuture<Void> gone(int out, int nothing_, int e_) {
            try (OutboundCall call = caller.newCall(GONE)) {
                writeGoneRequest(call.request(), out, nothing_, e_);
                return call.invokeAsync(nothing -> null);
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(GONE.named(e));
            }
        }
    }

    private static void writeInstanceRequest(
            WireWriter out, String caller, String service, String index_, String reply, String e) {
        if (caller != null) {
            out.writeString(1, caller);
        }
        if (service != null) {
            out.writeString(2, service);
        }
        if (index_ != null) {
            out.writeString(3, index_);
        }
        if (reply != null) {
            out.writeString(4, reply);
        }
        if (e != null) {
            out.writeString(5, e);
        }
    }

    private static void writeInstanceResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readInstanceResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "InstanceResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeMethodsRequest(
            WireWriter out, int in, int tag, int outer, int start_, int out_, int[] value, int valueSize) {
        if (in != 0) {
            out.writeInt32(1, in);
        }
        if (tag != 0) {
            out.writeInt32(2, tag);
        }
        if (outer != 0) {
            out.writeInt32(3, outer);
        }
        if (start_ != 0) {
            out.writeInt32(4, start_);
        }
        if (out_ != 0) {
            out.writeInt32(5, out_);
        }
        if (value != null && value.length > 0) {
            int start = out.begin(6);
            for (int element : value) {
                out.writeInt32(element);
            }
            out.end(start);
        }
        if (valueSize != 0) {
            out.writeInt32(7, valueSize);
        }
    }

    private static void writeMethodsResponse(WireWriter out, List<Integer> value) {
        if (value != null && !value.isEmpty()) {
            int start = out.begin(1);
            int index = 0;
            for (Integer element : value) {
                if (element == null) {
                    throw WireException.nullAt("Names.methods()[" + index + "]");
                }
                index++;
                out.writeInt32(element);
            }
            out.end(start);
        }
    }

    private static List<Integer> readMethodsResponse(WireReader in) {
        List<Integer> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        value.add(in.readInt32());
                    }
                    in.leave(outer);
                }
                case 8 -> value.add(in.readInt32());
                default -> in.skip(tag, "MethodsResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeOptionalRequest(
            WireWriter out, String message, String string, String rpc, String returns, String stream, String syntax) {
        if (message != null) {
            out.writeString(1, message);
        }
        if (string != null) {
            out.writeString(2, string);
        }
        if (rpc != null) {
            out.writeString(3, rpc);
        }
        if (returns != null) {
            out.writeString(4, returns);
        }
        if (stream != null) {
            out.writeString(5, stream);
        }
        if (syntax != null) {
            out.writeString(6, syntax);
        }
    }

    private static void writeOptionalResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readOptionalResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "OptionalResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeStubRequest(WireWriter out, Word Objects_, Map<String, Word> entry_, List<Word> element_) {
        if (Objects_ != null) {
            int start = out.begin(1);
            writeWord(out, Objects_);
            out.end(start);
        }
        if (entry_ != null) {
            for (Map.Entry<String, Word> entry : entry_.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Names.stub(entry)[" + entry.getKey() + "]");
                }
                int start = out.begin(2);
                writeMapOfStringToWordEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        if (element_ != null) {
            int index = 0;
            for (Word element : element_) {
                if (element == null) {
                    throw WireException.nullAt("Names.stub(element)[" + index + "]");
                }
                index++;
                int start = out.begin(3);
                writeWord(out, element);
                out.end(start);
            }
        }
    }

    private static void writeGru00f6u00dfeRequest(WireWriter out, String straße, String _a1, String $b) {
        if (straße != null) {
            out.writeString(1, straße);
        }
        if (_a1 != null) {
            out.writeString(2, _a1);
        }
        if ($b != null) {
            out.writeString(3, $b);
        }
    }

    private static void writeGru00f6u00dfeResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readGru00f6u00dfeResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "Gru00f6u00dfeResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeCallerResponse(WireWriter out, List<Names.Caller> value) {
        if (value != null) {
            int index = 0;
            for (Names.Caller element : value) {
                if (element == null) {
                    throw WireException.nullAt("Names.caller()[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writeCaller(out, element);
                out.end(start);
            }
        }
    }

    private static List<Names.Caller> readCallerResponse(WireReader in) {
        List<Names.Caller> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value.add(readCaller(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "CallerResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeLaterRequest(WireWriter out, Word out_, int nothing) {
        if (out_ != null) {
            int start = out.begin(1);
            writeWord(out, out_);
            out.end(start);
        }
        if (nothing != 0) {
            out.writeInt32(2, nothing);
        }
    }

    private static void writeGoneRequest(WireWriter out, int out_, int nothing, int e) {
        if (out_ != 0) {
            out.writeInt32(1, out_);
        }
        if (nothing != 0) {
            out.writeInt32(2, nothing);
        }
        if (e != 0) {
            out.writeInt32(3, e);
        }
    }

    private static void writeWord(WireWriter out, Word value) {
        String message = value.message();
        if (message != null) {
            out.writeString(1, message);
        }
        String optional = value.optional();
        if (optional != null) {
            out.writeString(2, optional);
        }
        String repeated = value.repeated();
        if (repeated != null) {
            out.writeString(3, repeated);
        }
        String oneof = value.oneof();
        if (oneof != null) {
            out.writeString(4, oneof);
        }
        String map = value.map();
        if (map != null) {
            out.writeString(5, map);
        }
        String reserved = value.reserved();
        if (reserved != null) {
            out.writeString(6, reserved);
        }
        String to = value.to();
        if (to != null) {
            out.writeString(7, to);
        }
        String max = value.max();
        if (max != null) {
            out.writeString(8, max);
        }
        String group = value.group();
        if (group != null) {
            out.writeString(9, group);
        }
        String extend = value.extend();
        if (extend != null) {
            out.writeString(10, extend);
        }
        String option = value.option();
        if (option != null) {
            out.writeString(11, option);
        }
        String bool = value.bool();
        if (bool != null) {
            out.writeString(12, bool);
        }
        String string = value.string();
        if (string != null) {
            out.writeString(13, string);
        }
        String bytes = value.bytes();
        if (bytes != null) {
            out.writeString(14, bytes);
        }
        String int32 = value.int32();
        if (int32 != null) {
            out.writeString(15, int32);
        }
        String descriptor = value.descriptor();
        if (descriptor != null) {
            out.writeString(16, descriptor);
        }
        String unknownFields = value.unknownFields();
        if (unknownFields != null) {
            out.writeString(17, unknownFields);
        }
        String firstName = value.firstName();
        if (firstName != null) {
            out.writeString(18, firstName);
        }
        String userID = value.userID();
        if (userID != null) {
            out.writeString(19, userID);
        }
        String HTTPServer_ = value.HTTPServer();
        if (HTTPServer_ != null) {
            out.writeString(20, HTTPServer_);
        }
        String record = value.record();
        if (record != null) {
            out.writeString(21, record);
        }
        String var = value.var();
        if (var != null) {
            out.writeString(22, var);
        }
        String yield = value.yield();
        if (yield != null) {
            out.writeString(23, yield);
        }
    }

    private static Word readWord(WireReader in) {
        String message = null;
        String optional = null;
        String repeated = null;
        String oneof = null;
        String map = null;
        String reserved = null;
        String to = null;
        String max = null;
        String group = null;
        String extend = null;
        String option = null;
        String bool = null;
        String string = null;
        String bytes = null;
        String int32 = null;
        String descriptor = null;
        String unknownFields = null;
        String firstName = null;
        String userID = null;
        String HTTPServer_ = null;
        String record = null;
        String var = null;
        String yield = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> message = in.readString();
                case 18 -> optional = in.readString();
                case 26 -> repeated = in.readString();
                case 34 -> oneof = in.readString();
                case 42 -> map = in.readString();
                case 50 -> reserved = in.readString();
                case 58 -> to = in.readString();
                case 66 -> max = in.readString();
                case 74 -> group = in.readString();
                case 82 -> extend = in.readString();
                case 90 -> option = in.readString();
                case 98 -> bool = in.readString();
                case 106 -> string = in.readString();
                case 114 -> bytes = in.readString();
                case 122 -> int32 = in.readString();
                case 130 -> descriptor = in.readString();
                case 138 -> unknownFields = in.readString();
                case 146 -> firstName = in.readString();
                case 154 -> userID = in.readString();
                case 162 -> HTTPServer_ = in.readString();
                case 170 -> record = in.readString();
                case 178 -> var = in.readString();
                case 186 -> yield = in.readString();
                default -> in.skip(tag, "Word", 0xfffffeL);
            }
        }
        return new Word(
                message, optional, repeated, oneof, map, reserved, to, max, group, extend, option, bool, string, bytes,
                int32, descriptor, unknownFields, firstName, userID, HTTPServer_, record, var, yield);
    }

    private static void writeMapOfStringToWordEntry(WireWriter out, String key, Word value) {
        out.writeString(1, key);
        int start = out.begin(2);
        writeWord(out, value);
        out.end(start);
    }

    private static void readMapOfStringToWordEntry(WireReader in, Map<String, Word> entries) {
        String key = "";
        Word value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 18 -> {
                    int outer = in.enter();
                    value = readWord(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "MapOfStringToWordEntry", 0x6L);
            }
        }
        entries.put(key, value == null ? readWord(in) : value);
    }

    private static void writeStub(WireWriter out, Names.Stub value) {
        int value_ = value.value();
        if (value_ != 0) {
            out.writeInt32(1, value_);
        }
    }

    private static Names.Stub readStub(WireReader in) {
        int value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "Stub", 0x2L);
            }
        }
        return new Names.Stub(value);
    }

    private static void writeCaller(WireWriter out, Names.Caller value) {
        String name = value.name();
        if (name != null) {
            out.writeString(1, name);
        }
    }

    private static Names.Caller readCaller(WireReader in) {
        String name = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> name = in.readString();
                default -> in.skip(tag, "Caller", 0x2L);
            }
        }
        return new Names.Caller(name);
    }

    private static void writeObject(WireWriter out, Names.Object value) {
        Integer in = value.in();
        if (in != null) {
            out.writeInt32(1, in);
        }
        Integer out_ = value.out();
        if (out_ != null) {
            out.writeInt32(2, out_);
        }
        int tag = value.tag();
        if (tag != 0) {
            out.writeInt32(3, tag);
        }
        int value_ = value.value();
        if (value_ != 0) {
            out.writeInt32(4, value_);
        }
        String bean = value.bean();
        if (bean != null) {
            out.writeString(5, bean);
        }
        List<String> list = value.list();
        if (list != null) {
            int index = 0;
            for (String element : list) {
                if (element == null) {
                    throw WireException.nullAt("Object.list[" + index + "]");
                }
                index++;
                out.writeString(6, element);
            }
        }
        int outer = value.outer();
        if (outer != 0) {
            out.writeInt32(7, outer);
        }
        int index_ = value.index();
        if (index_ != 0) {
            out.writeInt32(8, index_);
        }
    }

    private static Names.Object readObject(WireReader in) {
        Integer in_ = null;
        Integer out = null;
        int tag_ = 0;
        int value = 0;
        String bean_ = null;
        List<String> list = new ArrayList<>();
        int outer_ = 0;
        int index = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> in_ = in.readInt32();
                case 16 -> out = in.readInt32();
                case 24 -> tag_ = in.readInt32();
                case 32 -> value = in.readInt32();
                case 42 -> bean_ = in.readString();
                case 50 -> list.add(in.readString());
                case 56 -> outer_ = in.readInt32();
                case 64 -> index = in.readInt32();
                default -> in.skip(tag, "Object", 0x1feL);
            }
        }
        return new Names.Object(in_, out, tag_, value, bean_, list, outer_, index);
    }

    private static int[] grown(int[] values, int size) {
        return size < values.length ? values : Arrays.copyOf(values, Math.max(8, 2 * size));
    }
}
