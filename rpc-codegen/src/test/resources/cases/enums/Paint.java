package cases.enums;

import io.nearcall.RemoteService;
import java.time.DayOfWeek;
import java.util.List;

@RemoteService
public interface Paint {
    Color mix(Color a, Color b);

    Picture draw(Picture picture);

    record Picture(Color main, List<Color> others, Finish finish, List<Finish> layers, DayOfWeek day) {}
}
