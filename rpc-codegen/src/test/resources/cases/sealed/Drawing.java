package cases.sealed;

import io.nearcall.RemoteService;
import java.util.List;

@RemoteService
public interface Drawing {
    Shape scale(Shape shape);

    double area(List<Shape> shapes, Shape extra);

    Outcome<Circle> largest(Group group);
}
