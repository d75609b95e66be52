package cases.nesting;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import java.util.List;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Outer.Inner inner = Loopback.to(Outer_InnerBinding.INSTANCE, new Outer.Inner() {
                    @Override
                    public Outer.Order.Line first(Outer.Order order, Outer.Invoice invoice) {
                        return new Outer.Order.Line(order.lines().get(0).text() + invoice.lines().get(0).cents());
                    }

                    @Override
                    public Outer.Deep.Deeper.Deepest deep(Outer.Deep.Deeper.Deepest value) {
                        return value;
                    }

                    @Override
                    public Outer.Secret secret(Outer.Secret secret) {
                        return secret;
                    }
                })
                .stub();
        Check.same(new Outer.Order.Line("a7"), inner.first(
                new Outer.Order(List.of(new Outer.Order.Line("a"))),
                new Outer.Invoice(List.of(new Outer.Invoice.Line(7)))));
        Check.same(new Outer.Deep.Deeper.Deepest(3), inner.deep(new Outer.Deep.Deeper.Deepest(3)));
        Check.same(new Outer.Secret("s"), inner.secret(new Outer.Secret("s")));
        Check.same("cases.nesting.outer_inner.Inner/First", Outer_InnerBinding.INSTANCE.methods().get(0).fullName());
    }
}
