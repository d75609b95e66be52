package cases.nesting;

import io.nearcall.RemoteService;
import java.util.List;

public final class Outer {
    private Outer() {}

    /** A service inside of a class. */
    @RemoteService
    public interface Inner {
        Order.Line first(Order order, Invoice invoice);

        Deep.Deeper.Deepest deep(Deep.Deeper.Deepest value);

        Secret secret(Secret secret);
    }

    public record Order(List<Line> lines) {
        public record Line(String text) {}
    }

    public record Invoice(List<Line> lines) {
        public record Line(long cents) {}
    }

    public static final class Deep {
        public interface Deeper {
            record Deepest(int depth) {}
        }
    }

    /** Package-private, like the service's package allows. */
    record Secret(String text) {}
}
