package cases.records;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.RpcException;
import io.nearcall.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Loopback<Shop> loop = Loopback.to(ShopBinding.INSTANCE, new Shop() {
            @Override
            public Receipt buy(Order order) {
                return order.customer() == null ? null : new Receipt(order.items().size(), order.toString());
            }

            @Override
            public Receipt copy(Order original, int copies) {
                return new Receipt(copies, String.valueOf(original));
            }

            @Override
            public Nothing nothing(Nothing nothing) {
                return nothing;
            }

            @Override
            public Tree grow(Tree tree) {
                return tree;
            }
        });
        Shop shop = loop.stub();
        Order order = new Order("Ada", List.of(new Order.Item("a", 1), new Order.Item(null, -2)), true, null);
        Check.same(new Receipt(2, order.toString()), shop.buy(order));
        Check.same("cases.records.shop.Shop/Buy", ShopBinding.INSTANCE.methods().get(0).fullName());
        Check.same(new Receipt(3, order.toString()), shop.copy(order, 3));
        Check.same(new Receipt(3, "null"), shop.copy(null, 3));
        Check.same(new Nothing(), shop.nothing(new Nothing()));
        Tree tree = new Tree("root", new Tree("left", null, List.of()), List.of(new Branch(2, null)));
        Check.same(tree, shop.grow(tree));

        Check.fails(NullPointerException.class, "order", () -> shop.buy(null));
        Check.fails(RpcException.class, "cases.records.shop.Shop/Buy returned null", () -> shop.buy(
                new Order(null, null, false, null)));
        Check.fails(WireException.class, "Order.items[1]", () -> shop.buy(
                new Order("x", Arrays.asList(new Order.Item("a", 1), null), false, null)));
        Check.fails(IllegalArgumentException.class, "negative", () -> shop.copy(order, -1));

        List<Branch> branches = new ArrayList<>();
        Tree cycle = new Tree("cycle", null, branches);
        branches.add(new Branch(1, cycle));
        Check.fails(WireException.class, "cycle", () -> shop.grow(cycle));
    }
}
