package acme;

import io.nearcall.RemoteService;
import io.nearcall.Tag;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

@RemoteService
public interface All {
    Everything echo(Everything everything);

    record Everything(
            int anInt,
            long aLong,
            boolean aBoolean,
            float aFloat,
            double aDouble,
            char aChar,
            byte aByte,
            short aShort,
            Integer box,
            Integer zeroBox,
            Long absentBox,
            String text,
            String emptyText,
            byte[] bytes,
            ByteBuffer buffer,
            Optional<String> some,
            OptionalInt none,
            List<String> texts,
            int[] packed,
            Set<Color> colors,
            Map<String, Integer> counts,
            Map<Color, Point> points,
            List<List<Point>> table,
            Color color,
            Shape shape,
            Page<Point> page,
            Instant instant,
            Duration duration,
            LocalDate date,
            UUID uuid,
            BigInteger large,
            BigDecimal exact,
            URI uri,
            @Tag(1000) Everything next) {}

    record Point(int x, int y) {}

    record Page<T>(List<T> items) {}

    enum Color {
        RED,
        GREEN
    }

    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Square(Point corner) implements Shape {}
    }
}
