package cases.time;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.wire.WireException;
import io.nearcall.wire.WireWriter;
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
import java.util.List;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Loopback<Clock> loop = Loopback.to(ClockBinding.INSTANCE, new Clock() {
            @Override
            public Times echo(Times times) {
                return times;
            }

            @Override
            public Instant plus(Instant instant, Duration duration) {
                return instant == null || duration == null ? null : instant.plus(duration);
            }

            @Override
            public List<LocalDate> days(LocalDate from) {
                return List.of(from, from.plusDays(1));
            }
        });
        Clock clock = loop.stub();
        Clock.Times none = new Clock.Times(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        Check.same(none, clock.echo(none));
        LocalDateTime local = LocalDateTime.of(2024, 10, 27, 2, 30, 0, 1);
        ZoneId paris = ZoneId.of("Europe/Paris");
        for (ZoneOffset offset : List.of(ZoneOffset.ofHours(1), ZoneOffset.ofHours(2))) { // the hour that comes twice
            Clock.Times times = new Clock.Times(
                    Instant.parse("9999-12-31T23:59:59.999999999Z"),
                    Duration.ofSeconds(-2, 500_000_000),
                    LocalDate.MIN,
                    LocalTime.MAX,
                    LocalDateTime.MAX,
                    OffsetDateTime.of(local, ZoneOffset.ofHoursMinutes(-5, -30)),
                    OffsetTime.of(LocalTime.MIDNIGHT, ZoneOffset.MAX),
                    ZonedDateTime.ofInstant(local, offset, paris),
                    paris,
                    ZoneOffset.UTC,
                    Year.of(-1),
                    YearMonth.of(2024, 2),
                    MonthDay.of(2, 29),
                    Period.of(1, -2, 3));
            Check.same(times, clock.echo(times));
        }
        Check.same(Instant.EPOCH, clock.plus(Instant.EPOCH, Duration.ZERO));
        for (long nanos : new long[] {1, -1, 1_500_000_000, -1_500_000_000, -1_000_000_000}) {
            Check.same(Instant.EPOCH.plusNanos(nanos), clock.plus(Instant.EPOCH, Duration.ofNanos(nanos)));
        }
        Check.same(null, clock.plus(null, Duration.ZERO));
        Check.same(2, clock.days(LocalDate.of(2024, 2, 28)).size());

        Check.fails(WireException.class, "out of range of google.protobuf.Timestamp", () -> clock.plus(
                Instant.MAX, null));
        Check.fails(WireException.class, "out of range of google.protobuf.Duration", () -> clock.plus(
                null, Duration.ofSeconds(Long.MAX_VALUE)));
        WireWriter february = new WireWriter(100);
        int start = february.begin(1);
        february.writeInt32(1, 2023);
        february.writeInt32(2, 2);
        february.writeInt32(3, 29);
        february.end(start);
        Check.fails(WireException.class, "LocalDate: Invalid date", () -> loop.send("Days", february.toByteArray()));
        WireWriter nanos = new WireWriter(100);
        start = nanos.begin(1);
        nanos.writeInt32(2, -1);
        nanos.end(start);
        Check.fails(WireException.class, "a google.protobuf.Timestamp is out of range", () -> loop.send(
                "Plus", nanos.toByteArray()));
    }
}
