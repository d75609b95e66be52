package cases.styles;

import io.nearcall.RpcException;
import io.nearcall.stub.Caller;
import io.nearcall.stub.DeclaredExceptions;
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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Styles}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
@SuppressWarnings({"deprecation", "removal"})
public final class StylesBinding implements ServiceBinding<Styles> {
    /** The only instance. */
    public static final StylesBinding INSTANCE = new StylesBinding();

    private static final MethodInfo NOTHING = new MethodInfo(
            "acme.styles.v1.StyleService/Nothing", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo BLOCKING = new MethodInfo(
            "acme.styles.v1.StyleService/Blocking", MethodInfo.Kind.UNARY, true,
            new DeclaredExceptions(StylesBinding::writeBlockingFailure, StylesBinding::readBlockingFailure));
    private static final MethodInfo BLOCKING_TWICE = new MethodInfo(
            "acme.styles.v1.StyleService/BlockingTwice", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo ONE_WAY = new MethodInfo(
            "acme.styles.v1.StyleService/OneWay", MethodInfo.Kind.ONE_WAY, false);
    private static final MethodInfo ONE_WAY_RECORD = new MethodInfo(
            "acme.styles.v1.StyleService/OneWayRecord", MethodInfo.Kind.ONE_WAY, false).priority(3);
    private static final MethodInfo FUTURE = new MethodInfo(
            "acme.styles.v1.StyleService/Future", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo STAGE = new MethodInfo(
            "acme.styles.v1.StyleService/Stage", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo DONE = new MethodInfo(
            "acme.styles.v1.StyleService/Done", MethodInfo.Kind.UNARY, false).inline();
    private static final MethodInfo NUMBER = new MethodInfo(
            "acme.styles.v1.StyleService/Number", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo OLD = new MethodInfo(
            "acme.styles.v1.StyleService/Old", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(
            NOTHING, BLOCKING, BLOCKING_TWICE, ONE_WAY, ONE_WAY_RECORD, FUTURE, STAGE, DONE, NUMBER, OLD);

    private StylesBinding() {}

    @Override
    public Class<Styles> type() {
        return Styles.class;
    }

    @Override
    public String name() {
        return "acme.styles.v1.StyleService";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Styles stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Styles service, int index, InboundCall call) throws Exception {
        switch (index) {
            case 0 -> dispatchNothing(service, call);
            case 1 -> dispatchBlocking(service, call);
            case 2 -> dispatchBlockingTwice(service, call);
            case 3 -> dispatchOneWay(service, call);
            case 4 -> dispatchOneWayRecord(service, call);
            case 5 -> dispatchFuture(service, call);
            case 6 -> dispatchStage(service, call);
            case 7 -> dispatchDone(service, call);
            case 8 -> dispatchNumber(service, call);
            case 9 -> dispatchOld(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchNothing(Styles service, InboundCall call) {
        service.nothing();
        call.complete();
    }

    private static void dispatchBlocking(Styles service, InboundCall call) throws Exception {
        WireReader in = call.request();
        String text = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                default -> in.skip(tag, "BlockingRequest", 0x2L);
            }
        }
        String reply = service.blocking(text);
        writeBlockingResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchBlockingTwice(Styles service, InboundCall call) {
        WireReader in = call.request();
        String text = null;
        int times = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 26 -> text = in.readString();
                case 8 -> times = in.readInt32();
                default -> in.skip(tag, "BlockingTwiceRequest", 0xaL);
            }
        }
        String reply = service.blocking(text, times);
        writeBlockingTwiceResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchOneWay(Styles service, InboundCall call) {
        WireReader in = call.request();
        String text = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                default -> in.skip(tag, "OneWayRequest", 0x2L);
            }
        }
        service.oneWay(text);
        call.complete();
    }

    private static void dispatchOneWayRecord(Styles service, InboundCall call) {
        Styles.Note note = readNote(call.request());
        service.oneWayRecord(note);
        call.complete();
    }

    private static void dispatchFuture(Styles service, InboundCall call) {
        Styles.Note note = readNote(call.request());
        Replies.whenDone(call, FUTURE, service.future(note), (out, reply) -> {
            if (reply == null) {
                throw Replies.noReply(FUTURE.fullName());
            }
            writeNote(out, reply);
        });
    }

    private static void dispatchStage(Styles service, InboundCall call) {
        WireReader in = call.request();
        int count = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> count = in.readInt32();
                default -> in.skip(tag, "StageRequest", 0x2L);
            }
        }
        Replies.whenDone(call, STAGE, service.stage(count), StylesBinding::writeStageResponse);
    }

    private static void dispatchDone(Styles service, InboundCall call) {
        Replies.whenDone(call, DONE, service.done(), (out, nothing) -> {});
    }

    private static void dispatchNumber(Styles service, InboundCall call) {
        WireReader in = call.request();
        int[] of = {};
        int ofSize = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        of = grown(of, ofSize);
                        of[ofSize++] = in.readInt32();
                    }
                    in.leave(outer);
                }
                case 8 -> {
                    of = grown(of, ofSize);
                    of[ofSize++] = in.readInt32();
                }
                default -> in.skip(tag, "NumberRequest", 0x2L);
            }
        }
        Replies.whenDone(call, NUMBER, service.number(Arrays.copyOf(of, ofSize)), StylesBinding::writeNumberResponse);
    }

    private static void dispatchOld(Styles service, InboundCall call) {
        WireReader in = call.request();
        String text = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                default -> in.skip(tag, "OldRequest", 0x2L);
            }
        }
        Styles.Note reply = service.old(text);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeNote(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Styles {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public void nothing() {
            try (OutboundCall call = caller.newCall(NOTHING)) {
                call.invoke();
            } catch (RpcException e) {
                throw NOTHING.named(e);
            }
        }

        @Override
        public String blocking(String text) throws IllegalStateException {
            try (OutboundCall call = caller.newCall(BLOCKING)) {
                writeBlockingRequest(call.request(), text);
                return readBlockingResponse(call.invoke());
            } catch (RpcException e) {
                Throwable thrown = BLOCKING.exceptions().thrown(e);
                if (thrown instanceof IllegalStateException declared) {
                    throw declared;
                }
                throw BLOCKING.named(e);
            }
        }

        @Override
        public String blocking(String text, int times) {
            try (OutboundCall call = caller.newCall(BLOCKING_TWICE)) {
                writeBlockingTwiceRequest(call.request(), text, times);
                return readBlockingTwiceResponse(call.invoke());
            } catch (RpcException e) {
                throw BLOCKING_TWICE.named(e);
            }
        }

        @Override
        public void oneWay(String text) {
            try (OutboundCall call = caller.newCall(ONE_WAY)) {
                writeOneWayRequest(call.request(), text);
                call.send();
            } catch (RpcException e) {
                throw ONE_WAY.named(e);
            }
        }

        @Override
        public void oneWayRecord(Styles.Note note) {
            Objects.requireNonNull(
                    note, "acme.styles.v1.StyleService/OneWayRecord: note is null; a request needs a value");
            try (OutboundCall call = caller.newCall(ONE_WAY_RECORD)) {
                writeNote(call.request(), note);
                call.send();
            } catch (RpcException e) {
                throw ONE_WAY_RECORD.named(e);
            }
        }

        @Override
        public CompletableFuture<Styles.Note> future(Styles.Note note) {
            Objects.requireNonNull(note, "acme.styles.v1.StyleService/Future: note is null; a request needs a value");
            try (OutboundCall call = caller.newCall(FUTURE)) {
                writeNote(call.request(), note);
                return call.invokeAsync(StylesBinding::readNote);
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(FUTURE.named(e));
            }
        }

        @Override
        public CompletionStage<List<String>> stage(int count) {
            try (OutboundCall call = caller.newCall(STAGE)) {
                writeStageRequest(call.request(), count);
                return call.invokeAsync(StylesBinding::readStageResponse);
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(STAGE.named(e));
            }
        }

        @Override
        public CompletableFuture<Void> done() {
            try (OutboundCall call = caller.newCall(DONE)) {
                return call.invokeAsync(nothing -> null);
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(DONE.named(e));
            }
        }

        @Override
        public CompletableFuture<Integer> number(int[] of) {
            try (OutboundCall call = caller.newCall(NUMBER)) {
                writeNumberRequest(call.request(), of);
                return call.invokeAsync(StylesBinding::readNumberResponse);
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(NUMBER.named(e));
            }
        }

        @Override
        public Styles.Note old(String text) {
            try (OutboundCall call = caller.newCall(OLD)) {
                writeOldRequest(call.request(), text);
                return readNote(call.invoke());
            } catch (RpcException e) {
                throw OLD.named(e);
            }
        }
    }

    private static void writeBlockingRequest(WireWriter out, String text) {
        if (text != null) {
            out.writeString(1, text);
        }
    }

    private static void writeBlockingResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readBlockingResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "BlockingResponse", 0x2L);
            }
        }
        return value;
    }

    private static boolean writeBlockingFailure(WireWriter out, Throwable thrown) {
        if (thrown instanceof IllegalStateException illegalStateException) {
            int start = out.begin(1);
            writeIllegalStateException(out, illegalStateException);
            out.end(start);
            return true;
        }
        return false;
    }

    private static Throwable readBlockingFailure(WireReader in) {
        Throwable thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    thrown = readIllegalStateException(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "BlockingFailure", 0x2L);
            }
        }
        return thrown;
    }

    private static void writeBlockingTwiceRequest(WireWriter out, String text, int times) {
        if (text != null) {
            out.writeString(3, text);
        }
        if (times != 0) {
            out.writeInt32(1, times);
        }
    }

    private static void writeBlockingTwiceResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readBlockingTwiceResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "BlockingTwiceResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeOneWayRequest(WireWriter out, String text) {
        if (text != null) {
            out.writeString(1, text);
        }
    }

    private static void writeStageRequest(WireWriter out, int count) {
        if (count != 0) {
            out.writeInt32(1, count);
        }
    }

    private static void writeStageResponse(WireWriter out, List<String> value) {
        if (value != null) {
            int index = 0;
            for (String element : value) {
                if (element == null) {
                    throw WireException.nullAt("Styles.stage()[" + index + "]");
                }
                index++;
                out.writeString(1, element);
            }
        }
    }

    private static List<String> readStageResponse(WireReader in) {
        List<String> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value.add(in.readString());
                default -> in.skip(tag, "StageResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeNumberRequest(WireWriter out, int[] of) {
        if (of != null && of.length > 0) {
            int start = out.begin(1);
            for (int element : of) {
                out.writeInt32(element);
            }
            out.end(start);
        }
    }

    private static void writeNumberResponse(WireWriter out, Integer value) {
        if (value != null) {
            out.writeInt32(1, value);
        }
    }

    private static Integer readNumberResponse(WireReader in) {
        Integer value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "NumberResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeOldRequest(WireWriter out, String text) {
        if (text != null) {
            out.writeString(1, text);
        }
    }

    private static void writeIllegalStateException(WireWriter out, IllegalStateException value) {
        String message = value.getMessage();
        if (message != null) {
            out.writeString(1, message);
        }
    }

    private static IllegalStateException readIllegalStateException(WireReader in) {
        String message = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> message = in.readString();
                default -> in.skip(tag, "IllegalStateException", 0x2L);
            }
        }
        return new IllegalStateException(message);
    }

    private static void writeNote(WireWriter out, Styles.Note value) {
        String text = value.text();
        if (text != null) {
            out.writeString(1, text);
        }
        String legacy = value.legacy();
        if (legacy != null) {
            out.writeString(2, legacy);
        }
    }

    private static Styles.Note readNote(WireReader in) {
        String text = null;
        String legacy = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> text = in.readString();
                case 18 -> legacy = in.readString();
                default -> in.skip(tag, "Note", 0x6L);
            }
        }
        return new Styles.Note(text, legacy);
    }

    private static int[] grown(int[] values, int size) {
        return size < values.length ? values : Arrays.copyOf(values, Math.max(8, 2 * size));
    }
}
