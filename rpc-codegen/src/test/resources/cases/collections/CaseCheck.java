package cases.collections;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.wire.WireException;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Loopback<Lists> loop = Loopback.to(ListsBinding.INSTANCE, new Lists() {
            @Override
            public Many echo(Many many) {
                return many;
            }

            @Override
            public List<String> sorted(Set<String> texts) {
                return new ArrayList<>(new TreeSet<>(texts));
            }

            @Override
            public Collection<Integer> all(int... numbers) {
                List<Integer> all = new ArrayList<>();
                for (int number : numbers) {
                    all.add(number);
                }
                return all;
            }

            @Override
            public Arrays arrays(Arrays arrays) {
                return arrays;
            }
        });
        Lists lists = loop.stub();
        Lists.Many none = lists.echo(new Lists.Many(null, null, null, null, null, null, null, null, null));
        Check.same(0, loop.request().length);
        Check.same(List.of(), none.strings());
        Check.same(Set.of(), none.doubles());
        Check.same(List.of(), none.table());
        Lists.Many many = new Lists.Many(
                List.of("", "b"),
                List.of(0, -1, 300),
                new LinkedHashSet<>(List.of(2.0, 1.0)),
                List.of(true, false),
                List.of(),
                Set.of(new Lists.Point(1, 2)),
                List.of(List.of(), List.of("a", "b")),
                List.of(Set.of(List.of(new Lists.Point(0, 0)))),
                List.of('a', 'z'));
        Check.same(many, lists.echo(many));
        Check.same(List.of(2.0, 1.0), new ArrayList<>(lists.echo(many).doubles()));
        Check.same(List.of("a", "b"), lists.sorted(Set.of("b", "a")));
        Check.same(List.of(), lists.sorted(null));
        Check.same(List.of(1, 2, 3), lists.all(1, 2, 3));
        Check.same(List.of(), lists.all());
        int[] large = new int[1000];
        java.util.Arrays.setAll(large, i -> i);
        Check.same(1000, lists.all(large).size());

        Lists.Arrays arrays = new Lists.Arrays(
                large,
                new long[] {Long.MIN_VALUE},
                new double[] {1.5},
                new float[] {2.5f},
                new boolean[] {true, false},
                new short[] {-1},
                new char[] {'x'},
                new byte[][] {{}, {1}},
                new String[] {"a"},
                new Lists.Point[] {new Lists.Point(1, 2)},
                new int[][] {{}, {1, 2}},
                new Integer[] {7},
                9);
        Lists.Arrays back = lists.arrays(arrays);
        Check.same(arrays.ints(), back.ints());
        Check.same(arrays.longs(), back.longs());
        Check.same(arrays.doubles(), back.doubles());
        Check.same(arrays.floats(), back.floats());
        Check.same(arrays.booleans(), back.booleans());
        Check.same(arrays.shorts(), back.shorts());
        Check.same(arrays.chars(), back.chars());
        Check.same(arrays.bytes(), back.bytes());
        Check.same(arrays.strings(), back.strings());
        Check.same(arrays.points(), back.points());
        Check.same(arrays.matrix(), back.matrix());
        Check.same(arrays.boxes(), back.boxes());
        Check.same(9, back.intsSize());
        Lists.Arrays empty = lists.arrays(
                new Lists.Arrays(null, null, null, null, null, null, null, null, null, null, null, null, 0));
        Check.same(new int[0], empty.ints());
        Check.same(new String[0], empty.strings());

        Check.fails(WireException.class, "Many.strings[1]", () -> lists.echo(new Lists.Many(
                java.util.Arrays.asList("a", null), null, null, null, null, null, null, null, null)));

        WireWriter unpacked = new WireWriter(100);
        unpacked.writeInt32(1, 4);
        unpacked.writeInt32(1, 5);
        WireWriter packed = new WireWriter(100);
        int start = packed.begin(1);
        packed.writeInt32(4);
        packed.writeInt32(5);
        packed.end(start);
        Check.same(packed.toByteArray(), loop.send("All", unpacked.toByteArray()));
    }
}
