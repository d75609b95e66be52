package cases.jdk;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.wire.WireException;
import io.nearcall.wire.WireWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.UUID;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Loopback<Store> loop = Loopback.to(StoreBinding.INSTANCE, new Store() {
            @Override
            public Things echo(Things things) {
                return things;
            }

            @Override
            public BigDecimal total(List<BigDecimal> prices) {
                return prices.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            }
        });
        Store store = loop.stub();
        Store.Things none = new Store.Things(null, null, null, null, List.of());
        Check.same(none, store.echo(none));
        for (String number : List.of("0", "-1", "0.00", "1E+400", "-123456789012345678901234567890.123")) {
            Store.Things things = new Store.Things(
                    new UUID(0, -1),
                    new BigDecimal(number).toBigInteger(),
                    new BigDecimal(number),
                    URI.create("https://example.org/a?b#c"),
                    List.of(new UUID(0, 0), UUID.randomUUID()));
            Check.same(things, store.echo(things));
        }
        Check.same(new BigDecimal("3.30"), store.total(List.of(new BigDecimal("1.10"), new BigDecimal("2.20"))));
        WireWriter empty = new WireWriter(100);
        empty.end(empty.begin(2));
        Check.fails(WireException.class, "BigInteger: Zero length", () -> loop.send("Echo", empty.toByteArray()));
        WireWriter uri = new WireWriter(100);
        int start = uri.begin(4);
        uri.writeString(1, "a b");
        uri.end(start);
        Check.fails(WireException.class, "URI: Illegal character", () -> loop.send("Echo", uri.toByteArray()));
    }
}
