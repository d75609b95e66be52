package io.nearcall.hardening;

import io.nearcall.OneWay;
import io.nearcall.RemoteService;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Something of every kind that travels. */
@RemoteService("nearcall.hardening.Specimens")
public interface Specimens {
    /** One of some. */
    enum Colour {
        RED,
        GREEN
    }

    /** One of several shapes. */
    sealed interface Shape {}

    /** A circle. */
    record Circle(double radius) implements Shape {}

    /** Some shapes together. */
    record Group(List<Shape> shapes) implements Shape {}

    /** The plain ones. */
    record Plain(boolean flag, byte small, short less, char letter, int some, long many, float rough, double fine) {}

    /** Those that may be absent. */
    record Maybe(Integer some, Optional<String> text, byte[] bytes, Colour colour, Shape shape, Plain plain) {}

    /** Those of which there are many. */
    record Many(
            List<String> texts,
            int[] numbers,
            Set<Long> longs,
            Map<String, Maybe> named,
            Map<Integer, List<Integer>> lists,
            List<List<String>> tables,
            List<Colour> colours) {}

    /** Those of the JDK. */
    record Known(
            Instant instant,
            Duration duration,
            LocalDate date,
            ZonedDateTime moment,
            UUID id,
            BigInteger whole,
            BigDecimal exact,
            URI place) {}

    /** Returns it. */
    Maybe maybe(Maybe maybe);

    /** Returns it. */
    Many many(Many many);

    /** Returns it. */
    Known known(Known known);

    /** Returns it. */
    Shape shape(Shape shape);

    /** Returns something of both. */
    String join(String text, List<Plain> plains);

    /** Takes it. */
    @OneWay
    void take(Plain plain);
}
