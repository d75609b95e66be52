package cases.sealed;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.wire.WireException;
import io.nearcall.wire.WireWriter;
import java.util.Arrays;
import java.util.List;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Loopback<Drawing> loop = Loopback.to(DrawingBinding.INSTANCE, new Drawing() {
            @Override
            public Shape scale(Shape shape) {
                return shape;
            }

            @Override
            public double area(List<Shape> shapes, Shape extra) {
                return shapes.size() + (extra == null ? 0 : 0.5);
            }

            @Override
            public Outcome<Circle> largest(Group group) {
                return group.parts().isEmpty()
                        ? new Outcome.Failed<>("none")
                        : new Outcome.Ok<>(new Circle(group.parts().size()));
            }
        });
        Drawing drawing = loop.stub();
        Check.same(new Shape.Square(2), drawing.scale(new Shape.Square(2)));
        Check.same(new Shape.Default(1, 2), drawing.scale(new Shape.Default(1, 2)));
        Check.same(1.5, drawing.area(List.of(new Shape.Square(1)), new Shape.Default(1, 1)));
        Check.same(0.0, drawing.area(List.of(), null));
        Check.same(new Outcome.Failed<>("none"), drawing.largest(new Group(List.of())));
        Check.same(new Outcome.Ok<>(new Circle(2)), drawing.largest(new Group(
                List.of(new Group.Kind("k"), new Group.Leaf(new Shape.Square(1))))));

        Check.fails(NullPointerException.class, "shape", () -> drawing.scale(null));
        Check.fails(WireException.class, "Drawing.area(shapes)[0]", () -> drawing.area(
                Arrays.asList((Shape) null), null));
        Check.fails(WireException.class, "Shape has no value", () -> loop.send("Scale", new byte[0]));
        WireWriter unknown = new WireWriter(100);
        unknown.writeInt32(9, 1);
        Check.fails(WireException.class, "Shape has an unknown subtype, number 9", () -> loop.send(
                "Scale", unknown.toByteArray()));
    }
}
