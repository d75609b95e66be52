package cases.time;

import io.nearcall.RemoteService;
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

@RemoteService
public interface Clock {
    Times echo(Times times);

    Instant plus(Instant instant, Duration duration);

    List<LocalDate> days(LocalDate from);

    record Times(
            Instant instant,
            Duration duration,
            LocalDate localDate,
            LocalTime localTime,
            LocalDateTime localDateTime,
            OffsetDateTime offsetDateTime,
            OffsetTime offsetTime,
            ZonedDateTime zonedDateTime,
            ZoneId zoneId,
            ZoneOffset zoneOffset,
            Year year,
            YearMonth yearMonth,
            MonthDay monthDay,
            Period period) {}
}
