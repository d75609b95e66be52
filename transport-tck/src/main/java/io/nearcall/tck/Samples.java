package io.nearcall.tck;

import io.nearcall.RemoteService;
import io.nearcall.Unknown;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Every shape of value and of method; each method returns what it was given. */
@RemoteService
public interface Samples {
    /** An enum. */
    enum Colour {
        RED,
        GREEN,
        @Unknown
        OTHER
    }

    /** A small record. */
    record Point(int x, int y) {}

    /** A family of records. */
    sealed interface Shape {
        /** One member. */
        record Circle(Point centre, double radius) implements Shape {}

        /** A member that holds the family. */
        record Group(List<Shape> shapes) implements Shape {}
    }

    /** What can be left out: null, absent and empty are different. */
    record Loose(
            String text,
            Optional<String> optional,
            Integer number,
            Colour colour,
            Point point,
            List<String> list,
            Map<String, Point> map) {}

    /** A record that holds itself. */
    record Tree(String name, List<Tree> children) {}

    /** Types of the JDK. */
    record Library(
            Instant instant,
            Duration duration,
            LocalDate date,
            UUID uuid,
            BigInteger integer,
            BigDecimal decimal,
            URI uri,
            ByteBuffer buffer) {}

    boolean flag(boolean value);

    byte int8(byte value);

    short int16(short value);

    char letter(char value);

    int int32(int value);

    long int64(long value);

    float float32(float value);

    double float64(double value);

    String text(String value);

    Optional<String> maybe(Optional<String> value);

    List<String> list(List<String> value);

    Set<Long> set(Set<Long> value);

    Map<String, Long> map(Map<String, Long> value);

    Colour colour(Colour value);

    Point point(Point value);

    Shape shape(Shape value);

    Loose loose(Loose value);

    Tree tree(Tree value);

    Library library(Library value);

    long[] longs(long[] values);

    /** Several parameters. */
    String several(int a, String b, boolean c, Point d, List<Integer> e);

    /** No parameter, no result. */
    void nothing();

    CompletableFuture<Void> nothingLater();

    CompletableFuture<Point> pointLater(Point value);

    CompletableFuture<List<String>> listLater(List<String> value);

    /** Not part of the service: runs where it is called. */
    default String local(String value) {
        return Thread.currentThread().getId() + " " + text(value);
    }
}
