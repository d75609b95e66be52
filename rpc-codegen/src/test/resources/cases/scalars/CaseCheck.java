package cases.scalars;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.wire.WireException;
import io.nearcall.wire.WireWriter;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Loopback<Numbers> loop = Loopback.to(NumbersBinding.INSTANCE, new Numbers() {
            @Override
            public Primitives primitives(Primitives value) {
                return value;
            }

            @Override
            public Boxes boxes(Boxes value) {
                return value;
            }

            @Override
            public int add(int a, int b) {
                return a + b;
            }

            @Override
            public long sum(long a, byte b, short c, char d) {
                return a + b + c + d;
            }

            @Override
            public double scale(double value, float by) {
                return value * by;
            }

            @Override
            public boolean not(boolean value) {
                return !value;
            }

            @Override
            public char next(char value) {
                return (char) (value + 1);
            }

            @Override
            public Integer maybe(Integer value) {
                return value;
            }
        });
        Numbers numbers = loop.stub();
        for (Numbers.Primitives value : new Numbers.Primitives[] {
            new Numbers.Primitives(false, (byte) 0, (short) 0, (char) 0, 0, 0, 0, 0),
            new Numbers.Primitives(
                    true,
                    Byte.MIN_VALUE,
                    Short.MIN_VALUE,
                    Character.MAX_VALUE,
                    Integer.MIN_VALUE,
                    Long.MIN_VALUE,
                    -0.0f,
                    -0.0),
            new Numbers.Primitives(
                    true,
                    Byte.MAX_VALUE,
                    Short.MAX_VALUE,
                    'x',
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE,
                    Float.NaN,
                    Double.MIN_VALUE)
        }) {
            Check.same(value, numbers.primitives(value));
        }
        Numbers.Boxes absent = new Numbers.Boxes(null, null, null, null, null, null, null, null);
        Check.same(absent, numbers.boxes(absent));
        Check.same(0, loop.request().length);
        Numbers.Boxes zero = new Numbers.Boxes(false, (byte) 0, (short) 0, (char) 0, 0, 0L, 0f, 0.0);
        Check.same(zero, numbers.boxes(zero));
        Check.same(5, numbers.add(2, 3));
        Check.same(0, numbers.add(-3, 3));
        Check.same(0, loop.reply().length);
        Check.same(1L + 2 + 3 + 'a', numbers.sum(1, (byte) 2, (short) 3, 'a'));
        Check.same(3.0, numbers.scale(1.5, 2));
        Check.same(true, numbers.not(false));
        Check.same('b', numbers.next('a'));
        Check.same(null, numbers.maybe(null));
        Check.same(0, numbers.maybe(0));

        WireWriter tooLarge = new WireWriter(100);
        tooLarge.writeInt32(2, 300);
        Check.fails(WireException.class, "300 does not fit into a byte", () -> loop.send(
                "Primitives", tooLarge.toByteArray()));
    }
}
