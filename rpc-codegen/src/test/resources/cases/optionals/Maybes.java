package cases.optionals;

import io.nearcall.RemoteService;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

@RemoteService
public interface Maybes {
    Maybe echo(Maybe maybe);

    Optional<String> first(Optional<Integer> index);

    record Maybe(
            Optional<String> text,
            Optional<Byte> small,
            OptionalInt anInt,
            OptionalLong aLong,
            OptionalDouble aDouble,
            Optional<Maybe> nested,
            Optional<List<String>> list,
            Optional<Side> side) {}

    enum Side {
        LEFT,
        RIGHT
    }
}
