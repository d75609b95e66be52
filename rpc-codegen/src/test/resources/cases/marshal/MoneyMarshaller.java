package cases.marshal;

import io.nearcall.Marshaller;

public final class MoneyMarshaller implements Marshaller<Money, Long> {
    @Override
    public Long toWire(Money value) {
        return value.cents() == 13 ? null : Long.valueOf(value.cents());
    }

    @Override
    public Money fromWire(Long wire) {
        return Money.ofCents(wire);
    }
}
