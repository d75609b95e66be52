package cases.exceptions;

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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Till}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class TillBinding implements ServiceBinding<Till> {
    /** The only instance. */
    public static final TillBinding INSTANCE = new TillBinding();

    private static final MethodInfo PAY = new MethodInfo(
            "cases.exceptions.till.Till/Pay", MethodInfo.Kind.UNARY, false,
            new DeclaredExceptions(TillBinding::writePayFailure, TillBinding::readPayFailure));
    private static final MethodInfo OPEN = new MethodInfo(
            "cases.exceptions.till.Till/Open", MethodInfo.Kind.UNARY, false,
            new DeclaredExceptions(TillBinding::writeOpenFailure, TillBinding::readOpenFailure));
    private static final MethodInfo PAY_LATER = new MethodInfo(
            "cases.exceptions.till.Till/PayLater", MethodInfo.Kind.UNARY, false,
            new DeclaredExceptions(TillBinding::writePayLaterFailure, TillBinding::readPayLaterFailure));
    private static final MethodInfo CLOSE_LATER = new MethodInfo(
            "cases.exceptions.till.Till/CloseLater", MethodInfo.Kind.UNARY, false,
            new DeclaredExceptions(TillBinding::writeCloseLaterFailure, TillBinding::readCloseLaterFailure));
    private static final MethodInfo DECLARED = new MethodInfo(
            "cases.exceptions.till.Till/Declared", MethodInfo.Kind.UNARY, false,
            new DeclaredExceptions(TillBinding::writeDeclaredFailure, TillBinding::readDeclaredFailure));

    private static final Stuck.AsText AS_TEXT = new Stuck.AsText();

    private static final List<MethodInfo> METHODS = List.of(PAY, OPEN, PAY_LATER, CLOSE_LATER, DECLARED);

    private TillBinding() {}

    @Override
    public Class<Till> type() {
        return Till.class;
    }

    @Override
    public String name() {
        return "cases.exceptions.till.Till";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Till stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Till service, int index, InboundCall call) throws Exception {
        switch (index) {
            case 0 -> dispatchPay(service, call);
            case 1 -> dispatchOpen(service, call);
            case 2 -> dispatchPayLater(service, call);
            case 3 -> dispatchCloseLater(service, call);
            case 4 -> dispatchDeclared(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchPay(Till service, InboundCall call) throws Exception {
        WireReader in = call.request();
        int cents = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> cents = in.readInt32();
                default -> in.skip(tag, "PayRequest", 0x2L);
            }
        }
        int reply = service.pay(cents);
        writePayResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchOpen(Till service, InboundCall call) throws Exception {
        WireReader in = call.request();
        String key = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                default -> in.skip(tag, "OpenRequest", 0x2L);
            }
        }
        service.open(key);
        call.complete();
    }

    private static void dispatchPayLater(Till service, InboundCall call) throws Exception {
        WireReader in = call.request();
        int cents = 0;
        int e = 0;
        int thrown = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> cents = in.readInt32();
                case 16 -> e = in.readInt32();
                case 24 -> thrown = in.readInt32();
                default -> in.skip(tag, "PayLaterRequest", 0xeL);
            }
        }
        Replies.whenDone(call, PAY_LATER, service.payLater(cents, e, thrown), TillBinding::writePayLaterResponse);
    }

    private static void dispatchCloseLater(Till service, InboundCall call) throws Exception {
        Replies.whenDone(call, CLOSE_LATER, service.closeLater(), (out, nothing) -> {});
    }

    private static void dispatchDeclared(Till service, InboundCall call) throws Exception {
        WireReader in = call.request();
        String thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> thrown = in.readString();
                default -> in.skip(tag, "DeclaredRequest", 0x2L);
            }
        }
        String reply = service.declared(thrown);
        writeDeclaredResponse(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Till {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public int pay(int cents) throws NotEnough, Closed, IllegalStateException {
            try (OutboundCall call = caller.newCall(PAY)) {
                writePayRequest(call.request(), cents);
                return readPayResponse(call.invoke());
            } catch (RpcException e) {
                Throwable thrown = PAY.exceptions().thrown(e);
                if (thrown instanceof NotEnough declared) {
                    throw declared;
                }
                if (thrown instanceof Closed declared) {
                    throw declared;
                }
                if (thrown instanceof IllegalStateException declared) {
                    throw declared;
                }
                throw PAY.named(e);
            }
        }

        @Override
        public void open(String key) throws IOException, Locked, Refused {
            try (OutboundCall call = caller.newCall(OPEN)) {
                writeOpenRequest(call.request(), key);
                call.invoke();
            } catch (RpcException e) {
                Throwable thrown = OPEN.exceptions().thrown(e);
                if (thrown instanceof IOException declared) {
                    throw declared;
                }
                if (thrown instanceof Locked declared) {
                    throw declared;
                }
                if (thrown instanceof Refused declared) {
                    throw declared;
                }
                throw OPEN.named(e);
            }
        }

        @Override
        public CompletableFuture<String> payLater(int cents, int e_, int thrown_) {
            try (OutboundCall call = caller.newCall(PAY_LATER)) {
                writePayLaterRequest(call.request(), cents, e_, thrown_);
                return call.invokeAsync(Replies.reader(PAY_LATER, TillBinding::readPayLaterResponse));
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(PAY_LATER.named(e));
            }
        }

        @Override
        public CompletableFuture<Void> closeLater() {
            try (OutboundCall call = caller.newCall(CLOSE_LATER)) {
                return call.invokeAsync(Replies.reader(CLOSE_LATER, nothing -> null));
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(CLOSE_LATER.named(e));
            }
        }

        @Override
        public String declared(String thrown_) throws Stuck {
            try (OutboundCall call = caller.newCall(DECLARED)) {
                writeDeclaredRequest(call.request(), thrown_);
                return readDeclaredResponse(call.invoke());
            } catch (RpcException e) {
                Throwable thrown = DECLARED.exceptions().thrown(e);
                if (thrown instanceof Stuck declared) {
                    throw declared;
                }
                throw DECLARED.named(e);
            }
        }
    }

    private static void writePayRequest(WireWriter out, int cents) {
        if (cents != 0) {
            out.writeInt32(1, cents);
        }
    }

    private static void writePayResponse(WireWriter out, int value) {
        if (value != 0) {
            out.writeInt32(1, value);
        }
    }

    private static int readPayResponse(WireReader in) {
        int value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "PayResponse", 0x2L);
            }
        }
        return value;
    }

    private static boolean writePayFailure(WireWriter out, Throwable thrown) {
        if (thrown instanceof NotEnough notEnough) {
            int start = out.begin(1);
            writeNotEnough(out, notEnough);
            out.end(start);
            return true;
        }
        if (thrown instanceof Closed closed) {
            int start = out.begin(2);
            writeClosed(out, closed);
            out.end(start);
            return true;
        }
        if (thrown instanceof IllegalStateException illegalStateException) {
            int start = out.begin(3);
            writeIllegalStateException(out, illegalStateException);
            out.end(start);
            return true;
        }
        return false;
    }

    private static Throwable readPayFailure(WireReader in) {
        Throwable thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    thrown = readNotEnough(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    thrown = readClosed(in);
                    in.leave(outer);
                }
                case 26 -> {
                    int outer = in.enter();
                    thrown = readIllegalStateException(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "PayFailure", 0xeL);
            }
        }
        return thrown;
    }

    private static void writeOpenRequest(WireWriter out, String key) {
        if (key != null) {
            out.writeString(1, key);
        }
    }

    private static boolean writeOpenFailure(WireWriter out, Throwable thrown) {
        if (thrown instanceof IOException IOException_) {
            int start = out.begin(1);
            writeIOException(out, IOException_);
            out.end(start);
            return true;
        }
        if (thrown instanceof Locked locked) {
            int start = out.begin(3);
            writeLocked(out, locked);
            out.end(start);
            return true;
        }
        if (thrown instanceof Refused refused) {
            int start = out.begin(2);
            writeRefused(out, refused);
            out.end(start);
            return true;
        }
        return false;
    }

    private static Throwable readOpenFailure(WireReader in) {
        Throwable thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    thrown = readIOException(in);
                    in.leave(outer);
                }
                case 26 -> {
                    int outer = in.enter();
                    thrown = readLocked(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    thrown = readRefused(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "OpenFailure", 0xeL);
            }
        }
        return thrown;
    }

    private static void writePayLaterRequest(WireWriter out, int cents, int e, int thrown) {
        if (cents != 0) {
            out.writeInt32(1, cents);
        }
        if (e != 0) {
            out.writeInt32(2, e);
        }
        if (thrown != 0) {
            out.writeInt32(3, thrown);
        }
    }

    private static void writePayLaterResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readPayLaterResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "PayLaterResponse", 0x2L);
            }
        }
        return value;
    }

    private static boolean writePayLaterFailure(WireWriter out, Throwable thrown) {
        if (thrown instanceof NotEnough notEnough) {
            int start = out.begin(1);
            writeNotEnough(out, notEnough);
            out.end(start);
            return true;
        }
        return false;
    }

    private static Throwable readPayLaterFailure(WireReader in) {
        Throwable thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    thrown = readNotEnough(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "PayLaterFailure", 0x2L);
            }
        }
        return thrown;
    }

    private static boolean writeCloseLaterFailure(WireWriter out, Throwable thrown) {
        if (thrown instanceof Stuck stuck) {
            out.writeString(1, marshalled(AS_TEXT.toWire(stuck), "Stuck"));
            return true;
        }
        return false;
    }

    private static Throwable readCloseLaterFailure(WireReader in) {
        Throwable thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> thrown = AS_TEXT.fromWire(in.readString());
                default -> in.skip(tag, "CloseLaterFailure", 0x2L);
            }
        }
        return thrown;
    }

    private static void writeDeclaredRequest(WireWriter out, String thrown) {
        if (thrown != null) {
            out.writeString(1, thrown);
        }
    }

    private static void writeDeclaredResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readDeclaredResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "DeclaredResponse", 0x2L);
            }
        }
        return value;
    }

    private static boolean writeDeclaredFailure(WireWriter out, Throwable thrown) {
        if (thrown instanceof Stuck stuck) {
            out.writeString(1, marshalled(AS_TEXT.toWire(stuck), "Stuck"));
            return true;
        }
        return false;
    }

    private static Throwable readDeclaredFailure(WireReader in) {
        Throwable thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> thrown = AS_TEXT.fromWire(in.readString());
                default -> in.skip(tag, "DeclaredFailure", 0x2L);
            }
        }
        return thrown;
    }

    private static void writeNotEnough(WireWriter out, NotEnough value) {
        int missing = value.missing();
        if (missing != 0) {
            out.writeInt32(1, missing);
        }
        List<NotEnough.Coin> taken = value.getTaken();
        if (taken != null) {
            int index = 0;
            for (NotEnough.Coin element : taken) {
                if (element == null) {
                    throw WireException.nullAt("NotEnough.taken[" + index + "]");
                }
                index++;
                int start = out.begin(2);
                writeCoin(out, element);
                out.end(start);
            }
        }
        boolean last = value.isLast();
        if (last) {
            out.writeBool(3, last);
        }
    }

    private static NotEnough readNotEnough(WireReader in) {
        int missing = 0;
        List<NotEnough.Coin> taken = new ArrayList<>();
        boolean last = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> missing = in.readInt32();
                case 18 -> {
                    int outer = in.enter();
                    taken.add(readCoin(in));
                    in.leave(outer);
                }
                case 24 -> last = in.readBool();
                default -> in.skip(tag, "NotEnough", 0xeL);
            }
        }
        return new NotEnough(missing, taken, last);
    }

    private static void writeCoin(WireWriter out, NotEnough.Coin value) {
        int cents = value.cents();
        if (cents != 0) {
            out.writeInt32(1, cents);
        }
    }

    private static NotEnough.Coin readCoin(WireReader in) {
        int cents = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> cents = in.readInt32();
                default -> in.skip(tag, "Coin", 0x2L);
            }
        }
        return new NotEnough.Coin(cents);
    }

    private static void writeClosed(WireWriter ignored, Closed ignoredValue) {
        // a message without fields has no bytes
    }

    private static Closed readClosed(WireReader in) {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            in.skip(tag);
        }
        return new Closed();
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

    private static void writeIOException(WireWriter out, IOException value) {
        String message = value.getMessage();
        if (message != null) {
            out.writeString(1, message);
        }
    }

    private static IOException readIOException(WireReader in) {
        String message = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> message = in.readString();
                default -> in.skip(tag, "IOException", 0x2L);
            }
        }
        return new IOException(message);
    }

    private static void writeRefused(WireWriter out, Refused value) {
        String reason = value.reason();
        if (reason != null) {
            out.writeString(1, reason);
        }
    }

    private static Refused readRefused(WireReader in) {
        String reason = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> reason = in.readString();
                default -> in.skip(tag, "Refused", 0x2L);
            }
        }
        return new Refused(reason);
    }

    private static void writeLocked(WireWriter out, Locked value) {
        String reason = value.reason();
        if (reason != null) {
            out.writeString(2, reason);
        }
        int tries = value.tries();
        if (tries != 0) {
            out.writeInt32(1, tries);
        }
    }

    private static Locked readLocked(WireReader in) {
        String reason = null;
        int tries = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 18 -> reason = in.readString();
                case 8 -> tries = in.readInt32();
                default -> in.skip(tag, "Locked", 0x6L);
            }
        }
        return new Locked(reason, tries);
    }

    private static <W> W marshalled(W wire, String path) {
        if (wire == null) {
            throw WireException.unwritable(path, "the marshaller returned null");
        }
        return wire;
    }
}
