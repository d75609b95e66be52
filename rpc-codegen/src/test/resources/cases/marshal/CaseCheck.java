package cases.marshal;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.wire.WireException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Bank bank = Loopback.to(BankBinding.INSTANCE, new Bank() {
                    @Override
                    public Account open(Account account) {
                        return account;
                    }

                    @Override
                    public Calendar opened(Calendar wanted, Money deposit) {
                        return deposit == null ? null : wanted;
                    }

                    @Override
                    public Money total(Money money) {
                        return money;
                    }

                    @Override
                    public CompletableFuture<Money> later(List<Money> money) {
                        return CompletableFuture.completedFuture(money.isEmpty() ? null : money.get(0));
                    }
                })
                .stub();
        Calendar day = new CalendarMarshaller().fromWire(Instant.EPOCH.plusSeconds(5));
        Bank.Account none = new Bank.Account(null, List.of(), Map.of(), null, List.of(), Optional.empty(), null, null);
        Check.same(none, bank.open(none));
        Bank.Account back = bank.open(new Bank.Account(
                Money.ofCents(0),
                List.of(Money.ofCents(1), Money.ofCents(2)),
                Map.of("a", Money.ofCents(3)),
                day,
                List.of(day),
                Optional.of(day),
                new StringBuilder("GREEN"),
                Path.of("a/b")));
        Check.same(Money.ofCents(0), back.balance());
        Check.same(List.of(Money.ofCents(1), Money.ofCents(2)), back.history());
        Check.same(Map.of("a", Money.ofCents(3)), back.pots());
        Check.same(day, back.opened());
        Check.same(List.of(day), back.visits());
        Check.same(Optional.of(day), back.closed());
        Check.same("GREEN", back.color().toString());
        Check.same(Path.of("a/b"), back.path());
        Check.same(day, bank.opened(day, Money.ofCents(1)));
        Check.same(null, bank.opened(day, null));
        Check.same(null, bank.total(null));
        Check.same(Money.ofCents(9), bank.later(List.of(Money.ofCents(9))).join());
        Check.same(null, bank.later(List.of()).join());
        Check.fails(WireException.class, "Bank.total(money): the marshaller returned null", () -> bank.total(
                Money.ofCents(13)));
    }
}
