package cases.maps;

import io.nearcall.RemoteService;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@RemoteService
public interface Maps {
    Many echo(Many many);

    Map<String, Integer> counts(Map<Integer, String> words);

    record Many(
            Map<String, String> texts,
            Map<Integer, Point> points,
            Map<Long, byte[]> bytes,
            Map<Boolean, Double> flags,
            Map<Character, Short> chars,
            Map<Color, String> colors,
            Map<String, Color> names,
            Map<Point, Point> moves,
            Map<Double, UUID> doubles,
            Map<String, List<Point>> groups,
            List<Map<String, Integer>> rows,
            Map<String, Map<String, Long>> nested) {}

    record Point(int x, int y) {}

    enum Color {
        RED,
        GREEN
    }
}
