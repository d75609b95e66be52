package cases.sealed;

import io.nearcall.Tag;
import java.util.List;

/** Something to draw. */
public sealed interface Shape {
    /** Nested: a message of its own. */
    sealed interface Polygon extends Shape {}

    record Square(double side) implements Polygon {}

    @Tag(5)
    record Default(int in, int tag) implements Polygon {}
}
