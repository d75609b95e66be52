package io.nearcall.codegen.model;

import static io.nearcall.codegen.model.Scalar.BYTES;
import static io.nearcall.codegen.model.Scalar.FIXED64;
import static io.nearcall.codegen.model.Scalar.INT;
import static io.nearcall.codegen.model.Scalar.LONG;
import static io.nearcall.codegen.model.Scalar.STRING;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The types of the JDK that travel as a message, each as a table of its parts.
 *
 * <p>In {@link Part#get}, {@code value} is the value; in {@link #make}, every part is a variable. A {@code $} stands
 * before the name of a class that is to be imported.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists within are immutable
public enum JdkType {
    /** A point in time. */
    INSTANT(
            "java.time.Instant",
            "google.protobuf.Timestamp",
            "$java.time.Instant.ofEpochSecond(seconds, nanos)",
            "",
            new Part(LONG, "seconds", "value.getEpochSecond()"),
            new Part(INT, "nanos", "value.getNano()")),
    /** An amount of time. */
    DURATION(
            "java.time.Duration",
            "google.protobuf.Duration",
            "$java.time.Duration.ofSeconds(seconds, nanos)",
            "",
            // In protobuf both parts have the same sign; in Java nanos count upwards.
            new Part(LONG, "seconds", "value.getSeconds() + (value.isNegative() && value.getNano() > 0 ? 1 : 0)"),
            new Part(
                    INT, "nanos", "value.getNano() - (value.isNegative() && value.getNano() > 0 ? 1_000_000_000 : 0)")),
    /** A date. */
    LOCAL_DATE(
            "java.time.LocalDate",
            "",
            "$java.time.LocalDate.of(year, month, day)",
            "$java.time.DateTimeException",
            Part.YEAR,
            Part.MONTH,
            Part.DAY),
    /** A time of day. */
    LOCAL_TIME(
            "java.time.LocalTime",
            "",
            "$java.time.LocalTime.of(hour, minute, second, nano)",
            "$java.time.DateTimeException",
            Part.HOUR,
            Part.MINUTE,
            Part.SECOND,
            Part.NANO),
    /** A date and time of day. */
    LOCAL_DATE_TIME(
            "java.time.LocalDateTime",
            "",
            "$java.time.LocalDateTime.of(year, month, day, hour, minute, second, nano)",
            "$java.time.DateTimeException",
            Part.YEAR,
            Part.MONTH,
            Part.DAY,
            Part.HOUR,
            Part.MINUTE,
            Part.SECOND,
            Part.NANO),
    /** A date and time of day at a distance from Greenwich. */
    OFFSET_DATE_TIME(
            "java.time.OffsetDateTime",
            "",
            "$java.time.OffsetDateTime.of(year, month, day, hour, minute, second, nano,"
                    + " $java.time.ZoneOffset.ofTotalSeconds(offsetSeconds))",
            "$java.time.DateTimeException",
            Part.YEAR,
            Part.MONTH,
            Part.DAY,
            Part.HOUR,
            Part.MINUTE,
            Part.SECOND,
            Part.NANO,
            Part.OFFSET),
    /** A time of day at a distance from Greenwich. */
    OFFSET_TIME(
            "java.time.OffsetTime",
            "",
            "$java.time.OffsetTime.of(hour, minute, second, nano,"
                    + " $java.time.ZoneOffset.ofTotalSeconds(offsetSeconds))",
            "$java.time.DateTimeException",
            Part.HOUR,
            Part.MINUTE,
            Part.SECOND,
            Part.NANO,
            Part.OFFSET),
    /** A date and time of day in a zone; the offset tells the two apart when a clock is put back. */
    ZONED_DATE_TIME(
            "java.time.ZonedDateTime",
            "",
            "$java.time.ZonedDateTime.ofInstant("
                    + "$java.time.LocalDateTime.of(year, month, day, hour, minute, second, nano),"
                    + " $java.time.ZoneOffset.ofTotalSeconds(offsetSeconds), $java.time.ZoneId.of(zone))",
            "$java.time.DateTimeException",
            Part.YEAR,
            Part.MONTH,
            Part.DAY,
            Part.HOUR,
            Part.MINUTE,
            Part.SECOND,
            Part.NANO,
            Part.OFFSET,
            new Part(STRING, "zone", "value.getZone().getId()")),
    /** A zone by its name. */
    ZONE_ID(
            "java.time.ZoneId",
            "",
            "$java.time.ZoneId.of(id)",
            "$java.time.DateTimeException",
            new Part(STRING, "id", "value.getId()")),
    /** A distance from Greenwich. */
    ZONE_OFFSET(
            "java.time.ZoneOffset",
            "",
            "$java.time.ZoneOffset.ofTotalSeconds(totalSeconds)",
            "$java.time.DateTimeException",
            new Part(INT, "totalSeconds", "value.getTotalSeconds()")),
    /** A year. */
    YEAR(
            "java.time.Year",
            "",
            "$java.time.Year.of(year)",
            "$java.time.DateTimeException",
            new Part(INT, "year", "value.getValue()")),
    /** A month of a year. */
    YEAR_MONTH(
            "java.time.YearMonth",
            "",
            "$java.time.YearMonth.of(year, month)",
            "$java.time.DateTimeException",
            Part.YEAR,
            Part.MONTH),
    /** A day of any year. */
    MONTH_DAY(
            "java.time.MonthDay",
            "",
            "$java.time.MonthDay.of(month, day)",
            "$java.time.DateTimeException",
            Part.MONTH,
            Part.DAY),
    /** An amount of time in the calendar. */
    PERIOD(
            "java.time.Period",
            "",
            "$java.time.Period.of(years, months, days)",
            "",
            new Part(INT, "years", "value.getYears()"),
            new Part(INT, "months", "value.getMonths()"),
            new Part(INT, "days", "value.getDays()")),
    /** A universally unique identifier. */
    UUID(
            "java.util.UUID",
            "",
            "new $java.util.UUID(mostSignificantBits, leastSignificantBits)",
            "",
            new Part(FIXED64, "mostSignificantBits", "value.getMostSignificantBits()"),
            new Part(FIXED64, "leastSignificantBits", "value.getLeastSignificantBits()")),
    /** A whole number of any size: two's complement, the most significant byte first. */
    BIG_INTEGER(
            "java.math.BigInteger",
            "",
            "new $java.math.BigInteger(twosComplement)",
            "$java.lang.NumberFormatException",
            new Part(BYTES, "twosComplement", "value.toByteArray()")),
    /** A decimal number of any size: {@code unscaled * 10 ^ -scale}. */
    BIG_DECIMAL(
            "java.math.BigDecimal",
            "",
            "new $java.math.BigDecimal(new $java.math.BigInteger(unscaled), scale)",
            "$java.lang.NumberFormatException",
            new Part(BYTES, "unscaled", "value.unscaledValue().toByteArray()"),
            new Part(INT, "scale", "value.scale()")),
    /** A reference to a resource. */
    URI(
            "java.net.URI",
            "",
            "$java.net.URI.create(text)",
            "$java.lang.IllegalArgumentException",
            new Part(STRING, "text", "value.toString()"));

    private final JavaType type;
    private final String wellKnown;
    private final String make;
    private final String thrown;
    private final List<Part> parts;

    JdkType(String type, String wellKnown, String make, String thrown, Part... parts) {
        int dot = type.lastIndexOf('.');
        this.type = JavaType.of(type.substring(0, dot), type.substring(dot + 1));
        this.wellKnown = wellKnown;
        this.make = make;
        this.thrown = thrown;
        this.parts = List.of(parts);
    }

    /** The JDK type of that full name. */
    public static Optional<JdkType> of(String qualifiedName) {
        return Arrays.stream(values())
                .filter(each -> each.type.qualifiedName().equals(qualifiedName))
                .findFirst();
    }

    /** The class. */
    public JavaType type() {
        return type;
    }

    /** What the {@code .proto} says about it. */
    public String doc() {
        return switch (this) {
            case BIG_INTEGER -> "java.math.BigInteger: two's complement, the most significant byte first.";
            case BIG_DECIMAL ->
                "java.math.BigDecimal: unscaled * 10^-scale; unscaled is two's complement, the most significant byte first.";
            case ZONED_DATE_TIME ->
                "java.time.ZonedDateTime: local time; the offset tells the two apart when a clock is put back.";
            case UUID -> "java.util.UUID: its two halves, big-endian.";
            case URI -> "java.net.URI, as RFC 2396 writes it.";
            case ZONE_ID -> "java.time.ZoneId: a name such as Europe/Paris, or an offset such as +02:00.";
            case LOCAL_DATE -> "java.time.LocalDate, in the ISO calendar.";
            default -> type.qualifiedName() + ".";
        };
    }

    /** The full name of protobuf's own message for it, or empty. */
    public String wellKnown() {
        return wellKnown;
    }

    /** The expression that makes a value from its parts. */
    public String make() {
        return make;
    }

    /** What {@link #make} throws for parts that make no sense, or empty. */
    public String thrown() {
        return thrown;
    }

    /** The parts, fields 1, 2, ... */
    public List<Part> parts() {
        return parts;
    }

    /** The condition on the parts under which protobuf's own message cannot hold them, or empty. */
    public String outOfRange() {
        return switch (this) {
            case INSTANT ->
                "seconds < -62_135_596_800L || seconds > 253_402_300_799L || nanos < 0 || nanos > 999_999_999";
            case DURATION ->
                "seconds < -315_576_000_000L || seconds > 315_576_000_000L || nanos < -999_999_999"
                        + " || nanos > 999_999_999";
            default -> "";
        };
    }

    /**
     * One part of a value.
     *
     * @param scalar how it travels
     * @param name its name
     * @param get the expression that takes it from {@code value}
     */
    public record Part(Scalar scalar, String name, String get) {
        private static final Part YEAR = new Part(INT, "year", "value.getYear()");
        private static final Part MONTH = new Part(INT, "month", "value.getMonthValue()");
        private static final Part DAY = new Part(INT, "day", "value.getDayOfMonth()");
        private static final Part HOUR = new Part(INT, "hour", "value.getHour()");
        private static final Part MINUTE = new Part(INT, "minute", "value.getMinute()");
        private static final Part SECOND = new Part(INT, "second", "value.getSecond()");
        private static final Part NANO = new Part(INT, "nano", "value.getNano()");
        private static final Part OFFSET = new Part(INT, "offsetSeconds", "value.getOffset().getTotalSeconds()");
    }
}
