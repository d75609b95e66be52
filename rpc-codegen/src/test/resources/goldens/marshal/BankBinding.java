package cases.marshal;

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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Bank}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class BankBinding implements ServiceBinding<Bank> {
    /** The only instance. */
    public static final BankBinding INSTANCE = new BankBinding();

    private static final MethodInfo OPEN = new MethodInfo("cases.marshal.bank.Bank/Open", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo OPENED = new MethodInfo(
            "cases.marshal.bank.Bank/Opened", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo TOTAL = new MethodInfo(
            "cases.marshal.bank.Bank/Total", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo LATER = new MethodInfo(
            "cases.marshal.bank.Bank/Later", MethodInfo.Kind.UNARY, false);

    private static final CalendarMarshaller CALENDAR_MARSHALLER = new CalendarMarshaller();
    private static final MoneyMarshaller MONEY_MARSHALLER = new MoneyMarshaller();
    private static final ColorMarshaller COLOR_MARSHALLER = new ColorMarshaller();
    private static final PathMarshaller PATH_MARSHALLER = new PathMarshaller();

    private static final List<MethodInfo> METHODS = List.of(OPEN, OPENED, TOTAL, LATER);

    private BankBinding() {}

    @Override
    public Class<Bank> type() {
        return Bank.class;
    }

    @Override
    public String name() {
        return "cases.marshal.bank.Bank";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Bank stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Bank service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchOpen(service, call);
            case 1 -> dispatchOpened(service, call);
            case 2 -> dispatchTotal(service, call);
            case 3 -> dispatchLater(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchOpen(Bank service, InboundCall call) {
        Bank.Account account = readAccount(call.request());
        Bank.Account reply = service.open(account);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeAccount(call.reply(), reply);
        call.complete();
    }

    private static void dispatchOpened(Bank service, InboundCall call) {
        WireReader in = call.request();
        Calendar wanted = null;
        Money deposit = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    wanted = CALENDAR_MARSHALLER.fromWire(readInstant(in));
                    in.leave(outer);
                }
                case 16 -> deposit = MONEY_MARSHALLER.fromWire(in.readInt64());
                default -> in.skip(tag, "OpenedRequest", 0x6L);
            }
        }
        Calendar reply = service.opened(wanted, deposit);
        writeOpenedResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchTotal(Bank service, InboundCall call) {
        WireReader in = call.request();
        Money money = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> money = MONEY_MARSHALLER.fromWire(in.readInt64());
                default -> in.skip(tag, "TotalRequest", 0x2L);
            }
        }
        Money reply = service.total(money);
        writeTotalResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchLater(Bank service, InboundCall call) {
        WireReader in = call.request();
        List<Money> money = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        money.add(MONEY_MARSHALLER.fromWire(in.readInt64()));
                    }
                    in.leave(outer);
                }
                case 8 -> money.add(MONEY_MARSHALLER.fromWire(in.readInt64()));
                default -> in.skip(tag, "LaterRequest", 0x2L);
            }
        }
        Replies.whenDone(call, LATER, service.later(money), BankBinding::writeLaterResponse);
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Bank {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Bank.Account open(Bank.Account account) {
            Objects.requireNonNull(account, "cases.marshal.bank.Bank/Open: account is null; a request needs a value");
            try (OutboundCall call = caller.newCall(OPEN)) {
                writeAccount(call.request(), account);
                return readAccount(call.invoke());
            } catch (RpcException e) {
                throw OPEN.named(e);
            }
        }

        @Override
        public Calendar opened(Calendar wanted, Money deposit) {
            try (OutboundCall call = caller.newCall(OPENED)) {
                writeOpenedRequest(call.request(), wanted, deposit);
                return readOpenedResponse(call.invoke());
            } catch (RpcException e) {
                throw OPENED.named(e);
            }
        }

        @Override
        public Money total(Money money) {
            try (OutboundCall call = caller.newCall(TOTAL)) {
                writeTotalRequest(call.request(), money);
                return readTotalResponse(call.invoke());
            } catch (RpcException e) {
                throw TOTAL.named(e);
            }
        }

        @Override
        public CompletableFuture<Money> later(List<Money> money) {
            try (OutboundCall call = caller.newCall(LATER)) {
                writeLaterRequest(call.request(), money);
                return call.invokeAsync(BankBinding::readLaterResponse);
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(LATER.named(e));
            }
        }
    }

    private static void writeOpenedRequest(WireWriter out, Calendar wanted, Money deposit) {
        if (wanted != null) {
            int start = out.begin(1);
            writeInstant(out, marshalled(CALENDAR_MARSHALLER.toWire(wanted), "Bank.opened(wanted)"));
            out.end(start);
        }
        if (deposit != null) {
            out.writeInt64(2, marshalled(MONEY_MARSHALLER.toWire(deposit), "Bank.opened(deposit)"));
        }
    }

    private static void writeOpenedResponse(WireWriter out, Calendar value) {
        if (value != null) {
            int start = out.begin(1);
            writeInstant(out, marshalled(CALENDAR_MARSHALLER.toWire(value), "Bank.opened()"));
            out.end(start);
        }
    }

    private static Calendar readOpenedResponse(WireReader in) {
        Calendar value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value = CALENDAR_MARSHALLER.fromWire(readInstant(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "OpenedResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeTotalRequest(WireWriter out, Money money) {
        if (money != null) {
            out.writeInt64(1, marshalled(MONEY_MARSHALLER.toWire(money), "Bank.total(money)"));
        }
    }

    private static void writeTotalResponse(WireWriter out, Money value) {
        if (value != null) {
            out.writeInt64(1, marshalled(MONEY_MARSHALLER.toWire(value), "Bank.total()"));
        }
    }

    private static Money readTotalResponse(WireReader in) {
        Money value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = MONEY_MARSHALLER.fromWire(in.readInt64());
                default -> in.skip(tag, "TotalResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeLaterRequest(WireWriter out, List<Money> money) {
        if (money != null && !money.isEmpty()) {
            int start = out.begin(1);
            int index = 0;
            for (Money element : money) {
                if (element == null) {
                    throw WireException.nullAt("Bank.later(money)[" + index + "]");
                }
                index++;
                out.writeInt64(marshalled(MONEY_MARSHALLER.toWire(element), "Bank.later(money)[]"));
            }
            out.end(start);
        }
    }

    private static void writeLaterResponse(WireWriter out, Money value) {
        if (value != null) {
            out.writeInt64(1, marshalled(MONEY_MARSHALLER.toWire(value), "Bank.later()"));
        }
    }

    private static Money readLaterResponse(WireReader in) {
        Money value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = MONEY_MARSHALLER.fromWire(in.readInt64());
                default -> in.skip(tag, "LaterResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeAccount(WireWriter out, Bank.Account value) {
        Money balance = value.balance();
        if (balance != null) {
            out.writeInt64(1, marshalled(MONEY_MARSHALLER.toWire(balance), "Account.balance"));
        }
        List<Money> history = value.history();
        if (history != null && !history.isEmpty()) {
            int start = out.begin(2);
            int index = 0;
            for (Money element : history) {
                if (element == null) {
                    throw WireException.nullAt("Account.history[" + index + "]");
                }
                index++;
                out.writeInt64(marshalled(MONEY_MARSHALLER.toWire(element), "Account.history[]"));
            }
            out.end(start);
        }
        Map<String, Money> pots = value.pots();
        if (pots != null) {
            for (Map.Entry<String, Money> entry : pots.entrySet()) {
                if (entry.getKey() == null || entry.getValue() == null) {
                    throw WireException.nullAt("Account.pots[" + entry.getKey() + "]");
                }
                int start = out.begin(3);
                writeMapOfStringToMoneyEntry(out, entry.getKey(), entry.getValue());
                out.end(start);
            }
        }
        Calendar opened = value.opened();
        if (opened != null) {
            int start = out.begin(4);
            writeInstant(out, marshalled(CALENDAR_MARSHALLER.toWire(opened), "Account.opened"));
            out.end(start);
        }
        List<Calendar> visits = value.visits();
        if (visits != null) {
            int index = 0;
            for (Calendar element : visits) {
                if (element == null) {
                    throw WireException.nullAt("Account.visits[" + index + "]");
                }
                index++;
                int start = out.begin(5);
                writeInstant(out, marshalled(CALENDAR_MARSHALLER.toWire(element), "Account.visits[]"));
                out.end(start);
            }
        }
        Optional<Calendar> closed = value.closed();
        if (closed == null) {
            throw WireException.nullAt("Account.closed");
        }
        if (closed.isPresent()) {
            int start = out.begin(6);
            writeInstant(out, marshalled(CALENDAR_MARSHALLER.toWire(closed.get()), "Account.closed"));
            out.end(start);
        }
        StringBuilder color = value.color();
        if (color != null) {
            out.writeInt32(7, toNumber(marshalled(COLOR_MARSHALLER.toWire(color), "Account.color")));
        }
        Path path = value.path();
        if (path != null) {
            int start = out.begin(8);
            writeListOfString(out, marshalled(PATH_MARSHALLER.toWire(path), "Account.path"));
            out.end(start);
        }
    }

    private static Bank.Account readAccount(WireReader in) {
        Money balance = null;
        List<Money> history = new ArrayList<>();
        Map<String, Money> pots = new LinkedHashMap<>();
        Calendar opened = null;
        List<Calendar> visits = new ArrayList<>();
        Optional<Calendar> closed = Optional.empty();
        StringBuilder color = null;
        Path path = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> balance = MONEY_MARSHALLER.fromWire(in.readInt64());
                case 18 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        history.add(MONEY_MARSHALLER.fromWire(in.readInt64()));
                    }
                    in.leave(outer);
                }
                case 16 -> history.add(MONEY_MARSHALLER.fromWire(in.readInt64()));
                case 26 -> {
                    int outer = in.enter();
                    readMapOfStringToMoneyEntry(in, pots);
                    in.leave(outer);
                }
                case 34 -> {
                    int outer = in.enter();
                    opened = CALENDAR_MARSHALLER.fromWire(readInstant(in));
                    in.leave(outer);
                }
                case 42 -> {
                    int outer = in.enter();
                    visits.add(CALENDAR_MARSHALLER.fromWire(readInstant(in)));
                    in.leave(outer);
                }
                case 50 -> {
                    int outer = in.enter();
                    closed = Optional.of(CALENDAR_MARSHALLER.fromWire(readInstant(in)));
                    in.leave(outer);
                }
                case 56 -> color = COLOR_MARSHALLER.fromWire(some(readColor(in), "Color"));
                case 66 -> {
                    int outer = in.enter();
                    path = PATH_MARSHALLER.fromWire(readListOfString(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "Account", 0x1feL);
            }
        }
        return new Bank.Account(balance, history, pots, opened, visits, closed, color, path);
    }

    private static void writeMapOfStringToMoneyEntry(WireWriter out, String key, Money value) {
        out.writeString(1, key);
        out.writeInt64(2, marshalled(MONEY_MARSHALLER.toWire(value), "Map<String, Money>[]"));
    }

    private static void readMapOfStringToMoneyEntry(WireReader in, Map<String, Money> entries) {
        String key = "";
        Money value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 16 -> value = MONEY_MARSHALLER.fromWire(in.readInt64());
                default -> in.skip(tag, "MapOfStringToMoneyEntry", 0x6L);
            }
        }
        entries.put(key, value == null ? MONEY_MARSHALLER.fromWire(0L) : value);
    }

    private static void writeInstant(WireWriter out, Instant value) {
        long seconds = value.getEpochSecond();
        int nanos = value.getNano();
        if (seconds < -62_135_596_800L || seconds > 253_402_300_799L || nanos < 0 || nanos > 999_999_999) {
            throw WireException.unwritable("Instant", value + " is out of range of google.protobuf.Timestamp");
        }
        if (seconds != 0) {
            out.writeInt64(1, seconds);
        }
        if (nanos != 0) {
            out.writeInt32(2, nanos);
        }
    }

    private static Instant readInstant(WireReader in) {
        long seconds = 0;
        int nanos = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> seconds = in.readInt64();
                case 16 -> nanos = in.readInt32();
                default -> in.skip(tag, "Instant", 0x6L);
            }
        }
        if (seconds < -62_135_596_800L || seconds > 253_402_300_799L || nanos < 0 || nanos > 999_999_999) {
            throw WireException.malformed("a google.protobuf.Timestamp is out of range");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static void writeListOfString(WireWriter out, List<String> value) {
        if (value != null) {
            int index = 0;
            for (String element : value) {
                if (element == null) {
                    throw WireException.nullAt("List<String>[" + index + "]");
                }
                index++;
                out.writeString(1, element);
            }
        }
    }

    private static List<String> readListOfString(WireReader in) {
        List<String> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value.add(in.readString());
                default -> in.skip(tag, "ListOfString", 0x2L);
            }
        }
        return value;
    }

    private static int toNumber(ColorMarshaller.Color value) {
        return switch (value) {
            case RED -> 1;
            case GREEN -> 2;
        };
    }

    private static ColorMarshaller.Color readColor(WireReader in) {
        int number = in.readInt32();
        return switch (number) {
            case 0 -> null;
            case 1 -> ColorMarshaller.Color.RED;
            case 2 -> ColorMarshaller.Color.GREEN;
            default -> throw WireException.malformed(
                    "Color has no constant " + number + "; compile both sides with the same enum, or mark a constant as @Unknown");
        };
    }

    private static <E> E some(E constant, String path) {
        if (constant == null) {
            throw WireException.malformed(path + ": 0 is not a constant; compile both sides with the same enum");
        }
        return constant;
    }

    private static <W> W marshalled(W wire, String path) {
        if (wire == null) {
            throw WireException.unwritable(path, "the marshaller returned null");
        }
        return wire;
    }
}
