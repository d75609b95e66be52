package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Mismatches: messages that one side sends and the other does not take; each error names method, subject and cure. */
public interface MismatchContract extends Contract {
    /** The newer server. */
    final class Shelf implements Stock {
        private final AtomicInteger taken = new AtomicInteger();

        @Override
        public String take(Item item) {
            return "taken " + taken.addAndGet(item.count());
        }

        @Override
        public Item give(String name) {
            return new Item(3);
        }

        @Override
        public CompletableFuture<Item> giveLater(String name) {
            return CompletableFuture.completedFuture(give(name));
        }

        @Override
        public Stream<Item> giveAll(String name) {
            return Stream.of(give(name));
        }

        @Override
        public Tone tone(String name) {
            return Tone.valueOf(name);
        }

        @Override
        public int sum(List<Integer> numbers) {
            return numbers.stream().mapToInt(Integer::intValue).sum();
        }

        @Override
        public int twice(int number) {
            return 2 * number;
        }
    }

    private RpcClient toShelf(Rig rig) {
        return rig.connect(rig.serve(Stock.class, new Shelf()));
    }

    private static OldStock older(RpcClient client) {
        return client.service(new Renamed<>(OldStockBinding.INSTANCE, StockBinding.INSTANCE.name()));
    }

    @Test
    default void aRequestWithAFieldOfAnotherTypeIsRefusedAndNotRun(Rig rig) {
        RpcClient client = toShelf(rig);
        OldStock stock = older(client);
        String message = check(
                StatusCode.INVALID_ARGUMENT,
                Delivery.NOT_EXECUTED,
                failure(() -> stock.take(new OldStock.OldItem("three"))));
        checkNames(message, "Stock/Take", "field 1 of Item", "text", "same interface", "a new number");
        assertEquals("taken 1", client.service(Stock.class).take(new Stock.Item(1)));
    }

    @Test
    default void aReplyWithAFieldOfAnotherTypeIsAnError(Rig rig) {
        OldStock stock = older(toShelf(rig));
        for (RpcException refused : List.of(
                failure(() -> stock.give("screws")),
                failure(stock.giveLater("screws")),
                failure(() -> stock.giveAll("screws").toList()))) {
            String message = check(StatusCode.INTERNAL, refused);
            checkNames(message, "/Give", "field 1 of OldItem", "a number", "same interface", "a new number");
        }
    }

    @Test
    default void aConstantThatIsNotKnownIsAnErrorWithItsCure(Rig rig) {
        OldStock stock = older(toShelf(rig));
        assertEquals(OldStock.OldTone.GREEN, stock.tone("GREEN"));
        checkNames(
                check(StatusCode.INTERNAL, failure(() -> stock.tone("BLUE"))),
                "/Tone",
                "OldTone has no constant 3",
                "@Unknown");
    }

    @Test
    default void aNumberMayBeReadAsAListOfOneAndNoListAsANumber(Rig rig) {
        OldStock stock = older(toShelf(rig));
        assertEquals(7, stock.sum(7)); // as protobuf demands: not packed
        checkNames(
                check(StatusCode.INVALID_ARGUMENT, Delivery.NOT_EXECUTED, failure(() -> stock.twice(List.of(7)))),
                "Stock/Twice",
                "field 1 of TwiceRequest");
    }

    @Test
    default void aRequestThatIsNullIsAnErrorThatNamesIt(Rig rig) {
        Stock stock = toShelf(rig).service(Stock.class);
        NullPointerException refused = assertThrows(NullPointerException.class, () -> stock.take(null));
        checkNames(refused.getMessage(), "Stock/Take", "item is null");
    }

    @Test
    default void aMessageOverTheLimitNamesItsMethod(Rig rig) {
        RpcConfig small = Rig.config("nearcall.limits.message", "1KiB");
        RpcClient client = rig.connect(
                Rig.targetOf(rig.start(Rig.builder(question -> question.repeat(100))
                        .config(small)
                        .listen(target()))),
                small);
        String large = "x".repeat(2_000);
        for (RpcException refused : List.of(
                failure(() -> client.service(Ask.class).ask(large)),
                failure(client.service(AskLater.class).ask(large)),
                failure(() -> client.service(Tell.class).tell(large)),
                failure(() -> client.service(Ask.class).ask("a reply that grows")),
                failure(client.service(AskLater.class).ask("a reply that grows")))) {
            checkNames(
                    check(StatusCode.RESOURCE_EXHAUSTED, refused),
                    "io.nearcall.tck.",
                    "/",
                    "1024 bytes",
                    "raise nearcall.limits.message");
        }
    }
}
