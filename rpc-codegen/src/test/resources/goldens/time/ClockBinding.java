package cases.time;

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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Clock}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class ClockBinding implements ServiceBinding<Clock> {
    /** The only instance. */
    public static final ClockBinding INSTANCE = new ClockBinding();

    private static final MethodInfo ECHO = new MethodInfo("cases.time.clock.Clock/Echo", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo PLUS = new MethodInfo("cases.time.clock.Clock/Plus", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo DAYS = new MethodInfo("cases.time.clock.Clock/Days", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(ECHO, PLUS, DAYS);

    private ClockBinding() {}

    @Override
    public Class<Clock> type() {
        return Clock.class;
    }

    @Override
    public String name() {
        return "cases.time.clock.Clock";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Clock stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Clock service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchEcho(service, call);
            case 1 -> dispatchPlus(service, call);
            case 2 -> dispatchDays(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchEcho(Clock service, InboundCall call) {
        Clock.Times times = readTimes(call.request());
        Clock.Times reply = service.echo(times);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeTimes(call.reply(), reply);
        call.complete();
    }

    private static void dispatchPlus(Clock service, InboundCall call) {
        WireReader in = call.request();
        Instant instant = null;
        Duration duration = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    instant = readInstant(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    duration = readDuration(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "PlusRequest", 0x6L);
            }
        }
        Instant reply = service.plus(instant, duration);
        writePlusResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchDays(Clock service, InboundCall call) {
        WireReader in = call.request();
        LocalDate from = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    from = readLocalDate(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "DaysRequest", 0x2L);
            }
        }
        List<LocalDate> reply = service.days(from);
        writeDaysResponse(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Clock {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Clock.Times echo(Clock.Times times) {
            Objects.requireNonNull(times, "cases.time.clock.Clock/Echo: times is null; a request needs a value");
            try (OutboundCall call = caller.newCall(ECHO)) {
                writeTimes(call.request(), times);
                return readTimes(call.invoke());
            } catch (RpcException e) {
                throw ECHO.named(e);
            }
        }

        @Override
        public Instant plus(Instant instant, Duration duration) {
            try (OutboundCall call = caller.newCall(PLUS)) {
                writePlusRequest(call.request(), instant, duration);
                return readPlusResponse(call.invoke());
            } catch (RpcException e) {
                throw PLUS.named(e);
            }
        }

        @Override
        public List<LocalDate> days(LocalDate from) {
            try (OutboundCall call = caller.newCall(DAYS)) {
                writeDaysRequest(call.request(), from);
                return readDaysResponse(call.invoke());
            } catch (RpcException e) {
                throw DAYS.named(e);
            }
        }
    }

    private static void writePlusRequest(WireWriter out, Instant instant, Duration duration) {
        if (instant != null) {
            int start = out.begin(1);
            writeInstant(out, instant);
            out.end(start);
        }
        if (duration != null) {
            int start = out.begin(2);
            writeDuration(out, duration);
            out.end(start);
        }
    }

    private static void writePlusResponse(WireWriter out, Instant value) {
        if (value != null) {
            int start = out.begin(1);
            writeInstant(out, value);
            out.end(start);
        }
    }

    private static Instant readPlusResponse(WireReader in) {
        Instant value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value = readInstant(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "PlusResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeDaysRequest(WireWriter out, LocalDate from) {
        if (from != null) {
            int start = out.begin(1);
            writeLocalDate(out, from);
            out.end(start);
        }
    }

    private static void writeDaysResponse(WireWriter out, List<LocalDate> value) {
        if (value != null) {
            int index = 0;
            for (LocalDate element : value) {
                if (element == null) {
                    throw WireException.nullAt("Clock.days()[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writeLocalDate(out, element);
                out.end(start);
            }
        }
    }

    private static List<LocalDate> readDaysResponse(WireReader in) {
        List<LocalDate> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value.add(readLocalDate(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "DaysResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeTimes(WireWriter out, Clock.Times value) {
        Instant instant = value.instant();
        if (instant != null) {
            int start = out.begin(1);
            writeInstant(out, instant);
            out.end(start);
        }
        Duration duration = value.duration();
        if (duration != null) {
            int start = out.begin(2);
            writeDuration(out, duration);
            out.end(start);
        }
        LocalDate localDate = value.localDate();
        if (localDate != null) {
            int start = out.begin(3);
            writeLocalDate(out, localDate);
            out.end(start);
        }
        LocalTime localTime = value.localTime();
        if (localTime != null) {
            int start = out.begin(4);
            writeLocalTime(out, localTime);
            out.end(start);
        }
        LocalDateTime localDateTime = value.localDateTime();
        if (localDateTime != null) {
            int start = out.begin(5);
            writeLocalDateTime(out, localDateTime);
            out.end(start);
        }
        OffsetDateTime offsetDateTime = value.offsetDateTime();
        if (offsetDateTime != null) {
            int start = out.begin(6);
            writeOffsetDateTime(out, offsetDateTime);
            out.end(start);
        }
        OffsetTime offsetTime = value.offsetTime();
        if (offsetTime != null) {
            int start = out.begin(7);
            writeOffsetTime(out, offsetTime);
            out.end(start);
        }
        ZonedDateTime zonedDateTime = value.zonedDateTime();
        if (zonedDateTime != null) {
            int start = out.begin(8);
            writeZonedDateTime(out, zonedDateTime);
            out.end(start);
        }
        ZoneId zoneId = value.zoneId();
        if (zoneId != null) {
            int start = out.begin(9);
            writeZoneId(out, zoneId);
            out.end(start);
        }
        ZoneOffset zoneOffset = value.zoneOffset();
        if (zoneOffset != null) {
            int start = out.begin(10);
            writeZoneOffset(out, zoneOffset);
            out.end(start);
        }
        Year year = value.year();
        if (year != null) {
            int start = out.begin(11);
            writeYear(out, year);
            out.end(start);
        }
        YearMonth yearMonth = value.yearMonth();
        if (yearMonth != null) {
            int start = out.begin(12);
            writeYearMonth(out, yearMonth);
            out.end(start);
        }
        MonthDay monthDay = value.monthDay();
        if (monthDay != null) {
            int start = out.begin(13);
            writeMonthDay(out, monthDay);
            out.end(start);
        }
        Period period = value.period();
        if (period != null) {
            int start = out.begin(14);
            writePeriod(out, period);
            out.end(start);
        }
    }

    private static Clock.Times readTimes(WireReader in) {
        Instant instant = null;
        Duration duration = null;
        LocalDate localDate = null;
        LocalTime localTime = null;
        LocalDateTime localDateTime = null;
        OffsetDateTime offsetDateTime = null;
        OffsetTime offsetTime = null;
        ZonedDateTime zonedDateTime = null;
        ZoneId zoneId = null;
        ZoneOffset zoneOffset = null;
        Year year = null;
        YearMonth yearMonth = null;
        MonthDay monthDay = null;
        Period period = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    instant = readInstant(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    duration = readDuration(in);
                    in.leave(outer);
                }
                case 26 -> {
                    int outer = in.enter();
                    localDate = readLocalDate(in);
                    in.leave(outer);
                }
                case 34 -> {
                    int outer = in.enter();
                    localTime = readLocalTime(in);
                    in.leave(outer);
                }
                case 42 -> {
                    int outer = in.enter();
                    localDateTime = readLocalDateTime(in);
                    in.leave(outer);
                }
                case 50 -> {
                    int outer = in.enter();
                    offsetDateTime = readOffsetDateTime(in);
                    in.leave(outer);
                }
                case 58 -> {
                    int outer = in.enter();
                    offsetTime = readOffsetTime(in);
                    in.leave(outer);
                }
                case 66 -> {
                    int outer = in.enter();
                    zonedDateTime = readZonedDateTime(in);
                    in.leave(outer);
                }
                case 74 -> {
                    int outer = in.enter();
                    zoneId = readZoneId(in);
                    in.leave(outer);
                }
                case 82 -> {
                    int outer = in.enter();
                    zoneOffset = readZoneOffset(in);
                    in.leave(outer);
                }
                case 90 -> {
                    int outer = in.enter();
                    year = readYear(in);
                    in.leave(outer);
                }
                case 98 -> {
                    int outer = in.enter();
                    yearMonth = readYearMonth(in);
                    in.leave(outer);
                }
                case 106 -> {
                    int outer = in.enter();
                    monthDay = readMonthDay(in);
                    in.leave(outer);
                }
                case 114 -> {
                    int outer = in.enter();
                    period = readPeriod(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "Times", 0x7ffeL);
            }
        }
        return new Clock.Times(
                instant, duration, localDate, localTime, localDateTime, offsetDateTime, offsetTime, zonedDateTime,
                zoneId, zoneOffset, year, yearMonth, monthDay, period);
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

    private static void writeDuration(WireWriter out, Duration value) {
        long seconds = value.getSeconds() + (value.isNegative() && value.getNano() > 0 ? 1 : 0);
        int nanos = value.getNano() - (value.isNegative() && value.getNano() > 0 ? 1_000_000_000 : 0);
        if (seconds < -315_576_000_000L || seconds > 315_576_000_000L || nanos < -999_999_999 || nanos > 999_999_999) {
            throw WireException.unwritable("Duration", value + " is out of range of google.protobuf.Duration");
        }
        if (seconds != 0) {
            out.writeInt64(1, seconds);
        }
        if (nanos != 0) {
            out.writeInt32(2, nanos);
        }
    }

    private static Duration readDuration(WireReader in) {
        long seconds = 0;
        int nanos = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> seconds = in.readInt64();
                case 16 -> nanos = in.readInt32();
                default -> in.skip(tag, "Duration", 0x6L);
            }
        }
        if (seconds < -315_576_000_000L || seconds > 315_576_000_000L || nanos < -999_999_999 || nanos > 999_999_999) {
            throw WireException.malformed("a google.protobuf.Duration is out of range");
        }
        return Duration.ofSeconds(seconds, nanos);
    }

    private static void writeLocalDate(WireWriter out, LocalDate value) {
        int year = value.getYear();
        int month = value.getMonthValue();
        int day = value.getDayOfMonth();
        if (year != 0) {
            out.writeInt32(1, year);
        }
        if (month != 0) {
            out.writeInt32(2, month);
        }
        if (day != 0) {
            out.writeInt32(3, day);
        }
    }

    private static LocalDate readLocalDate(WireReader in) {
        int year = 0;
        int month = 0;
        int day = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> year = in.readInt32();
                case 16 -> month = in.readInt32();
                case 24 -> day = in.readInt32();
                default -> in.skip(tag, "LocalDate", 0xeL);
            }
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            throw WireException.malformed("LocalDate: " + e.getMessage());
        }
    }

    private static void writeLocalTime(WireWriter out, LocalTime value) {
        int hour = value.getHour();
        int minute = value.getMinute();
        int second = value.getSecond();
        int nano = value.getNano();
        if (hour != 0) {
            out.writeInt32(1, hour);
        }
        if (minute != 0) {
            out.writeInt32(2, minute);
        }
        if (second != 0) {
            out.writeInt32(3, second);
        }
        if (nano != 0) {
            out.writeInt32(4, nano);
        }
    }

    private static LocalTime readLocalTime(WireReader in) {
        int hour = 0;
        int minute = 0;
        int second = 0;
        int nano = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> hour = in.readInt32();
                case 16 -> minute = in.readInt32();
                case 24 -> second = in.readInt32();
                case 32 -> nano = in.readInt32();
                default -> in.skip(tag, "LocalTime", 0x1eL);
            }
        }
        try {
            return LocalTime.of(hour, minute, second, nano);
        } catch (DateTimeException e) {
            throw WireException.malformed("LocalTime: " + e.getMessage());
        }
    }

    private static void writeLocalDateTime(WireWriter out, LocalDateTime value) {
        int year = value.getYear();
        int month = value.getMonthValue();
        int day = value.getDayOfMonth();
        int hour = value.getHour();
        int minute = value.getMinute();
        int second = value.getSecond();
        int nano = value.getNano();
        if (year != 0) {
            out.writeInt32(1, year);
        }
        if (month != 0) {
            out.writeInt32(2, month);
        }
        if (day != 0) {
            out.writeInt32(3, day);
        }
        if (hour != 0) {
            out.writeInt32(4, hour);
        }
        if (minute != 0) {
            out.writeInt32(5, minute);
        }
        if (second != 0) {
            out.writeInt32(6, second);
        }
        if (nano != 0) {
            out.writeInt32(7, nano);
        }
    }

    private static LocalDateTime readLocalDateTime(WireReader in) {
        int year = 0;
        int month = 0;
        int day = 0;
        int hour = 0;
        int minute = 0;
        int second = 0;
        int nano = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> year = in.readInt32();
                case 16 -> month = in.readInt32();
                case 24 -> day = in.readInt32();
                case 32 -> hour = in.readInt32();
                case 40 -> minute = in.readInt32();
                case 48 -> second = in.readInt32();
                case 56 -> nano = in.readInt32();
                default -> in.skip(tag, "LocalDateTime", 0xfeL);
            }
        }
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, nano);
        } catch (DateTimeException e) {
            throw WireException.malformed("LocalDateTime: " + e.getMessage());
        }
    }

    private static void writeOffsetDateTime(WireWriter out, OffsetDateTime value) {
        int year = value.getYear();
        int month = value.getMonthValue();
        int day = value.getDayOfMonth();
        int hour = value.getHour();
        int minute = value.getMinute();
        int second = value.getSecond();
        int nano = value.getNano();
        int offsetSeconds = value.getOffset().getTotalSeconds();
        if (year != 0) {
            out.writeInt32(1, year);
        }
        if (month != 0) {
            out.writeInt32(2, month);
        }
        if (day != 0) {
            out.writeInt32(3, day);
        }
        if (hour != 0) {
            out.writeInt32(4, hour);
        }
        if (minute != 0) {
            out.writeInt32(5, minute);
        }
        if (second != 0) {
            out.writeInt32(6, second);
        }
        if (nano != 0) {
            out.writeInt32(7, nano);
        }
        if (offsetSeconds != 0) {
            out.writeInt32(8, offsetSeconds);
        }
    }

    private static OffsetDateTime readOffsetDateTime(WireReader in) {
        int year = 0;
        int month = 0;
        int day = 0;
        int hour = 0;
        int minute = 0;
        int second = 0;
        int nano = 0;
        int offsetSeconds = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> year = in.readInt32();
                case 16 -> month = in.readInt32();
                case 24 -> day = in.readInt32();
                case 32 -> hour = in.readInt32();
                case 40 -> minute = in.readInt32();
                case 48 -> second = in.readInt32();
                case 56 -> nano = in.readInt32();
                case 64 -> offsetSeconds = in.readInt32();
                default -> in.skip(tag, "OffsetDateTime", 0x1feL);
            }
        }
        try {
            return OffsetDateTime.of(
                    year, month, day, hour, minute, second, nano, ZoneOffset.ofTotalSeconds(offsetSeconds));
        } catch (DateTimeException e) {
            throw WireException.malformed("OffsetDateTime: " + e.getMessage());
        }
    }

    private static void writeOffsetTime(WireWriter out, OffsetTime value) {
        int hour = value.getHour();
        int minute = value.getMinute();
        int second = value.getSecond();
        int nano = value.getNano();
        int offsetSeconds = value.getOffset().getTotalSeconds();
        if (hour != 0) {
            out.writeInt32(1, hour);
        }
        if (minute != 0) {
            out.writeInt32(2, minute);
        }
        if (second != 0) {
            out.writeInt32(3, second);
        }
        if (nano != 0) {
            out.writeInt32(4, nano);
        }
        if (offsetSeconds != 0) {
            out.writeInt32(5, offsetSeconds);
        }
    }

    private static OffsetTime readOffsetTime(WireReader in) {
        int hour = 0;
        int minute = 0;
        int second = 0;
        int nano = 0;
        int offsetSeconds = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> hour = in.readInt32();
                case 16 -> minute = in.readInt32();
                case 24 -> second = in.readInt32();
                case 32 -> nano = in.readInt32();
                case 40 -> offsetSeconds = in.readInt32();
                default -> in.skip(tag, "OffsetTime", 0x3eL);
            }
        }
        try {
            return OffsetTime.of(hour, minute, second, nano, ZoneOffset.ofTotalSeconds(offsetSeconds));
        } catch (DateTimeException e) {
            throw WireException.malformed("OffsetTime: " + e.getMessage());
        }
    }

    private static void writeZonedDateTime(WireWriter out, ZonedDateTime value) {
        int year = value.getYear();
        int month = value.getMonthValue();
        int day = value.getDayOfMonth();
        int hour = value.getHour();
        int minute = value.getMinute();
        int second = value.getSecond();
        int nano = value.getNano();
        int offsetSeconds = value.getOffset().getTotalSeconds();
        String zone = value.getZone().getId();
        if (year != 0) {
            out.writeInt32(1, year);
        }
        if (month != 0) {
            out.writeInt32(2, month);
        }
        if (day != 0) {
            out.writeInt32(3, day);
        }
        if (hour != 0) {
            out.writeInt32(4, hour);
        }
        if (minute != 0) {
            out.writeInt32(5, minute);
        }
        if (second != 0) {
            out.writeInt32(6, second);
        }
        if (nano != 0) {
            out.writeInt32(7, nano);
        }
        if (offsetSeconds != 0) {
            out.writeInt32(8, offsetSeconds);
        }
        if (!zone.isEmpty()) {
            out.writeString(9, zone);
        }
    }

    private static ZonedDateTime readZonedDateTime(WireReader in) {
        int year = 0;
        int month = 0;
        int day = 0;
        int hour = 0;
        int minute = 0;
        int second = 0;
        int nano = 0;
        int offsetSeconds = 0;
        String zone = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> year = in.readInt32();
                case 16 -> month = in.readInt32();
                case 24 -> day = in.readInt32();
                case 32 -> hour = in.readInt32();
                case 40 -> minute = in.readInt32();
                case 48 -> second = in.readInt32();
                case 56 -> nano = in.readInt32();
                case 64 -> offsetSeconds = in.readInt32();
                case 74 -> zone = in.readString();
                default -> in.skip(tag, "ZonedDateTime", 0x3feL);
            }
        }
        try {
            return ZonedDateTime.ofInstant(
                    LocalDateTime.of(year, month, day, hour, minute, second, nano),
                    ZoneOffset.ofTotalSeconds(offsetSeconds), ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw WireException.malformed("ZonedDateTime: " + e.getMessage());
        }
    }

    private static void writeZoneId(WireWriter out, ZoneId value) {
        String id = value.getId();
        if (!id.isEmpty()) {
            out.writeString(1, id);
        }
    }

    private static ZoneId readZoneId(WireReader in) {
        String id = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> id = in.readString();
                default -> in.skip(tag, "ZoneId", 0x2L);
            }
        }
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw WireException.malformed("ZoneId: " + e.getMessage());
        }
    }

    private static void writeZoneOffset(WireWriter out, ZoneOffset value) {
        int totalSeconds = value.getTotalSeconds();
        if (totalSeconds != 0) {
            out.writeInt32(1, totalSeconds);
        }
    }

    private static ZoneOffset readZoneOffset(WireReader in) {
        int totalSeconds = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> totalSeconds = in.readInt32();
                default -> in.skip(tag, "ZoneOffset", 0x2L);
            }
        }
        try {
            return ZoneOffset.ofTotalSeconds(totalSeconds);
        } catch (DateTimeException e) {
            throw WireException.malformed("ZoneOffset: " + e.getMessage());
        }
    }

    private static void writeYear(WireWriter out, Year value) {
        int year = value.getValue();
        if (year != 0) {
            out.writeInt32(1, year);
        }
    }

    private static Year readYear(WireReader in) {
        int year = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> year = in.readInt32();
                default -> in.skip(tag, "Year", 0x2L);
            }
        }
        try {
            return Year.of(year);
        } catch (DateTimeException e) {
            throw WireException.malformed("Year: " + e.getMessage());
        }
    }

    private static void writeYearMonth(WireWriter out, YearMonth value) {
        int year = value.getYear();
        int month = value.getMonthValue();
        if (year != 0) {
            out.writeInt32(1, year);
        }
        if (month != 0) {
            out.writeInt32(2, month);
        }
    }

    private static YearMonth readYearMonth(WireReader in) {
        int year = 0;
        int month = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> year = in.readInt32();
                case 16 -> month = in.readInt32();
                default -> in.skip(tag, "YearMonth", 0x6L);
            }
        }
        try {
            return YearMonth.of(year, month);
        } catch (DateTimeException e) {
            throw WireException.malformed("YearMonth: " + e.getMessage());
        }
    }

    private static void writeMonthDay(WireWriter out, MonthDay value) {
        int month = value.getMonthValue();
        int day = value.getDayOfMonth();
        if (month != 0) {
            out.writeInt32(1, month);
        }
        if (day != 0) {
            out.writeInt32(2, day);
        }
    }

    private static MonthDay readMonthDay(WireReader in) {
        int month = 0;
        int day = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> month = in.readInt32();
                case 16 -> day = in.readInt32();
                default -> in.skip(tag, "MonthDay", 0x6L);
            }
        }
        try {
            return MonthDay.of(month, day);
        } catch (DateTimeException e) {
            throw WireException.malformed("MonthDay: " + e.getMessage());
        }
    }

    private static void writePeriod(WireWriter out, Period value) {
        int years = value.getYears();
        int months = value.getMonths();
        int days = value.getDays();
        if (years != 0) {
            out.writeInt32(1, years);
        }
        if (months != 0) {
            out.writeInt32(2, months);
        }
        if (days != 0) {
            out.writeInt32(3, days);
        }
    }

    private static Period readPeriod(WireReader in) {
        int years = 0;
        int months = 0;
        int days = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> years = in.readInt32();
                case 16 -> months = in.readInt32();
                case 24 -> days = in.readInt32();
                default -> in.skip(tag, "Period", 0xeL);
            }
        }
        return Period.of(years, months, days);
    }
}
