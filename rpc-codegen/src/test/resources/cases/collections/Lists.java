package cases.collections;

import io.nearcall.RemoteService;
import java.util.Collection;
import java.util.List;
import java.util.Set;

@RemoteService
public interface Lists {
    Many echo(Many many);

    List<String> sorted(Set<String> texts);

    Collection<Integer> all(int... numbers);

    Arrays arrays(Arrays arrays);

    record Many(
            List<String> strings,
            List<Integer> ints,
            Set<Double> doubles,
            Collection<Boolean> booleans,
            List<byte[]> bytes,
            Set<Point> points,
            List<List<String>> table,
            List<Set<List<Point>>> deep,
            List<Character> chars) {}

    record Arrays(
            int[] ints,
            long[] longs,
            double[] doubles,
            float[] floats,
            boolean[] booleans,
            short[] shorts,
            char[] chars,
            byte[][] bytes,
            String[] strings,
            Point[] points,
            int[][] matrix,
            Integer[] boxes,
            int intsSize) {}

    record Point(int x, int y) {}
}
