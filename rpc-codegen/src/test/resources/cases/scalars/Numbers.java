package cases.scalars;

import io.nearcall.RemoteService;

@RemoteService
public interface Numbers {
    Primitives primitives(Primitives value);

    Boxes boxes(Boxes value);

    int add(int a, int b);

    long sum(long a, byte b, short c, char d);

    double scale(double value, float by);

    boolean not(boolean value);

    char next(char value);

    Integer maybe(Integer value);

    record Primitives(
            boolean aBoolean, byte aByte, short aShort, char aChar, int anInt, long aLong, float aFloat, double aDouble) {}

    record Boxes(
            Boolean aBoolean,
            Byte aByte,
            Short aShort,
            Character aChar,
            Integer anInt,
            Long aLong,
            Float aFloat,
            Double aDouble) {}
}
