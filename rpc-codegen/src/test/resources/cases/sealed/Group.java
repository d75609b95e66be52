package cases.sealed;

import java.util.List;

public record Group(List<Part> parts) {
    public sealed interface Part permits Leaf, Kind {}

    public record Leaf(Shape shape) implements Part {}

    public record Kind(String name) implements Part {}
}
