package cases.maps;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.wire.WireException;
import io.nearcall.wire.WireWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Loopback<Maps> loop = Loopback.to(MapsBinding.INSTANCE, new Maps() {
            @Override
            public Many echo(Many many) {
                return many;
            }

            @Override
            public Map<String, Integer> counts(Map<Integer, String> words) {
                Map<String, Integer> counts = new LinkedHashMap<>();
                words.forEach((count, word) -> counts.put(word, count));
                return counts;
            }
        });
        Maps maps = loop.stub();
        Maps.Point point = new Maps.Point(1, 0);
        Maps.Many many = new Maps.Many(
                Map.of("", "", "a", "b"),
                Map.of(0, point, -1, new Maps.Point(0, 0)),
                Map.of(),
                Map.of(true, 0.0, false, 1.5),
                Map.of('a', (short) 1),
                Map.of(Maps.Color.GREEN, "green"),
                Map.of("red", Maps.Color.RED),
                Map.of(point, point),
                Map.of(0.5, new UUID(1, 2)),
                Map.of("none", List.of(), "one", List.of(point)),
                List.of(Map.of(), Map.of("a", 1)),
                Map.of("a", Map.of("b", 3L)));
        Check.same(many, maps.echo(many));
        Map<Integer, String> ordered = new LinkedHashMap<>();
        for (int i = 9; i > 0; i--) {
            ordered.put(i, "w" + i);
        }
        Check.same("w9", maps.counts(ordered).keySet().iterator().next());
        Check.same(Map.of(), maps.counts(null));
        Map<Integer, String> nulls = new HashMap<>();
        nulls.put(3, null);
        Check.fails(WireException.class, "Maps.counts(words)[3]", () -> maps.counts(nulls));

        WireWriter empty = new WireWriter(100); // an entry without key and value
        empty.end(empty.begin(2));
        Check.same("b", maps.echo(many).texts().get("a"));
        loop.send("Echo", empty.toByteArray());
        WireWriter noEnum = new WireWriter(100);
        noEnum.end(noEnum.begin(7));
        Check.fails(WireException.class, "0 is not a constant", () -> loop.send("Echo", noEnum.toByteArray()));
    }
}
