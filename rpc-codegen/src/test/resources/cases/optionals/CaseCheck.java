package cases.optionals;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.wire.WireException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

public final class CaseCheck implements Check {
    private static final Maybes.Maybe EMPTY = new Maybes.Maybe(
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @Override
    public void run() {
        Maybes maybes = Loopback.to(MaybesBinding.INSTANCE, new Maybes() {
                    @Override
                    public Maybe echo(Maybe maybe) {
                        return maybe;
                    }

                    @Override
                    public Optional<String> first(Optional<Integer> index) {
                        return index.map(String::valueOf);
                    }
                })
                .stub();
        Check.same(EMPTY, maybes.echo(EMPTY));
        Maybes.Maybe full = new Maybes.Maybe(
                Optional.of(""),
                Optional.of((byte) 0),
                OptionalInt.of(0),
                OptionalLong.of(-1),
                OptionalDouble.of(0),
                Optional.of(EMPTY),
                Optional.of(List.of()),
                Optional.of(Maybes.Side.RIGHT));
        Check.same(full, maybes.echo(full));
        Check.same(Optional.of("0"), maybes.first(Optional.of(0)));
        Check.same(Optional.empty(), maybes.first(Optional.empty()));
        Check.fails(WireException.class, "Maybes.first(index)", () -> maybes.first(null));
        Check.fails(WireException.class, "Maybe.text", () -> maybes.echo(
                new Maybes.Maybe(null, null, null, null, null, null, null, null)));
    }
}
