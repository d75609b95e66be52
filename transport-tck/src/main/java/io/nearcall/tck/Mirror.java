package io.nearcall.tck;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves {@link Samples}. */
final class Mirror implements Samples {
    final AtomicInteger nothings = new AtomicInteger();

    @Override
    public boolean flag(boolean value) {
        return value;
    }

    @Override
    public byte int8(byte value) {
        return value;
    }

    @Override
    public short int16(short value) {
        return value;
    }

    @Override
    public char letter(char value) {
        return value;
    }

    @Override
    public int int32(int value) {
        return value;
    }

    @Override
    public long int64(long value) {
        return value;
    }

    @Override
    public float float32(float value) {
        return value;
    }

    @Override
    public double float64(double value) {
        return value;
    }

    @Override
    public String text(String value) {
        return value;
    }

    @Override
    public Optional<String> maybe(Optional<String> value) {
        return value;
    }

    @Override
    public List<String> list(List<String> value) {
        return value;
    }

    @Override
    public Set<Long> set(Set<Long> value) {
        return value;
    }

    @Override
    public Map<String, Long> map(Map<String, Long> value) {
        return value;
    }

    @Override
    public Colour colour(Colour value) {
        return value;
    }

    @Override
    public Point point(Point value) {
        return value;
    }

    @Override
    public Shape shape(Shape value) {
        return value;
    }

    @Override
    public Loose loose(Loose value) {
        return value;
    }

    @Override
    public Tree tree(Tree value) {
        return value;
    }

    @Override
    public Library library(Library value) {
        return value;
    }

    @Override
    public long[] longs(long[] values) {
        return values;
    }

    @Override
    public String several(int a, String b, boolean c, Point d, List<Integer> e) {
        return a + " " + b + " " + c + " " + d + " " + e;
    }

    @Override
    public void nothing() {
        nothings.incrementAndGet();
    }

    @Override
    public CompletableFuture<Void> nothingLater() {
        nothings.incrementAndGet();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Point> pointLater(Point value) {
        return CompletableFuture.supplyAsync(() -> value);
    }

    @Override
    public CompletableFuture<List<String>> listLater(List<String> value) {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public String local(String value) {
        throw new UnsupportedOperationException("a default method was called remotely");
    }
}
